import { configSchema, type AuditTrailConfig } from './schema';
import { describeProblems } from './problems';

export { compareOptions, flatten, keepErased, type FlatConfig } from './compare-options';
export { nextRun } from './schedule';
export type { AuditTrailConfig, AuditTrailOptions } from './schema';

const deepFreeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
};

/**
 * The plugin's configuration with every default in place, frozen.
 *
 * @throws one error that lists every problem, one message each.
 */
export function resolveConfig(input: unknown): Readonly<AuditTrailConfig> {
  // Strapi passes `undefined` or `{}` if the project configures nothing.
  const result = configSchema.safeParse(input ?? {});
  if (result.success) return deepFreeze(result.data);
  const problems = describeProblems(result.error.issues, input);
  throw new Error(
    ['[audit-trail] The plugin configuration cannot be used:', ...problems].join('\n- ')
  );
}

/**
 * What Strapi reads: it merges `default` under the project's options index by index, so a list in
 * it could never be shortened. It stays empty; `resolveConfig` fills in. Strapi calls the validator
 * without awaiting it and ignores what it returns.
 */
export const config = {
  default: {},
  validator(input: unknown): void {
    resolveConfig(input);
  },
};
