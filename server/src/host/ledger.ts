import type { BulkChange, Capture, RawChange, Row, RowChange } from '../event';
import type { DescribeBulk } from './bulk-changes';
import { attributesOf, currentOperation, rowsOf } from './document-operations';
import type { DocumentOperation } from './document-operations';
import type { ImageReader } from './images';
import { joinReplacements } from './replacements';
import { currentScope, type Scope } from './scope';
import { describedSafely } from './undescribed';
import type { Watch, Watches } from './watches';

/** A write that is about to run, in terms of the model that it changes. */
export interface Statement {
  uid: string;
  type: 'insert' | 'update' | 'delete';
  /** Conditions as Strapi's query builder takes them, all of which hold. */
  where: readonly Row[];
  /** A full-text search that narrows the statement further (`_q`). */
  search?: string;
  /** What an update writes into every row. */
  data?: Row;
  /** Relations, media and components that the surrounding call names. */
  attributes: ReadonlySet<string> | 'all';
}

/** What one transaction has done to watched rows so far. */
export interface Ledger {
  /**
   * Reads what the statement is about to change; call it inside the transaction. The answer is for
   * `executed`.
   */
  before(statement: Statement): Promise<Reading>;
  /** Reads ahead for the document action that runs, before its first statement of any kind. */
  ahead(): Promise<void>;
  /** Notes rows that an insert made. */
  inserted(statement: Statement, ids: readonly unknown[]): void;
  /** Notes how many rows a statement wrote that were too many to read. */
  executed(statement: Statement, affected: number): void;
  /** Compares before with now and says what happened; call it inside the transaction, at its end. */
  settle(): Promise<Finding[]>;
}

/** What happened, and in whose scope: one transaction may hold the work of several. */
export interface Finding {
  capture: Capture;
  /** Undefined for code that nobody's request, task or run called. */
  scope: Scope | undefined;
}

/** `bulk`: too many rows for an event each; none was read. */
export type Reading = 'rows' | 'bulk';

export interface LedgerDependencies {
  images: ImageReader;
  watches: Watches;
  hasDraftAndPublish(uid: string): boolean;
  nameOf(uid: string, row: Row | null): string | null;
  compare(uid: string, before: Row | null, after: Row | null): RawChange[];
  describeBulk: DescribeBulk;
  /** Components that all locales of a document share; i18n rewrites them before its rows. */
  sharedComponents(uid: string): ReadonlySet<string>;
}

interface TouchedRow {
  uid: string;
  id: string;
  before: Row | null;
  attributes: Set<string> | 'all';
  operation: string | null;
  scope: Scope | undefined;
}

/** A row change with the scope of the first write to its row. */
type ScopedChange = RowChange & Pick<TouchedRow, 'scope'>;

/** SQLite takes 999 bound values in old builds, so ids are asked for in groups. */
const IDS_PER_QUERY = 500;
/** One event each up to here; a statement on more rows is one event. */
const MOST_ROWS = 1_000;

