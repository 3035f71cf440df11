import type { DatabaseClient } from '../../helpers/app/databases';

/** What is written differently on each database; the arguments are SQL expressions. */
export interface SeedDialect {
  integer(number: string): string;
  /** Twelve hexadecimal digits of a whole number. */
  hex(number: string): string;
  concat(...texts: string[]): string;
  /** As Strapi stores a `datetime`, of epoch milliseconds. */
  datetime(milliseconds: string): string;
  /** Servers choose the order of a join, and the keys must be in the order of time. */
  order: string;
}

const barred = (...texts: string[]) => texts.join(' || ');

export const DIALECTS: Record<DatabaseClient, SeedDialect> = {
  sqlite: {
    integer: (number) => `CAST(${number} AS INTEGER)`,
    hex: (number) => `printf('%012x', ${number})`,
    concat: barred,
    datetime: (milliseconds) => milliseconds,
    order: '',
  },
  postgres: {
    integer: (number) => `CAST(${number} AS bigint)`,
    hex: (number) => `lpad(to_hex(${number}), 12, '0')`,
    concat: barred,
    datetime: (milliseconds) => `to_timestamp(${milliseconds} / 1000.0)::timestamp`,
    order: 'ORDER BY k',
  },
  mysql: {
    integer: (number) => `CAST(${number} AS SIGNED)`,
    hex: (number) => `lpad(lower(hex(${number})), 12, '0')`,
    concat: (...texts) => `concat(${texts.join(', ')})`,
    datetime: (milliseconds) => `from_unixtime(${milliseconds} / 1000)`,
    order: 'ORDER BY k',
  },
};
