import type { Row } from '../../event';
import {
  attributesOf,
  currentOperation,
  rowsOf,
  runningOperations,
  writesItsRowFirst,
  type DocumentOperation,
} from '../operation';
import type { Parts } from '../snapshots';
import type { SnapshotReader } from '../snapshots';
import { missingFrom, rowKey } from './touched-rows';

/** A row as it was before the running document action, and how much of it was read. */
export interface AheadRow {
  row: Row;
  parts: Parts;
  /** No other transaction can have written it since. */
  isLocked: boolean;
}

export interface ReadAheadDependencies {
  snapshots: SnapshotReader;
  hasDraftAndPublish(uid: string): boolean;
  isLocalized(uid: string): boolean;
  /** Components that all locales of a document share; i18n rewrites them before its rows. */
  sharedComponents(uid: string): ReadonlySet<string>;
}

/**
 * Reads the rows of a document action before its first statement: Strapi writes the components of a
 * row before the row, and replaces rows with others.
 */
export interface ReadAhead {
  /**
   * Reads for the running action, if it writes this model. Runs once, and again only for what the
   * action has named since. `onRow` receives every row that was read, with the parts that were
   * read.
   */
  run(uid: string, onRow: (row: Row, parts: Parts) => void): Promise<void>;
  get(uid: string, id: unknown): AheadRow | undefined;
  /**
   * The rows of actions that ended with an error. Strapi writes components before their row, so such
   * a row may have changed without a statement of its own.
   */
  ofFailed(): (AheadRow & { uid: string })[];
  /** The rows of a model that were read whole. */
  whole(uid: string): Row[];
  /** Gives rows of a model their shared components as they were before the document action began. */
  sharedOf(uid: string): (row: Row) => Row;
  /**
   * Notes that changes of these parts are about to commit with their events. The rows are then as in
   * `after`, and later commits of this and of concurrent actions compare with that. When i18n
   * writes a row, it has already replaced its components.
   */
  reported(uid: string, rows: readonly ReportedRow[]): void;
  clear(): void;
}

/** A row whose change is about to commit. */
export interface ReportedRow {
  id: unknown;
  parts: Parts;
  after: Row | null;
}

interface Reading {
  /** The conditions, as text: an inner middleware may redirect the action to another document. */
  where: string;
  parts: Set<string>;
  done: Promise<void>;
}

/** Statements of one action run in parallel: all of them wait for a single read. */
const readingsOfShared = new WeakMap<DocumentOperation, Promise<void>>();

/**
 * Remembers the components that the document's locales share while they are unchanged: at the start
 * of the action if it names them, else before its first later write. Whichever shared field an
 * action changes, i18n then copies all of them to the other locales.
 */
export async function rememberShared(
  { snapshots, sharedComponents }: Pick<ReadAheadDependencies, 'snapshots' | 'sharedComponents'>,
  operation: DocumentOperation
): Promise<void> {
  const { uid } = operation;
  const shared = sharedComponents(uid);
  const { documentId } = operation.params();
  if (shared.size === 0 || !documentId) return;
  const named = attributesOf(operation);
  const isTouched = named === 'all' || [...named].some((name) => shared.has(name));
  if (!isTouched && !operation.isOver) return;

  const others = runningOperations(uid).filter(
    (other) => other !== operation && other.params().documentId === documentId
  );
  const read = async () => {
    const rows = new Map<string, Row>();
    const parts = snapshots.partsOf(uid, shared);
    for (const row of await snapshots.read(uid, { where: [{ documentId }] }, parts)) {
      const id = String(row.id);
      const components = [...shared].map((name) => [name, row[name]] as const);
      // Another action may be half-way through replacing them: what it remembers is whole.
      const whole = others.map((other) => other.shared?.get(id)).find((known) => known);
      rows.set(id, whole ?? Object.fromEntries(components));
    }
    operation.shared = rows;
  };
  const reading = readingsOfShared.get(operation) ?? read();
  readingsOfShared.set(operation, reading);
  await reading;
}

/** Actions that keep at least one of their rows. */
const KEEPING: ReadonlySet<string> = new Set(['update', 'publish', 'unpublish']);

