import type { Core } from '@strapi/types';
import type { Database } from '@strapi/database';
import type { Knex } from 'knex';
import type { Row } from '../../event';
import { runInside } from '../../record/context';
import {
  byIds,
  type SnapshotReader,
  type Parts,
  type ReadOptions,
  type RowLock,
  type Selection,
} from '../../record/snapshots';
import { createSnapshotColumns } from './snapshot-columns';
import { createRowColumns } from './row-columns';
import { idsIn } from '../../record/statement';
import { isRecord } from './statement-rows';
import { StoredJson } from '../../record/change-set/stored-json';

/** No JSON begins with it, so Strapi passes the text on as is instead of parsing it. */
const UNPARSED = '\u001d';

/** What is used of Strapi's query builder apart from its promised methods. */
interface Query {
  alias: string;
  state: { joins: unknown[] };
  init(params: object): Query;
  where(condition: Row): Query;
  processState(): void;
  getKnexQuery(): Knex.QueryBuilder;
  execute(): Promise<unknown>;
}

/**
 * @param mainFieldOf the attribute that names the rows of a type, which is read for related rows
 */
export function createSnapshotReader(
  strapi: Core.Strapi,
  db: Database,
  mainFieldOf: (uid: string) => string | undefined
): SnapshotReader {
  const createQueryBuilder = db.entityManager.createQueryBuilder.bind(db.entityManager);
  const columnsOf = createSnapshotColumns(strapi, db, mainFieldOf);
  const { client } = db.dialect;
  const hasLocks = client === 'postgres' || client === 'mysql';

  const asText = (alias: string, column: string): Knex.Raw => {
    const reference = `${alias}.${column}`;
    const text = { postgres: '? || ??::text', mysql: 'concat(?, ??)' }[client] ?? '? || ??';
    return db.connection.raw(`${text} as ??`, [UNPARSED, reference, column]);
  };

  /** SQLite's driver would round a number beyond JavaScript's exact ones. */
  const exactly = (alias: string, column: string): Knex.Raw =>
    db.connection.raw('cast(?? as text) as ??', [`${alias}.${column}`, column]);

  const queryOn = (uid: string, { where, search }: Selection, params: object): Query => {
    const query = createQueryBuilder(uid) as unknown as Query;
    query.init({ ...params, _q: search });
    for (const condition of where) query.where(condition);
    return query;
  };

  const execute = async (query: Query, { lock, limit }: ReadOptions): Promise<Row[]> => {
    const build = query.getKnexQuery.bind(query);
    query.getKnexQuery = () => {
      const built = build();
      // Strapi's own limit sorts, and would lock the rows in a different order than the statement
      // does.
      if (limit !== undefined) built.limit(limit);
      if (lock && hasLocks) lockRows(built, client === 'postgres' && lock === 'update');
      return built;
    };
    return (await runInside({ isSnapshot: true }, () => query.execute())) as Row[];
  };

  /** Whether the rows of a query must be looked up before they are locked and read. */
  const needsKeys = (query: Query, { lock, lockByKey }: ReadOptions): boolean =>
    query.state.joins.length > 0 ||
    (lock !== undefined && lockByKey === true && client === 'mysql');

  const idsOf = async (
    uid: string,
    selection: Selection,
    { lock, limit, ...options }: ReadOptions
  ): Promise<unknown[]> => {
    const query = queryOn(uid, selection, { select: ['id'] });
    query.processState();
    const isLater = needsKeys(query, { lock, ...options });
    const found = await execute(query, { limit, lock: isLater ? undefined : lock });
    const ids = [...new Set(found.map(({ id }) => id))];
    const isToLock = isLater && lock !== undefined && hasLocks && ids.length > 0;
    return isToLock ? idsOf(uid, byIds(ids), { lock }) : ids;
  };

  const rowColumns = createRowColumns(db, UNPARSED);

  /** Rows by their ids, without other tables and without the query builder's SQL generation. */
  const readByIds = async (
    uid: string,
    ids: readonly unknown[],
    parts: Parts,
    lock: RowLock | undefined
  ): Promise<Row[]> => {
    // It supplies the running transaction, and converts the rows into Strapi's shape.
    const query = queryOn(uid, { where: [] }, { select: ['id'] });
    query.getKnexQuery = () =>
      db
        .getConnection(db.metadata.get(uid).tableName)
        .select(db.connection.raw(rowColumns(uid, columnsOf(uid), parts)))
        .whereIn('id', ids as number[]);
    return execute(query, { lock });
  };

  const read: SnapshotReader['read'] = async (uid, selection, parts, options = {}) => {
    const model = columnsOf(uid);
    const long = [...parts].filter((name) => model.longColumns.has(name));
    const json = long.filter(model.isJson);
    const ids = long.length === parts.size ? idsIn(selection) : null;
    if (ids && options.limit === undefined && !options.lockByKey) {
      const rows = ids.length > 0 ? await readByIds(uid, ids, parts, options.lock) : [];
      for (const row of rows) for (const name of json) row[name] = storedJson(row[name]);
      return rows;
    }
    const query = queryOn(uid, selection, { populate: model.populate(parts) });
    const meta = db.metadata.get(uid).attributes as Record<string, { columnName?: string }>;
    const columnOf = (name: string): string => meta[name]?.columnName ?? name;
    const isRounded = (name: string): boolean => client === 'sqlite' && model.isBig(name);
    const select = [
      ...model.columns.filter((name) => !isRounded(name)),
      ...model.columns.filter(isRounded).map((name) => exactly(query.alias, columnOf(name))),
      ...model.morphColumns(parts),
      ...long.filter((name) => !json.includes(name)),
      ...json.map((name) => asText(query.alias, columnOf(name))),
    ];
    query.init({ select });
    query.processState();
    if (needsKeys(query, options)) {
      const { lock, limit } = options;
      const ids = await idsOf(uid, selection, { limit });
      return ids.length > 0 ? read(uid, byIds(ids), parts, { lock }) : [];
    }
    const rows = await execute(query, options);
    for (const row of rows) for (const name of json) row[name] = storedJson(row[name]);
    return rows;
  };

  return {
    hasLocks,
    readsSnapshots: client === 'mysql',
    partsOf: (uid, attributes) => columnsOf(uid).partsOf(attributes),
    longColumns: (uid) => columnsOf(uid).longColumns,
    components: (uid) => columnsOf(uid).components,
    emptyParts(uid, data, isFirst) {
      const { components, ownLinks, sharedLinks } = columnsOf(uid);
      const parts = [...components, ...ownLinks, ...(isFirst ? sharedLinks : [])];
      return new Set(parts.filter((name) => isNothing(data[name])));
    },
    emptyValue: (uid, part) => (columnsOf(uid).single.has(part) ? null : []),
    read,
    ids: (uid, selection, options = {}) => idsOf(uid, selection, options),
    async find(uid, where) {
      const query = queryOn(uid, { where: [where] }, { limit: 1 });
      return ((await query.execute()) as Row[])[0] ?? null;
    },
  };
}

/** Whether a value for a component, a medium or a relation leaves the row without any. */
function isNothing(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  return (
    isRecord(value) &&
    Object.values(value).every((part) => Array.isArray(part) && part.length === 0)
  );
}

function lockRows(query: Knex.QueryBuilder, keepsKeys: boolean): void {
  if (keepsKeys) query.forNoKeyUpdate();
  else query.forUpdate();
}

const storedJson = (value: unknown): unknown =>
  typeof value === 'string' && value.startsWith(UNPARSED)
    ? new StoredJson(value.slice(UNPARSED.length))
    : value;
