import type { Found } from './places';

/** One line for each kind of leak, with an example: what it was, how it travelled, where it stands. */
export function report(found: readonly Found[]): string[] {
  const kinds = new Map<string, Found[]>();
  for (const one of found) {
    const { encoding, position } = one.canary;
    const kind = `${encoding} | ${position} | ${one.place}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  return [...kinds]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(
      ([kind, all]) => `${all.length} × ${kind} | ${all[0]!.canary.route} | …${all[0]!.around}…`
    );
}
