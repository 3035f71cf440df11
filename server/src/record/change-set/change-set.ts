import type { Row } from '../../event';
import { currentOperation, operationOn, type DocumentOperation } from '../operation';
import { bulkDescribedSafely } from '../placeholder';
import type { Parts } from '../snapshots';
import { idsIn, type Statement } from '../statement';
import type { Undoable } from '../transactions';
import {
  createBeforeImages,
  MAX_ROWS,
  NO_ROWS,
  partsOf,
  type BeforeImageDependencies,
  type Reading,
} from './before-images';
import type { DescribeBulk } from './bulk-changes';
import type { Finding } from './finding';
import { createKeptParts } from './kept-parts';
import { createNotedBulks } from './noted-bulks';
import { createReadAhead, type ReadAheadDependencies } from './read-ahead';
import { settleRows, type SettleDependencies } from './settle-rows';
import { createTouchedRows, missingFrom } from './touched-rows';

export type { Reading } from './before-images';
export type { Statement } from '../statement';

/** What a change set had noted at one moment. */
export interface ChangeSetMark {
  bulks: number;
  rows: number;
}

/** What one transaction has done to watched rows so far. */
export interface ChangeSet extends Undoable<ChangeSetMark> {
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

export interface ChangeSetDependencies
  extends ReadAheadDependencies, BeforeImageDependencies, SettleDependencies {
  describeBulk: DescribeBulk;
}

const NO_PARTS: Parts = new Set();

export function createChangeSet(deps: ChangeSetDependencies): ChangeSet {
  const { snapshots } = deps;
  const touched = createTouchedRows();
  const ahead = createReadAhead(deps);
  const kept = createKeptParts();
  const images = createBeforeImages(deps, touched, ahead);
  const { readAhead, readByIds, reach } = images;
  const bulks = createNotedBulks(deps.describeBulk);

  const partsKnown = (uid: string, id: unknown): Parts => touched.get(uid, id)?.parts ?? NO_PARTS;

  return {
    async before(statement) {
      const { uid, type } = statement;
      await readAhead(uid);
      if (type === 'insert') return NO_ROWS;
      const reading = await images.read(statement, type);
      const owners = reading.isBulk && statement.isOnOwner ? idsIn(statement) : null;
      if (owners) bulks.addOwners(statement, owners);
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
      const add = images.adder(uid);
      for (const id of ids) {
        const known = touched.get(uid, id);
        // Who had links to the deleted row has lost them: the new one is another row.
        if (known?.isGone) touched.bury(known);
        if (known && !known.isGone) touched.complete(known, {}, parts);
        else add(id, { before: null, parts, empty, isLocked: true });
      }
    },

    executed(statement, { isBulk, ids }, affected) {
      const { uid, type, isOnOwner } = statement;
      if (type === 'insert' || isOnOwner) return;
      if (type === 'delete') {
        const operation = operationOn(uid);
        for (const id of ids) {
          const row = touched.get(uid, id);
          if (row) touched.remove(row, operation, affected === ids.length);
        }
      }
      if (isBulk && affected > 0) bulks.add(statement, affected);
    },

    mark: () => ({ bulks: bulks.count(), rows: touched.mark() }),

    undoTo(mark) {
      bulks.cut(mark?.bulks ?? 0);
      touched.undoTo(mark?.rows ?? 0);
    },

    async settle() {
      images.noteFailed();
      const rows = touched.take();
      kept.restore(rows);
      const findings: Finding[] = bulks.take().flatMap(({ change, scope }) => {
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

/** Strapi passes the links of a published row on to the row that replaces it. */
function isFirstRow(uid: string): boolean {
  const operation = operationOn(uid);
  const isOf = (one: DocumentOperation | undefined) => one?.uid === uid && one.action === 'create';
  return operation === undefined || isOf(operation) || isOf(operation.outer);
}
