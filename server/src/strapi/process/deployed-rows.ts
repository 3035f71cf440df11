import type { Core } from '@strapi/types';
import type { DeployedRow, DeployedRows, Row } from '../../event';

/**
 * More rows are only counted, not recorded one by one: a start must not hold a large table in
 * memory.
 */
const MAX_ROWS = 100_000;
const MAX_LISTED = 1_000;

type Schemas = Readonly<Record<string, Row | undefined>>;

/** What a start of Strapi did to the rows of content types whose schema changed. */
export interface DeployedRowsReader {
  /** Reads the rows that Strapi may remove or change, before it does. Never rejects. */
  before(old: Schemas, now: Schemas): Promise<void>;
  /** Compares them with what is left. Never rejects. */
  after(): Promise<ReadonlyMap<string, DeployedRows>>;
}

/**
 * Strapi removes drafts if draft and publish was switched off, other locales if localization was,
 * and the table of a removed type; it creates drafts if draft and publish was switched on. No
 * request or watched statement reports this: Strapi does it before anything is recorded.
 */
export function createDeployedRowsReader(strapi: Core.Strapi): DeployedRowsReader {
  let tables = new Map<string, Table>();

  return {
    async before(old, now) {
      tables = new Map();
      for (const [uid, schema] of Object.entries(old)) {
        if (!schema || !mayTouchRows(schema, now[uid])) continue;
        const name = schema.collectionName;
        if (typeof name !== 'string') continue;
        const table = { name, nameColumn: nameColumnOf(schema, now[uid]) };
        const rows = await readRows(strapi, table);
        if (rows) tables.set(uid, { ...table, rows });
      }
    },

    async after() {
      const found = new Map<string, DeployedRows>();
      for (const [uid, table] of tables) {
        const rows = compare(table.rows, (await readRows(strapi, table)) ?? NOTHING);
        if (rows) found.set(uid, rows);
      }
      tables.clear();
      return found;
    },
  };
}

interface Table {
  name: string;
  /** The column that names a row for people; null if no column surely does. */
  nameColumn: string | null;
  rows: TableRows;
}

interface TableRows {
  count: number;
  /** By id; null if there are too many. */
  byId: Map<string, DeployedRow> | null;
}

const NOTHING: TableRows = { count: 0, byId: new Map() };

function mayTouchRows(old: Row, now: Row | undefined): boolean {
  return !now || hasDrafts(old) !== hasDrafts(now) || isLocalized(old) !== isLocalized(now);
}

const hasDrafts = ({ options }: Row): boolean =>
  (options as { draftAndPublish?: unknown } | undefined)?.draftAndPublish === true;

const isLocalized = ({ pluginOptions }: Row): boolean =>
  (pluginOptions as { i18n?: { localized?: unknown } } | undefined)?.i18n?.localized === true;

/** Attributes whose column has the same name, in one word. */
const NAMES = ['title', 'name', 'label', 'headline', 'subject', 'username', 'slug'];
const TEXTS: readonly unknown[] = ['string', 'text', 'uid'];

function nameColumnOf(old: Row, now: Row | undefined): string | null {
  const isName = (schema: Row, name: string): boolean => {
    const attribute = (schema.attributes as Record<string, Row | undefined> | undefined)?.[name];
    return TEXTS.includes(attribute?.type) && attribute?.private !== true;
  };
  // The same statement reads before and after: the column must still exist.
  return NAMES.find((name) => isName(old, name) && (!now || isName(now, name))) ?? null;
}

/** Null if the table cannot be read, because it is gone or of an older form. */
async function readRows(
  strapi: Core.Strapi,
  { name, nameColumn }: Pick<Table, 'name' | 'nameColumn'>
): Promise<TableRows | null> {
  try {
    if (!(await strapi.db.getSchemaConnection().hasTable(name))) return null;
    const [counted] = (await strapi.db.getConnection(name).count({ count: '*' })) as Row[];
    const count = Number(counted?.count);
    if (count > MAX_ROWS) return { count, byId: null };
    const columns = ['id'];
    // Without the i18n plugin no table has a locale.
    for (const column of ['document_id', 'locale', 'published_at', nameColumn]) {
      if (column && (await strapi.db.getSchemaConnection().hasColumn(name, column))) {
        columns.push(column);
      }
    }
    const rows = (await strapi.db.getConnection(name).select(columns).orderBy('id')) as Row[];
    const deployed = rows.map((row) => ({
      id: String(row.id),
      documentId: text(row.document_id),
      locale: text(row.locale),
      status: row.published_at === null ? ('draft' as const) : ('published' as const),
      name: nameColumn ? text(row[nameColumn]) : null,
    }));
    return { count, byId: new Map(deployed.map((row) => [row.id, row])) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    strapi.log.warn(
      `[audit-trail] The rows of ${name} cannot be read: what this start does to them is not ` +
        `recorded (${reason}).`
    );
    return null;
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function compare(before: TableRows, after: TableRows): DeployedRows | null {
  if (!before.byId || !after.byId) {
    const removed = Math.max(before.count - after.count, 0);
    const made = Math.max(after.count - before.count, 0);
    return removed + made === 0
      ? null
      : { removed: counted(removed), made: counted(made), changed: counted(0) };
  }
  const [old, now] = [before.byId, after.byId];
  const removed = [...old.values()].filter(({ id }) => !now.has(id));
  const made = [...now.values()].filter(({ id }) => !old.has(id));
  const changed = [...now.values()].filter(({ id, locale, status }) => {
    const was = old.get(id);
    return was !== undefined && (was.locale !== locale || was.status !== status);
  });
  return removed.length + made.length + changed.length === 0
    ? null
    : { removed: summaryOf(removed), made: summaryOf(made), changed: summaryOf(changed) };
}

const counted = (count: number) => ({ count, rows: [] });
const summaryOf = (rows: DeployedRow[]) => ({
  count: rows.length,
  rows: rows.slice(0, MAX_LISTED),
});
