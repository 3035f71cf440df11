import { GRANTS } from './inside/tables';
import type { RowImage } from './shapes';

/**
 * The event of a transfer token reports what the token was granted and what was taken away from it.
 *
 * @returns what the token did not have as the event says, in sentences
 */
export function applyGrants(row: RowImage, payload: unknown): string[] {
  const { granted = [], takenAway = [] } = (payload ?? {}) as Record<string, string[]>;
  const had = (row.values[GRANTS] ?? []) as string[];
  row.values[GRANTS] = [...had.filter((one) => !takenAway.includes(one)), ...granted].sort();
  return [
    ...granted.filter((one) => had.includes(one)).map((one) => `${one} was granted before`),
    ...takenAway.filter((one) => !had.includes(one)).map((one) => `${one} was not granted`),
  ];
}
