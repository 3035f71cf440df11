const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const STEP = 1_000;

/** Bytes in the largest unit that fits: "38 MB", "1.2 GB". */
export function formatBytes(locale: string, bytes: number): string {
  const fitting = Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(STEP));
  const power = Math.min(Math.max(fitting, 0), UNITS.length - 1);
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[power],
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
  }).format(bytes / STEP ** power);
}

/** An estimate in two digits: whoever reads "about 25,000" will not take it for a count. */
export const formatEstimate = (locale: string, count: number): string =>
  new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }).format(count);
