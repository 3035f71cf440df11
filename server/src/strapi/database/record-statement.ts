import type { Database } from '@strapi/database';
import type { Knex } from 'knex';
import type { GetModel, Row } from '../../event';
import type { ChangeSet, Reading } from '../../record/change-set/change-set';
import { asyncContext } from '../../record/context';
import { currentOperation, operationOn, replacesRows } from '../../record/operation';
import type { Statement } from '../../record/statement';
import type { Transactions } from '../../record/transactions';
import type { Watches } from '../../record/watches';
import type { Belongings } from './belongings';
import type { QueryBuilder } from './query-builder';
import { insertedIds, rowsIn, rowsWritten } from './statement-rows';
import { targetsOf } from './statement-targets';
import type { RelationWrite } from './taken-links';
import { createUpserts, type Upsert } from './upserts';

export interface RecordStatementDependencies {
  db: Database;
  transactions: Transactions;
  watches: Watches;
  getModel: GetModel;
  /** The change set of a transaction, created (and hooked to its commit) on first use. */
  changesOf(trx: Knex.Transaction): ChangeSet;
  /** Reads the rows that lose links to a relation write. */
  readTakenLinks(changes: ChangeSet, statement: Statement, write: RelationWrite): Promise<void>;
  /**
   * Remembers what the locales of the document share, before later code in its action writes it.
   */
  rememberShared(): Promise<void>;
  /** False for writes that are not recorded at all: Strapi's own boot, a restore. */
  isRecording(): boolean;
  /** Called for each of those, with the number of rows it wrote. */
  onUnrecorded(uid: string, type: Statement['type'], rows: number): void;
}

/** A write that is about to run. */
export interface Write {
  statement: Statement;
  /** Describes the statement. */
  builder: QueryBuilder;
  /** The transaction that it would run in; null if it would commit by itself. */
  joined(): Promise<Knex.Transaction | null>;
  /** Makes it run in this transaction. */
  transacting(trx: Knex.Transaction): void;
  /** Restricts it to these rows. */
  hold(ids: readonly unknown[]): void;
  /** @param trx where it runs, if it is recorded */
  execute(trx?: Knex.Transaction): Promise<unknown>;
}

export type RecordStatement = (write: Write) => Promise<unknown>;

/**
 * Runs a write and reports what it changes. A write inside a transaction joins its change set; one
 * that would commit by itself gets a transaction just around itself.
 *
 * @param createQueryBuilder Strapi's own, without hooks
 */
