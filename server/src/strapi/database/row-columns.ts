import type { Database } from '@strapi/database';
import type { Parts } from '../../record/snapshots';
import type { SnapshotColumns } from './snapshot-columns';

/** The columns of a type's snapshots, as SQL. */
interface ColumnTexts {
  /** The columns of every snapshot. */
  base: string;
  /** One further column of long text or JSON. */
  long: ReadonlyMap<string, string>;
}

/**
 * The SQL that selects the columns of snapshots, built once for each type: the query builder would
 * quote and join some thirty columns for each row that is saved.
 *
 * @param mark put before the text of JSON columns, so Strapi does not parse it
 */
export function createRowColumns(
  db: Database,
  mark: string
): (uid: string, model: SnapshotColumns, long: Parts) => string {
  const known = new WeakMap<SnapshotColumns, ColumnTexts>();
  const isSqlite = db.dialect.client === 'sqlite';
  const quoted = (column: string): string => db.connection.raw('??', [column]).toQuery();

  const asText = (column: string): string => {
    const text = {
      postgres: `'${mark}' || ${column}::text`,
      mysql: `concat('${mark}', ${column})`,
    };
    const { client } = db.dialect;
    return `${text[client as keyof typeof text] ?? `'${mark}' || ${column}`} as ${column}`;
  };

  const describe = (uid: string, model: SnapshotColumns): ColumnTexts => {
    const { columns, longColumns, isJson, isBig } = model;
    const attributes = db.metadata.get(uid).attributes as Record<string, { columnName?: string }>;
    const columnOf = (name: string): string => quoted(attributes[name]?.columnName ?? name);
    const textOf = (name: string): string => {
      const column = columnOf(name);
      if (isJson(name)) return asText(column);
      // SQLite's driver would round it; others return a text anyway.
      return isBig(name) && isSqlite ? `cast(${column} as text) as ${column}` : column;
    };
    return {
      base: columns.map(textOf).join(', '),
      long: new Map([...longColumns].map((name) => [name, textOf(name)])),
    };
  };

  return (uid, model, long) => {
    const texts = known.get(model) ?? describe(uid, model);
    known.set(model, texts);
    return [texts.base, ...[...long].map((name) => texts.long.get(name))].join(', ');
  };
}
