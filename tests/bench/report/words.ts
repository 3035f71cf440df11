import type { Spread } from '../arithmetic';

const NUMBERS = [0, 1, 2].map(
  (digits) =>
    new Intl.NumberFormat('en', { maximumFractionDigits: digits, minimumFractionDigits: digits })
);

const UNKNOWN = '–';

/** About three digits: more would claim what was not measured. */
export const number = (value: number): string => {
  if (Number.isNaN(value)) return UNKNOWN;
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return NUMBERS[digits]!.format(value);
};

/** `1.05 (0.98–1.11)` */
export const spread = ({ median, min, max }: Spread): string =>
  `${number(median)} (${number(min)}–${number(max)})`;

export const count = (value: number): string =>
  Number.isNaN(value) ? UNKNOWN : NUMBERS[0]!.format(value);