export function createLedger(deps: LedgerDependencies): Ledger {
  const touched = new Map<string, TouchedRow>();
  /** Rows read ahead for a document operation, not (yet) written. */
  const ahead = new Map<string, Row>();
  /** Statements of one action run side by side: all of them wait for what is read ahead. */
  const readings = new WeakMap<DocumentOperation, Promise<void>>();
  const bulks: { change: BulkChange; scope: Scope | undefined }[] = [];

  const touch = (uid: string, id: unknown, before: Row | null, statement: Statement): void => {
    const key = keyOf(uid, id);
    const known = touched.get(key);
    if (known) {
      known.attributes = union(known.attributes, statement.attributes);
      return;
    }
    const operation = operationOn(uid);
    touched.set(key, {
      uid,
      id: String(id),
      before,
      attributes: operation
        ? // A document of the same type that loses a link to the one that the action is about.
          union(mutable(attributesOf(operation)), statement.attributes)
        : mutable(statement.attributes),
      operation: operation?.action ?? null,
      scope: currentScope(),
    });
  };

  const readAhead = (uid: string): Promise<void> => {
    const operation = operationOn(uid);
    if (!operation || operation.isOver) return Promise.resolve();
    const reading = readings.get(operation) ?? readRowsOf(operation);
    readings.set(operation, reading);
    return reading;
  };

  const readRowsOf = async (operation: DocumentOperation): Promise<void> => {
    const { uid } = operation;
    const where = rowsOf(operation, deps.hasDraftAndPublish(uid));
    if (!where) return;
    for (const row of await deps.images.read(uid, where, attributesOf(operation))) {
      ahead.set(keyOf(uid, row.id), row);
    }
    await rememberShared(operation);
  };

  const rememberShared = async (operation: DocumentOperation): Promise<void> => {
    const { uid } = operation;
    const touches = attributesOf(operation);
    const shared = [...deps.sharedComponents(uid)].filter(
      (name) => touches === 'all' || touches.has(name)
    );
    const { documentId } = operation.params();
    if (shared.length === 0 || !documentId || operation.shared) return;
    operation.shared = new Map();
    for (const row of await deps.images.read(uid, { documentId }, new Set(shared))) {
      const parts = Object.fromEntries(shared.map((name) => [name, row[name]]));
      operation.shared.set(String(row.id), parts);
    }
  };

  /** The row with its shared components as they were before the document action began. */
  const withShared = (uid: string, row: Row): Row => ({
    ...row,
    ...operationOn(uid)?.shared?.get(String(row.id)),
  });

  const changesOf = async (uid: string, rows: readonly TouchedRow[]): Promise<ScopedChange[]> => {
    const now = await readNow(deps.images, uid, rows);
    const pairs = rows
      .map((row) => ({ ...row, after: now.get(row.id) ?? null }))
      // Made and removed by the same transaction: nobody ever saw it.
      .filter(({ before, after }) => before !== null || after !== null);

    return joinReplacements(pairs).map(({ id, before, after, operation, scope }) => ({
      uid,
      id,
      before,
      after,
      changes: deps.compare(uid, before, after),
      operation,
      handler: scope?.handler() ?? null,
      scope,
      name: deps.nameOf(uid, after ?? before),
      draftAndPublish: deps.hasDraftAndPublish(uid),
    }));
  };

  return {
    async before(statement) {
      const { uid, type, attributes } = statement;
      await readAhead(uid);
      if (type === 'insert') return 'rows';

      const ids = idsIn(statement) ?? (await deps.images.ids(uid, statement, MOST_ROWS + 1));
      if (ids.length > MOST_ROWS && deps.watches.of(uid)?.describeBulk) return 'bulk';

      const known = (id: unknown) => touched.has(keyOf(uid, id)) || ahead.has(keyOf(uid, id));
      for (const id of ids.filter(known)) {
        touch(uid, id, ahead.get(keyOf(uid, id)) ?? null, statement);
      }
      for (const group of inGroups(ids.filter((id) => !known(id)))) {
        const rows = await deps.images.read(uid, { id: { $in: group } }, attributes);
        for (const row of sortedById(rows)) touch(uid, row.id, withShared(uid, row), statement);
      }
      return 'rows';
    },

    async ahead() {
      const operation = currentOperation();
      if (operation && deps.watches.of(operation.uid)) await readAhead(operation.uid);
    },

    inserted(statement, ids) {
      for (const id of ids) touch(statement.uid, id, null, statement);
    },

    executed({ uid, type, where, search, data }, affected) {
      if (type === 'insert' || affected === 0) return;
      const conditions = search === undefined ? where : [...where, { _q: search }];
      const change = deps.describeBulk({ uid, verb: type, conditions, data }, affected);
      bulks.push({ change, scope: currentScope() });
    },

    async settle() {
      const rows = [...touched.values()];
      touched.clear();
      ahead.clear();
      const findings: Finding[] = bulks.splice(0).flatMap(({ change, scope }) => {
        const captures = deps.watches.of(change.uid)?.describeBulk?.(change) ?? [];
        return captures.map((capture) => ({ capture, scope }));
      });
      const byWatch = new Map<Watch, ScopedChange[]>();
      for (const uid of new Set(rows.map((row) => row.uid))) {
        const watch = deps.watches.of(uid);
        if (!watch) continue;
        const ofModel = rows.filter((row) => row.uid === uid);
        const changes = await changesOf(uid, ofModel);
        const relevant = changes.filter((change) => !isNoise(change, watch.ignore ?? []));
        byWatch.set(watch, [...(byWatch.get(watch) ?? []), ...relevant]);
      }
      for (const [watch, changes] of byWatch) {
        for (const scope of new Set(changes.map((change) => change.scope))) {
          const together = changes.filter((change) => change.scope === scope);
          const captures = await describedSafely(watch, together);
          findings.push(...captures.map((capture) => ({ capture, scope })));
        }
      }
      return findings;
    },
  };
}

function operationOn(uid: string): DocumentOperation | undefined {
  const operation = currentOperation();
  return operation?.uid === uid ? operation : undefined;
}

async function readNow(
  images: ImageReader,
  uid: string,
  rows: readonly TouchedRow[]
): Promise<Map<string, Row>> {
  const attributes = rows.reduce<Set<string> | 'all'>(
    (all, row) => union(all, row.attributes),
    new Set()
  );
  const found = new Map<string, Row>();
  for (const ids of inGroups(rows.map((row) => row.id))) {
    for (const row of await images.read(uid, { id: { $in: ids } }, attributes)) {
      found.set(String(row.id), row);
    }
  }
  return found;
}

function isNoise(change: RowChange, ignore: readonly string[]): boolean {
  if (ignore.length === 0 || !change.before || !change.after) return false;
  return change.changes.every(({ path }) => ignore.includes(path));
}

/** PostgreSQL returns rows in the order they were last written. */
const sortedById = (rows: readonly Row[]): Row[] =>
  [...rows].sort((one, other) => Number(one.id) - Number(other.id));

function inGroups<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / IDS_PER_QUERY) }, (_, index) =>
    items.slice(index * IDS_PER_QUERY, (index + 1) * IDS_PER_QUERY)
  );
}

/** The ids that a plain `{ id }` condition names; null where only the database can tell. */
export function idsIn({
  where,
  search,
}: Pick<Statement, 'where' | 'search'>): readonly unknown[] | null {
  const [condition] = where;
  if (search !== undefined || where.length !== 1 || !condition) return null;
  if (Object.keys(condition).length !== 1) return null;
  const { id } = condition;
  if (typeof id === 'number' || typeof id === 'string') return [id];
  if (Array.isArray(id)) return id;
  if (isRecord(id) && Array.isArray(id.$in) && Object.keys(id).length === 1) return id.$in;
  return null;
}

const keyOf = (uid: string, id: unknown): string => `${uid}:${String(id)}`;

const mutable = (attributes: ReadonlySet<string> | 'all'): Set<string> | 'all' =>
  attributes === 'all' ? 'all' : new Set(attributes);

const union = (
  one: Set<string> | 'all',
  other: ReadonlySet<string> | 'all'
): Set<string> | 'all' => (one === 'all' || other === 'all' ? 'all' : new Set([...one, ...other]));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
