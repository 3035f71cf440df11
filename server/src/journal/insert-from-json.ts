import type { Knex } from 'knex';
import type { DialectName } from './dialect';

/** From so many rows on, one JSON text is cheaper than a bound value for each column of each row. */
export const FEWEST_ROWS = 10;

export interface JsonInsert<Row> {
  /** As raw SQL names it. */
  table: string;
  rows: readonly Row[];
  columns: readonly (keyof Row & string)[];
  /** Columns whose values are JSON texts already. */
  json: ReadonlySet<string>;
  returning?: readonly string[];
}

/** Whether many rows can be inserted from one JSON text: not by every MySQL that Strapi supports. */
export const takesJson = (dialect: DialectName): boolean => dialect !== 'mysql';

/**
 * Inserts rows by one statement that binds one value, which the database takes apart: neither the
 * query builder nor the driver handles each column of each row.
 *
 * @returns the columns asked for of every row
 */
export async function insertFromJson<Row extends object>(
  trx: Knex.Transaction,
  { table, rows, columns, json, returning = [] }: JsonInsert<Row>,
  dialect: DialectName
): Promise<Record<string, unknown>[]> {
  const names = columns.map((name) => `"${name}"`).join(', ');
  const answer =
    returning.length > 0 ? ` returning ${returning.map((name) => `"${name}"`).join(', ')}` : '';
  const into = `insert into ${table} (${names}) select`;
  if (dialect === 'postgres') {
    const text = `[${rows.map((row) => objectText(row, columns, json)).join(',')}]`;
    const from = `json_populate_recordset(null::${table}, ?::json)`;
    const { rows: answered } = (await trx.raw(`${into} ${names} from ${from}${answer}`, [
      text,
    ])) as { rows: Record<string, unknown>[] };
    return answered;
  }
  const text = JSON.stringify(rows.map((row) => columns.map((name) => row[name])));
  const values = columns.map((_, index) => `json_extract(value, '$[${index}]')`).join(', ');
  const from = 'from json_each(?)';
  return (await trx.raw(`${into} ${values} ${from}${answer}`, [text])) as Record<string, unknown>[];
}

/** The row as JSON; texts that are JSON already become what they say. */
function objectText<Row extends object>(
  row: Row,
  columns: readonly (keyof Row & string)[],
  json: ReadonlySet<string>
): string {
  const members = columns.map((name) => {
    const value = row[name];
    const text =
      json.has(name) && typeof value === 'string' ? value : JSON.stringify(value ?? null);
    return `"${name}":${text}`;
  });
  return `{${members.join(',')}}`;
}
