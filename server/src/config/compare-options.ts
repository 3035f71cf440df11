import type { RawChange } from '../event';
import { options } from './options';
import type { AuditTrailConfig } from './schema';

/** Every option by its path: `retention.days`. The form in which the last configuration is kept. */
export type FlatConfig = Record<string, unknown>;

/** The configuration as one value per option. */
export const flatten = (config: Readonly<AuditTrailConfig>): FlatConfig =>
  Object.fromEntries(options.map(({ path }) => [path, valueAt(config, path)]));

/**
 * What differs between the options of two boots. An option that the other version of the plugin did
 * not have is no change.
 */
export function compareOptions(before: FlatConfig, after: FlatConfig): RawChange[] {
  return Object.keys(after)
    .filter((path) => path in before && !isSame(before[path], after[path]))
    .map((path) => ({
      ...{ path, label: path, kind: 'value' },
      ...{ before: before[path], after: after[path] },
    }));
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const valueAt = (config: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, part) => (value as Record<string, unknown> | undefined)?.[part],
      config
    );
