/** The middle value; the mean of the two middle ones where there is none. NaN of nothing. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/**
 * The value below which the given share of the values lies, between two neighbours in proportion
 * (type 7 of Hyndman and Fan, as R and NumPy have it). NaN of nothing.
 *
 * @param share from 0 to 1
 */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)]!;
  const high = sorted[Math.ceil(place)]!;
  return low + (high - low) * (place - Math.floor(place));
}

/** A median with the smallest and the largest of the values it is of. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** @throws of nothing: a median of no run must not be printed. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new Error('There is no spread of no values.');
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/**
 * The ratio of each value to the base of the same alternation: a machine that was slow for a minute
 * was so for both.
 *
 * @throws when the two are not of the same alternations
 */
export function pairedRatios(
  values: ReadonlyMap<number, number>,
  bases: ReadonlyMap<number, number>
): number[] {
  return [...values].map(([alternation, value]) => {
    const base = bases.get(alternation);
    if (base === undefined) throw new Error(`Alternation ${alternation} has no base.`);
    return value / base;
  });
}
