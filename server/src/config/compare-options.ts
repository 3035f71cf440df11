import type { RawChange } from '../event';
import { options } from './options';
import type { AuditTrailConfig } from './schema';

/** Every option by its path: `retention.days`. The last configuration is stored in this form. */
export type FlatConfig = Record<string, unknown>;

/** The configuration as one value per option. */
export const flatten = (config: Readonly<AuditTrailConfig>): FlatConfig =>
  Object.fromEntries(options.map(({ path }) => [path, valueAt(config, path)]));

/**
 * The differences between the options of two boots. An option that the other version of the plugin
 * did not have is no change.
 */
export function compareOptions(before: FlatConfig, after: FlatConfig): RawChange[] {
  return Object.keys(after)
    .filter((path) => path in before && !isSame(before[path], after[path]))
    .map((path) => ({
      path,
      label: path,
      kind: 'value',
      before: before[path],
      after: after[path],
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

/**
 * The options to keep after a person was erased from those of the last boot: if the present ones
 * differ only in what was erased, the erased form stays. Otherwise the difference would be recorded
 * as a change, and the person would return to the log.
 *
 * @param marker replaces what was erased
 */
export function keepErased(before: unknown, after: unknown, marker: string): unknown {
  if (typeof before === 'string' && typeof after === 'string') {
    return isErasedForm(before, after, marker) ? before : after;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return after.map((one, index): unknown => keepErased(before[index], one, marker));
  }
  if (isObject(before) && isObject(after)) {
    return Object.fromEntries(
      Object.entries(after).map(([key, one]) => [key, keepErased(before[key], one, marker)])
    );
  }
  return after;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Whether a text is another with parts of it replaced by the marker. */
function isErasedForm(erased: string, text: string, marker: string): boolean {
  const [first = '', ...others] = erased.split(marker);
  if (others.length === 0 || !text.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of others.entries()) {
    const isLast = index === others.length - 1;
    const found = isLast ? text.length - part.length : text.indexOf(part, at);
    if (found < at || !text.startsWith(part, found)) return false;
    at = found + part.length;
  }
  return true;
}