export function createReadAhead(deps: ReadAheadDependencies): ReadAhead {
  const { snapshots } = deps;
  const rows = new Map<string, AheadRow & { operation: DocumentOperation }>();
  /** Statements of one action run in parallel: all of them wait for the read-ahead. */
  const readings = new WeakMap<DocumentOperation, Reading>();

  /** What has to be read before the row's own statement; null if that statement is early enough. */
  const partsAhead = (operation: DocumentOperation): Parts | null => {
    const parts = snapshots.partsOf(operation.uid, attributesOf(operation));
    const components = snapshots.components(operation.uid);
    const hasComponents = [...parts].some((part) => components.has(part));
    return writesItsRowFirst(operation) && !hasComponents ? null : parts;
  };

  /** Reads rows, and locks them if they clearly belong to the action. */
  const readLocked = async (operation: DocumentOperation, where: Row, parts: Parts) => {
    const { uid, action } = operation;
    const { locale } = operation.params();
    const selection = { where: [where] };
    // Strapi uses the default locale then, and a lock must not reach the others.
    const isUnclear = locale === undefined && deps.isLocalized(uid);
    if (isUnclear) return { found: await snapshots.read(uid, selection, parts), isLocked: false };

    // A publication is described against the draft, so the draft must not change meanwhile either.
    const lock = KEEPING.has(action) ? 'update' : 'delete';
    const found = await snapshots.read(uid, selection, parts, { lock, lockByKey: true });
    return { found, isLocked: true };
  };

  const readRows = async (
    operation: DocumentOperation,
    where: Row,
    parts: Parts,
    onRow: (row: Row, parts: Parts) => void
  ): Promise<void> => {
    const { found, isLocked } = await readLocked(operation, where, parts);
    for (const row of found) {
      const key = rowKey(operation.uid, row.id);
      // What a still running action has read is older.
      const known = rows.get(key)?.operation.isOver ? undefined : rows.get(key);
      rows.set(key, {
        operation: known?.operation ?? operation,
        row: { ...row, ...known?.row },
        parts: new Set([...parts, ...(known?.parts ?? [])]),
        isLocked: isLocked || (known?.isLocked ?? false),
      });
      onRow(row, parts);
    }
  };

  return {
    async run(uid, onRow) {
      const operation = currentOperation();
      if (operation?.uid !== uid) return;
      await rememberShared(deps, operation);
      if (operation.isOver) return;
      const where = rowsOf(operation, deps.hasDraftAndPublish(uid));
      const parts = where && partsAhead(operation);
      if (!where || !parts) return;

      const key = JSON.stringify(where);
      const last = readings.get(operation);
      const known = last?.where === key ? last : undefined;
      const missing = known ? missingFrom(known.parts, parts) : parts;
      if (known && missing.size === 0) return known.done;
      const done = (last?.done ?? Promise.resolve()).then(() =>
        readRows(operation, where, missing, onRow)
      );
      readings.set(operation, {
        where: key,
        parts: new Set([...(known?.parts ?? []), ...missing]),
        done,
      });
      return done;
    },
    get: (uid, id) => rows.get(rowKey(uid, id)),
    ofFailed: () =>
      [...rows.values()]
        .filter(({ operation }) => operation.hasFailed)
        .map(({ operation: { uid }, ...row }) => ({ uid, ...row })),
    whole(uid) {
      const all = snapshots.partsOf(uid, 'all');
      return [...rows.values()]
        .filter(
          ({ operation, parts }) => operation.uid === uid && missingFrom(parts, all).size === 0
        )
        .map(({ row }) => row);
    },
    sharedOf(uid) {
      const operation = currentOperation();
      const shared = operation?.uid === uid ? operation.shared : undefined;
      return (row) => (shared ? { ...row, ...shared.get(String(row.id)) } : row);
    },
    reported(uid, all) {
      const components = [...deps.sharedComponents(uid)];
      if (components.length === 0) return;
      for (const { id, parts, after } of all) {
        const names = components.filter((name) => parts.has(name));
        if (names.length === 0) continue;
        const left = after && Object.fromEntries(names.map((name) => [name, after[name]]));
        for (const { shared, params } of runningOperations(uid)) {
          const known = shared?.get(String(id));
          if (!shared || (!known && after?.documentId !== params().documentId)) continue;
          if (left) shared.set(String(id), { ...known, ...left });
          else shared.delete(String(id));
        }
      }
    },
    clear: () => rows.clear(),
  };
}
