import type { Knex } from 'knex';
import type { DialectName } from './dialect';

/**
 * From this many rows on, one JSON text is cheaper than a bound value for each column of each row.
 */
export const MIN_ROWS = 10;

export interface JsonInsert<Row> {
  /** The name in raw SQL. */
  table: string;
  rows: readonly Row[];
  columns: readonly (keyof Row & string)[];
  /** Columns whose values are already JSON texts. */
  json: ReadonlySet<string>;
}

/**
 * Whether many rows can be inserted from one JSON text: not on every MySQL that Strapi supports.
 */
export const takesJson = (dialect: DialectName): boolean => dialect !== 'mysql';

/**
 * Inserts rows with one statement, which the database parses: neither the query builder nor the
 * driver handles each column of each row. Values that all rows share are bound once; events of one
 * commit differ in a few columns of thirty.
 */
export async function insertFromJson<Row extends object>(
  trx: Knex.Transaction,
  insert: JsonInsert<Row>,
  dialect: DialectName
): Promise<void> {
  const { table, columns } = insert;
  const { from, values } = dialect === 'postgres' ? postgresSource(insert) : sqliteSource(insert);
  const into = `insert into ${table} (${columns.map(quoted).join(', ')})`;
  await trx.raw(`${into} ${from}`, values);
}

const quoted = (name: string): string => `"${name}"`;

interface Source {
  /** The rows, as a `select`. */
  from: string;
  values: Knex.RawBinding[];
}

/** Two records of the table's own types: the values all rows share, next to each row's own. */
function postgresSource<Row extends object>(insert: JsonInsert<Row>): Source {
  const { table, rows, columns, json } = insert;
  const { shared, own } = splitColumns(insert);
  const names = columns.map((name) => `${own.has(name) ? 'own' : 'shared'}.${quoted(name)}`);
  const [first] = rows as [Row];
  return {
    from:
      `select ${names.join(', ')} from json_populate_record(null::${table}, ?::json) shared, ` +
      `json_populate_recordset(null::${table}, ?::json) own`,
    values: [
      objectText(first, shared, json),
      `[${rows.map((row) => objectText(row, [...own], json)).join(',')}]`,
    ],
  };
}

function sqliteSource<Row extends object>(insert: JsonInsert<Row>): Source {
  const { rows, columns } = insert;
  const { shared, own } = splitColumns(insert);
  const names = [...own];
  const [first] = rows as [Row];
  const values = columns.map((name) =>
    own.has(name) ? `json_extract(value, '$[${names.indexOf(name)}]')` : '?'
  );
  return {
    from: `select ${values.join(', ')} from json_each(?)`,
    values: [
      ...shared.map((name) => first[name] as Knex.RawBinding),
      JSON.stringify(rows.map((row) => names.map((name) => row[name]))),
    ],
  };
}

/** The columns with the same value in every row, in the order of all, and the others. */
function splitColumns<Row extends object>({ rows, columns }: JsonInsert<Row>) {
  const [first] = rows as [Row];
  const own = new Set(columns.filter((name) => rows.some((row) => row[name] !== first[name])));
  return { own, shared: columns.filter((name) => !own.has(name)) };
}

/** The row as JSON; texts that are already JSON are embedded as values. */
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