export function createRecordStatement(
  deps: RecordStatementDependencies & { belongings: Belongings },
  createQueryBuilder: (uid: string) => QueryBuilder
): RecordStatement {
  const { db, transactions, watches, belongings } = deps;
  const upserts = createUpserts({ db, createQueryBuilder });

  async function runIn(trx: Knex.Transaction, targets: readonly Statement[], write: Write) {
    const { builder } = write;
    const changes = deps.changesOf(trx);
    const { call } = asyncContext();
    const readings: Reading[] = [];
    const upserted: (Upsert | null)[] = [];
    // A transaction may contain several actions, where one changes what another writes later.
    const isShared = currentOperation()?.isJoining ?? db.inTransaction();
    await transactions.within(trx, async () => {
      for (const target of targets) {
        const upsert = builder.state.onConflict ? await upserts.of(target, builder) : null;
        if (upsert?.update) await changes.before(upsert.update);
        upserted.push(upsert);
        readings.push(await readBefore(changes, target, isShared));
      }
      await readLosers(changes, targets, readings, builder);
      if (isShared) await keepLinked(changes, targets, readings, builder);
    });
    for (const { isToBeHeld, ids } of readings) if (isToBeHeld) write.hold(ids);
    const result = await write.execute(trx);
    for (const [index, target] of targets.entries()) {
      const upsert = upserted[index];
      if (upsert) changes.inserted(target, await transactions.within(trx, () => upsert.ids()));
      else if (target.type === 'insert') {
        const written = call?.uid === target.uid ? call.data() : null;
        changes.inserted(target, insertedIds(target, result), written);
      } else changes.executed(target, readings[index]!, rowsWritten(result));
    }
    return result;
  }

  /** Remembers the rows that lose their links to rows that are deleted. */
  async function keepLinked(
    changes: ChangeSet,
    targets: readonly Statement[],
    readings: readonly Reading[],
    builder: QueryBuilder
  ): Promise<void> {
    for (const { uid, ids } of deletedBy(targets, readings)) {
      for (const holder of await belongings.holdersOf(uid, ids, builder))
        await changes.keep(holder);
    }
  }

  /** The action that deletes these rows makes others in their place, with some of their links. */
  async function readLosers(
    changes: ChangeSet,
    targets: readonly Statement[],
    readings: readonly Reading[],
    builder: QueryBuilder
  ): Promise<void> {
    for (const { uid, ids } of deletedBy(targets, readings)) {
      const operation = operationOn(uid);
      if (!operation || !replacesRows(operation)) continue;
      for (const loser of await belongings.losersOf(uid, ids, builder)) await changes.before(loser);
    }
  }

  async function readBefore(changes: ChangeSet, statement: Statement, isShared: boolean) {
    const reading = await changes.before(statement);
    const call = asyncContext().call;
    // A relation to the same model makes rows at its other end targets as well.
    const isOwn = call?.uid === statement.uid && !statement.isOnOwner;
    const data = isOwn ? call.data() : null;
    if (data && statement.type !== 'delete') {
      const write = { uid: statement.uid, data, isShared };
      await readMorphHolders(changes, statement, reading, data);
      await deps.readTakenLinks(changes, statement, write);
    }
    return reading;
  }

  async function readMorphHolders(
    changes: ChangeSet,
    { uid, type }: Statement,
    { ids }: Reading,
    data: Row
  ): Promise<void> {
    if (!belongings.hasMorphLinks(uid)) return;
    // An entry that another writer is about to delete takes the link with it: one of the two
    // writers waits. A new row is locked by no one who could wait for the entry meanwhile.
    const isOnOwner = type !== 'insert';
    for (const holder of await belongings.morphHolders(uid, ids, data))
      await changes.before({ ...holder, isOnOwner });
  }

  async function runUnrecorded({ statement: { uid, type }, builder, execute }: Write) {
    const result = await execute();
    const rows = type === 'insert' ? rowsIn(builder.state.data).length : rowsWritten(result);
    deps.onUnrecorded(uid, type, rows);
    return result;
  }

  /** A document's components are written before the document itself. */
  async function readAhead(joined: Knex.Transaction | null): Promise<void> {
    const operation = currentOperation();
    if (!operation || !watches.of(operation.uid)) return;
    if (joined) await transactions.within(joined, () => deps.changesOf(joined).ahead());
    else await deps.rememberShared();
  }

  return async (write) => {
    const { statement, builder } = write;
    if (!deps.isRecording()) return runUnrecorded(write);
    const targets = await targetsOf({ watches, belongings }, statement, builder);
    const joined = await write.joined();
    if (targets.length === 0) {
      await readAhead(joined);
      return write.execute();
    }
    if (joined) return runIn(joined, targets, write);

    const call = asyncContext().call;
    const trx = await transactions.begin();
    try {
      write.transacting(trx);
      const result = await runIn(trx, targets, write);
      if (call?.joinable && call.uid === statement.uid && !call.trx) call.trx = trx;
      else await trx.commit();
      return result;
    } catch (error) {
      if (!trx.isCompleted()) await trx.rollback();
      throw error;
    }
  };
}

/** The rows that statements delete themselves. */
const deletedBy = (
  targets: readonly Statement[],
  readings: readonly Reading[]
): { uid: string; ids: readonly unknown[] }[] =>
  targets.flatMap(({ uid, type, isOnOwner }, index) => {
    const { ids } = readings[index]!;
    return type === 'delete' && !isOnOwner && ids.length > 0 ? [{ uid, ids }] : [];
  });
