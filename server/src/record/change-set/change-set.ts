import type { BulkChange, Capture, RawChange, Row } from '../../event';
import type { DescribeBulk } from './bulk-changes';
import { attributesOf, currentOperation } from '../operation';
import type { DocumentOperation } from '../operation';
import type { Parts } from '../snapshots';
import { byIds, type SnapshotReader, type RowLock } from '../snapshots';
import { createReadAhead, type ReadAheadDependencies } from './read-ahead';
import { currentScope, type Scope } from '../scope';
import type { RelinkedRows } from '../operation';
import { settleRows } from './settle-rows';
import { conditionsOf, idsIn, type Statement } from '../statement';
import { createKeptParts } from './kept-parts';
import { byParts, createTouchedRows, missingFrom, type TouchedRow } from './touched-rows';
import { bulkDescribedSafely } from '../placeholder';
import type { Watches } from '../watches';

export type { Statement } from '../statement';

/** What one transaction has done to watched rows so far. */
export interface ChangeSet {
  /**
   * Reads what the statement is about to change; call it inside the transaction. Pass the result to
   * `executed`.
   */
  before(statement: Statement): Promise<Reading>;
  /** Reads ahead for the running document action, before its first statement of any kind. */
  ahead(): Promise<void>;
  /**
   * Remembers rows whose links the statement is about to change in addition to its own rows. It
   * records no event for them, but a later one of the same transaction reports what they were
   * before.
   */
  keep(statement: Statement): Promise<void>;
  /**
   * Notes that a statement may link to rows: for those that this transaction created, the parts
   * they were created without are then read all the same.
   */
  reach(uid: string, ids: readonly unknown[]): void;
  /**
   * Notes rows that an insert created.
   *
   * @param data what was written with the row, including its components; null if unknown
   */
  inserted(statement: Statement, ids: readonly unknown[], data?: Row | null): void;
  /** Notes how many rows an update or a delete wrote. */
  executed(statement: Statement, reading: Reading, affected: number): void;
  /**
   * Compares before with now and returns what happened; call it at the end of the transaction,
   * inside it.
   */
  settle(): Promise<Finding[]>;
}

/** What happened, and in whose scope: one transaction may hold the work of several. */
export interface Finding {
  capture: Capture;
  /** Undefined for code that no request, task or run called. */
  scope: Scope | undefined;
}

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

export interface ChangeSetDependencies extends ReadAheadDependencies {
  snapshots: SnapshotReader;
  watches: Watches;
  hasDraftAndPublish(uid: string): boolean;
  /** What rows of a model are called, by the rules as they are now. */
  namesOf(uid: string): (row: Row | null) => string | null;
  compare(uid: string, before: Row | null, after: Row | null): RawChange[];
  describeBulk: DescribeBulk;
  /** The other rows that the action links to its own. */
  findRelinked(operation: DocumentOperation): Promise<RelinkedRows[]>;
}

/** How many ids one condition holds: far below what any database can bind. */
const IDS_PER_QUERY = 1_000;
/** Up to here one event per row; a statement on more rows is one event. */
const MAX_ROWS = 1_000;

const NO_PARTS: Parts = new Set();
const NO_ROWS: Reading = { isBulk: false, ids: [], isToBeHeld: false };
const BULK: Reading = { ...NO_ROWS, isBulk: true };

