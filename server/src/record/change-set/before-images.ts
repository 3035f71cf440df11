import type { Row } from '../../event';
import { attributesOf, operationOn, type DocumentOperation, type RelinkedRows } from '../operation';
import { currentScope } from '../scope';
import { byIds, type Parts, type RowLock, type SnapshotReader } from '../snapshots';
import { idsIn, type Statement } from '../statement';
import type { Watches } from '../watches';
import type { ReadAhead } from './read-ahead';
import { byParts, missingFrom, type TouchedRow, type TouchedRows } from './touched-rows';

/** What is known about the rows that a statement is about to write. */
export interface Reading {
  /** Too many rows for an event each; none is remembered. */
  isBulk: boolean;
  /** Their ids, if they were read. */
  ids: readonly unknown[];
  /**
   * The ids come from conditions that may match other rows by now: the statement must be restricted
   * to these ids, because nothing is known about other rows.
   */
  isToBeHeld: boolean;
}

export interface BeforeImageDependencies {
  snapshots: SnapshotReader;
  watches: Watches;
  /** The other rows that the action links to its own. */
  findRelinked(operation: DocumentOperation): Promise<RelinkedRows[]>;
}

/** How many ids one condition holds: far below what any database can bind. */
const IDS_PER_QUERY = 1_000;
/** Up to here one event per row; a statement on more rows is one event. */
export const MAX_ROWS = 1_000;

const NO_PARTS: Parts = new Set();
/** Of a statement that changes no row that was there. */
export const NO_ROWS: Reading = { isBulk: false, ids: [], isToBeHeld: false };
const BULK: Reading = { ...NO_ROWS, isBulk: true };