export function createChangeSet(deps: ChangeSetDependencies): ChangeSet {
  const { snapshots } = deps;
  const touched = createTouchedRows();
  const ahead = createReadAhead(deps);
  const kept = createKeptParts();
  /** Statements of one action run in parallel: all of them wait for its other rows. */
  const relinked = new WeakMap<DocumentOperation, Promise<void>>();
  const bulks: { change: BulkChange; scope: Scope | undefined }[] = [];

  /** Adds rows of one model: who writes them, and in which action, is looked up once. */
  const adder = (uid: string) => {
    const operation = operationOn(uid)?.action ?? null;
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

  const partsKnown = (uid: string, id: unknown): Parts => touched.get(uid, id)?.parts ?? NO_PARTS;

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
        known.isLocked ||= isLocked;
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
      for (const row of items) row.isLocked = true;
    }
  };

  const readFound = async (
    { uid, where, search }: Statement,
    parts: Parts,
    lock?: RowLock
  ): Promise<Reading> => {
    const limit = deps.watches.of(uid)?.describeBulk ? MAX_ROWS + 1 : undefined;
    const selection = { where, search };
    const isOneStatement = [...parts].every((part) => snapshots.longColumns(uid).has(part));
    if (!isOneStatement) {
      const ids = await snapshots.ids(uid, selection, { lock, limit });
      if (limit !== undefined && ids.length >= limit) return BULK;
      await readNamed(uid, ids, parts, lock);
      return { isBulk: false, ids, isToBeHeld: snapshots.hasLocks };
    }
    const rows = await snapshots.read(uid, selection, parts, { lock, limit });
    if (limit !== undefined && rows.length >= limit) return BULK;
    note(uid, rows, parts, lock);
    return { isBulk: false, ids: rows.map(({ id }) => id), isToBeHeld: snapshots.hasLocks };
  };

  const readBefore = async (statement: Statement, type: RowLock): Promise<Reading> => {
    const { uid } = statement;
    const parts = partsOf(snapshots, statement);
    const lock = statement.isOnOwner ? undefined : type;
    const ids = idsIn(statement);
    if (!ids) return readFound(statement, parts, lock);
    if (ids.length > MAX_ROWS && deps.watches.of(uid)?.describeBulk) return BULK;
    await readNamed(uid, ids, parts, lock);
    return { isBulk: false, ids, isToBeHeld: false };
  };

  const reach = (uid: string, ids: readonly unknown[]): void => {
    for (const id of ids) {
      const row = touched.get(uid, id);
      if (row) row.empty = NO_PARTS;
    }
  };

  return {
    async before(statement) {
      const { uid, type } = statement;
      await readAhead(uid);
      if (type === 'insert') return NO_ROWS;
      const reading = await readBefore(statement, type);
      reach(uid, reading.ids);
      return reading;
    },

    async ahead() {
      const operation = currentOperation();
      if (operation && deps.watches.of(operation.uid)) await readAhead(operation.uid);
    },

    async keep({ uid, where, attributes }) {
      const parts = snapshots.partsOf(uid, attributes);
      const all = idsIn({ where }) ?? [];
      reach(uid, all);
      const ids = all.filter((id) => {
        const known = new Set([...partsKnown(uid, id), ...kept.partsOf(uid, id)]);
        return missingFrom(known, parts).size > 0;
      });
      if (ids.length === 0 || ids.length > MAX_ROWS) return;
      for (const row of await readByIds(uid, ids, parts)) {
        const unknown = missingFrom(partsKnown(uid, row.id), parts);
        kept.add(uid, { ...row, ...ahead.get(uid, row.id)?.row }, unknown);
      }
    },

    reach,

    inserted(statement, ids, data = null) {
      const { uid } = statement;
      const empty = data ? snapshots.emptyParts(uid, data, isFirstRow(uid)) : NO_PARTS;
      // Values that the call does not name have defaults.
      const parts = new Set([...partsOf(snapshots, statement), ...snapshots.longColumns(uid)]);
      const add = adder(uid);
      for (const id of ids) {
        const known = touched.get(uid, id);
        if (known) {
          known.isGone = false;
          touched.complete(known, {}, parts);
        } else add(id, { before: null, parts, empty, isLocked: true });
      }
    },

    executed(statement, { isBulk, ids }, affected) {
      const { uid, type, data, isOnOwner } = statement;
      if (type === 'insert' || isOnOwner) return;
      if (type === 'delete' && affected === ids.length) {
        for (const id of ids) {
          const row = touched.get(uid, id);
          if (row) row.isGone = true;
        }
      }
      if (!isBulk || affected === 0) return;
      const conditions = conditionsOf(statement);
      const change = deps.describeBulk({ uid, verb: type, conditions, data }, affected);
      bulks.push({ change, scope: currentScope() });
    },

    async settle() {
      noteFailed();
      const rows = touched.take();
      kept.restore(rows);
      const findings: Finding[] = bulks.splice(0).flatMap(({ change, scope }) => {
        const watch = deps.watches.of(change.uid);
        const captures = watch ? bulkDescribedSafely(watch, change) : [];
        return captures.map((capture) => ({ capture, scope }));
      });
      findings.push(...(await settleRows(deps, rows, readByIds, ahead)));
      ahead.clear();
      return findings;
    },
  };
}

/** Which parts of the rows belong in their snapshots, for this statement and its action. */
function partsOf(snapshots: SnapshotReader, { uid, attributes, isWholeRow }: Statement): Parts {
  const operation = operationOn(uid);
  return new Set([
    ...snapshots.partsOf(uid, attributes),
    ...(operation ? snapshots.partsOf(uid, attributesOf(operation)) : []),
    ...(isWholeRow ? snapshots.longColumns(uid) : []),
  ]);
}

function operationOn(uid: string): DocumentOperation | undefined {
  const operation = currentOperation();
  return operation?.uid === uid ? operation : undefined;
}

/** Strapi passes the links of a published row on to the row that replaces it. */
function isFirstRow(uid: string): boolean {
  const operation = operationOn(uid);
  const isOf = (one: DocumentOperation | undefined) => one?.uid === uid && one.action === 'create';
  return operation === undefined || isOf(operation) || isOf(operation.outer);
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