/** Reads what rows are before a transaction first writes them, each part of a row once. */
export function createBeforeImages(
  deps: BeforeImageDependencies,
  touched: TouchedRows,
  ahead: ReadAhead
) {
  const { snapshots } = deps;
  /** Statements of one action run in parallel: all of them wait for its other rows. */
  const relinked = new WeakMap<DocumentOperation, Promise<void>>();

  /** Adds rows of one model: who writes them, and in which action, is looked up once. */
  const adder = (uid: string) => {
    const operation = operationOn(uid);
    const scope = currentScope();
    return (
      id: unknown,
      {
        before,
        isLocked,
        parts,
        empty,
      }: Pick<TouchedRow, 'before' | 'isLocked' | 'parts'> & { empty?: Parts }
    ): void =>
      touched.add({ uid, id: String(id), before, isLocked, parts, empty, operation, scope });
  };

  const readAhead = async (uid: string): Promise<void> => {
    await ahead.run(uid, (row, parts) => {
      const known = touched.get(uid, row.id);
      if (known) touched.complete(known, row, parts);
    });
    const operation = operationOn(uid);
    if (!operation || operation.isOver) return;
    const reading = relinked.get(operation) ?? readRelinked(operation);
    relinked.set(operation, reading);
    await reading;
  };

  /** What an action wrote before it failed commits where code swallowed the error. */
  const noteFailed = (): void => {
    for (const { uid, row, parts, isLocked } of ahead.ofFailed()) {
      const known = touched.get(uid, row.id);
      if (known) touched.complete(known, row, parts);
      else adder(uid)(row.id, { before: row, parts, isLocked });
    }
  };

  const readRelinked = async (operation: DocumentOperation): Promise<void> => {
    const { uid } = operation;
    for (const { attribute, ids } of await deps.findRelinked(operation)) {
      reach(uid, ids);
      await readNamed(uid, ids, snapshots.partsOf(uid, new Set([attribute])));
    }
  };

  /** Remembers rows that were just read; for known rows, only what was not known yet. */
  const note = (uid: string, rows: readonly Row[], parts: Parts, lock?: RowLock): void => {
    const add = adder(uid);
    const withShared = ahead.sharedOf(uid);
    const isLocked = lock !== undefined;
    for (const row of sortedById(rows)) {
      const known = touched.get(uid, row.id);
      const before = withShared(row);
      if (known) {
        touched.complete(known, before, parts);
        if (isLocked) touched.lock(known);
      } else add(row.id, { before, parts, isLocked });
    }
  };

  const readByIds = async (
    uid: string,
    ids: readonly unknown[],
    parts: Parts,
    lock?: RowLock
  ): Promise<Row[]> => {
    const found: Row[] = [];
    for (const group of inGroups(ids)) {
      found.push(...(await snapshots.read(uid, byIds(group), parts, { lock })));
    }
    return found;
  };

  /** Rows with known ids: reads only what is not known about them. */
  const readNamed = async (
    uid: string,
    ids: readonly unknown[],
    parts: Parts,
    lock?: RowLock
  ): Promise<void> => {
    const untouched = ids.filter((id) => !touched.get(uid, id));
    const unknown = untouched.filter((id) => !ahead.get(uid, id));
    note(uid, await readByIds(uid, unknown, parts, lock), parts, lock);

    const add = adder(uid);
    for (const id of untouched) {
      const known = ahead.get(uid, id);
      if (known) add(id, { before: known.row, parts: known.parts, isLocked: known.isLocked });
    }
    if (lock) await catchUp(uid, untouched, lock);
    const rows = ids.map((id) => touched.get(uid, id)).filter((row) => row !== undefined);
    for (const group of byParts(rows, (row) => missingFrom(row.parts, parts))) {
      if (group.parts.size === 0) continue;
      const present = group.items.filter(({ before }) => before !== null);
      for (const made of group.items) touched.complete(made, {}, group.parts);
      const found = await readByIds(uid, idsOf(present), group.parts);
      note(uid, found, group.parts);
    }
  };

  /** Reads rows again that were read ahead without a lock: others may have written them since. */
  const catchUp = async (uid: string, ids: readonly unknown[], lock: RowLock): Promise<void> => {
    if (!snapshots.hasLocks) return;
    const rows = ids
      .map((id) => touched.get(uid, id))
      .filter((row) => row !== undefined)
      .filter(({ isLocked }) => !isLocked);
    // The action may have written their components already.
    for (const { parts, items } of byParts(rows, (row) =>
      missingFrom(snapshots.components(uid), row.parts)
    )) {
      for (const row of await readByIds(uid, idsOf(items), parts, lock)) {
        const known = touched.get(uid, row.id);
        if (known) known.before = { ...known.before, ...row };
      }
      for (const row of items) touched.lock(row);
    }
  };

  const readFound = async (
    { uid, where, search }: Statement,
    parts: Parts,
    lock?: RowLock
  ): Promise<Reading> => {
    const limit = deps.watches.of(uid)?.describeBulk ? MAX_ROWS + 1 : undefined;
    const selection = { where, search };
    // A write to other rows must not be restricted to these.
    const isToBeHeld = snapshots.hasLocks && lock !== undefined;
    const isOneStatement = [...parts].every((part) => snapshots.longColumns(uid).has(part));
    if (!isOneStatement) {
      const ids = await snapshots.ids(uid, selection, { lock, limit });
      if (limit !== undefined && ids.length >= limit) return BULK;
      await readNamed(uid, ids, parts, lock);
      return { isBulk: false, ids, isToBeHeld };
    }
    const rows = await snapshots.read(uid, selection, parts, { lock, limit });
    if (limit !== undefined && rows.length >= limit) return BULK;
    note(uid, rows, parts, lock);
    return { isBulk: false, ids: rows.map(({ id }) => id), isToBeHeld };
  };

  const read = async (statement: Statement, type: RowLock): Promise<Reading> => {
    const { uid } = statement;
    const parts = partsOf(snapshots, statement);
    const lock = statement.isOnOwner ? undefined : type;
    const ids = idsIn(statement);
    if (!ids) return readFound(statement, parts, lock);
    if (ids.length > MAX_ROWS && deps.watches.of(uid)?.describeBulk) return BULK;
    await readNamed(uid, ids, parts, lock);
    return { isBulk: false, ids, isToBeHeld: false };
  };

  /** A statement may link to rows: what was created without links may have some then. */
  const reach = (uid: string, ids: readonly unknown[]): void => {
    for (const id of ids) {
      const row = touched.get(uid, id);
      if (row) row.empty = NO_PARTS;
    }
  };

  return {
    adder,
    readAhead,
    noteFailed,
    readByIds,
    /** The rows that an update or a delete is about to write. */
    read,
    reach,
  };
}

/** Which parts of the rows belong in their snapshots, for this statement and its action. */
export function partsOf(
  snapshots: SnapshotReader,
  { uid, attributes, isWholeRow }: Statement
): Parts {
  const operation = operationOn(uid);
  return new Set([
    ...snapshots.partsOf(uid, attributes),
    ...(operation ? snapshots.partsOf(uid, attributesOf(operation)) : []),
    ...(isWholeRow ? snapshots.longColumns(uid) : []),
  ]);
}

const idsOf = (rows: readonly TouchedRow[]): string[] => rows.map(({ id }) => id);

/** PostgreSQL returns rows in the order they were last written. */
const sortedById = (rows: readonly Row[]): Row[] =>
  [...rows].sort((one, other) => Number(one.id) - Number(other.id));

function inGroups<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / IDS_PER_QUERY) }, (_, index) =>
    items.slice(index * IDS_PER_QUERY, (index + 1) * IDS_PER_QUERY)
  );
}
