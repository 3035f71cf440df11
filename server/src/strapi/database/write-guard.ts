import type { Database } from '@strapi/database';
import type { Knex } from 'knex';
import type { GetModel, Row } from '../../event';
import { asyncContext, runInside, type EntityCall, type GuardFindings } from '../../record/context';
import { createBelongings } from './belongings';
import { onceOpen, onceOpenWrite } from './closing-transactions';
import { createGuardTrial } from './guard-test';
import { currentOperation } from '../../record/operation';
import type { ChangeSet, Reading } from '../../record/change-set/change-set';
import { settleLinkOrder } from './link-order';
import { idsIn, type Statement } from '../../record/statement';
import { insertedIds, isRecord, keysOf, rowsIn } from './statement-rows';
import type { LockFirst } from './lock-first';
import { tapRelationCalls, type RelationManager } from './relation-calls';
import type { RelationWrite } from './taken-links';
import type { Transactions } from '../../record/transactions';
import { createUpserts, type Upsert } from './upserts';
import { withWatchedRelations, type Watches } from '../../record/watches';

/**
 * Restricts a statement to the rows that its conditions found. The ids replace the conditions: next
 * to a condition on another table, Strapi would not qualify the id with its table.
 */
function holdTo(builder: QueryBuilder, ids: readonly unknown[]): void {
  Object.assign(builder.state, { where: [], filters: null, search: null });
  builder.where({ id: { $in: [...ids] } });
}

/**
 * What the guard needs of Strapi's query builder; checked at boot, since none of it is a promised
 * API.
 */
export interface QueryBuilder {
  state: {
    type: string;
    where: Row[];
    filters: unknown;
    search: unknown;
    data: unknown;
    transaction: Knex.Transaction | null;
    joins: unknown[];
    increments: { column: string }[];
    decrements: { column: string }[];
    onConflict?: unknown;
  };
  execute(options?: unknown): Promise<unknown>;
  transacting(trx: Knex.Transaction): QueryBuilder;
  where(condition: Row): QueryBuilder;
  clone(): QueryBuilder;
  select(columns: string | string[]): QueryBuilder;
}

interface EntityManager extends RelationManager {
  createQueryBuilder(uid: string): QueryBuilder;
  create(uid: string, params: EntityParams): Promise<unknown>;
  update(uid: string, params: EntityParams): Promise<unknown>;
  delete(uid: string, params: EntityParams): Promise<unknown>;
}

interface EntityParams {
  where?: Row;
  data?: Row;
}

export interface WriteGuardDependencies {
  db: Database;
  transactions: Transactions;
  watches: Watches;
  getModel: GetModel;
  /** The change set of a transaction, created (and hooked to its commit) on first use. */
  changesOf(trx: Knex.Transaction): ChangeSet;
  /** Reads the rows that lose links to a relation write. */
  readTakenLinks(changes: ChangeSet, statement: Statement, write: RelationWrite): Promise<void>;
  lockFirst: LockFirst;
  /**
   * Remembers what the locales of the document share, before later code in its action writes it.
   */
  rememberShared(): Promise<void>;
  /** False for writes that are not recorded at all: Strapi's own boot, a restore. */
  isRecording(): boolean;
  /** Called for each of those, with the number of rows it wrote. */
  onUnrecorded(uid: string, type: Statement['type'], rows: number): void;
}

/** An installed guard. */
export interface WriteGuard {
  /** Tests it on a row that is never visible; features that fail stay off. */
  test(): Promise<GuardFindings>;
  /** Removes every hook. */
  remove(): void;
}

/**
 * Hooks every statement of Strapi's query layer at its lowest common level. No application code is
 * wrapped in a transaction: a statement inside one joins its change set, a statement that would
 * commit by itself gets a transaction just around itself.
 */
export function installWriteGuard(deps: WriteGuardDependencies): WriteGuard {
  const { db, transactions, watches } = deps;
  const manager = db.entityManager as unknown as EntityManager;
  const trial = createGuardTrial();
  let joins = true;

  const createQueryBuilder = manager.createQueryBuilder.bind(manager);
  const original = {
    createQueryBuilder: manager.createQueryBuilder,
    create: manager.create,
    update: manager.update,
    delete: manager.delete,
    transaction: db.transaction,
    runLifecycles: db.lifecycles.run,
  };

  const belongings = createBelongings({ db, watches, createQueryBuilder, getModel: deps.getModel });
  const upserts = createUpserts({ db, createQueryBuilder });
  manager.createQueryBuilder = (uid) => guardExecute(uid, createQueryBuilder(uid));
  const untapRelationCalls = tapRelationCalls(manager, deps);

  for (const method of ['create', 'update', 'delete'] as const) {
    const run = original[method];
    manager[method] = function guarded(this: EntityManager, uid, params) {
      const isRecorded = () => watches.of(uid) !== undefined && deps.isRecording();
      if (!trial.isRunning() && !isRecorded()) return run.call(this, uid, params);
      const call: EntityCall = {
        uid,
        attributes: () => (method === 'delete' ? 'all' : new Set(Object.keys(params.data ?? {}))),
        data: () => (method === 'delete' ? null : (params.data ?? {})),
        joinable: joins && !db.inTransaction(),
        trx: null,
      };
      const { where, data } = params;
      const locked = method === 'update' ? deps.lockFirst.takeOne(uid, where, data) : null;
      const start = () => run.call(this, uid, params);
      return runInside({ call }, () => endCall(call, locked ? locked.then(start) : start()));
    };
  }

  db.transaction = ((work?: unknown) => {
    const call = asyncContext().call;
    if (!work && call) trial.sawJoin();
    if (work || !call?.trx) return original.transaction.call(db, work as never);
    const { trx } = call;
    call.trx = null;
    return Promise.resolve({
      commit: async () => void (await trx.commit()),
      rollback: async () => void (await trx.rollback()),
      get: () => trx,
    });
  }) as typeof db.transaction;

  // Lifecycle subscribers are application code: what they write is not part of this call.
  db.lifecycles.run = ((...args: Parameters<typeof original.runLifecycles>) => {
    if (trial.isRunning()) return Promise.resolve(args[3] ?? new Map());
    const run = () => original.runLifecycles.apply(db.lifecycles, args);
    const { call, operation, isAside } = asyncContext();
    return call || (operation && !isAside) ? runInside({ call: null, isAside: true }, run) : run();
  }) as typeof db.lifecycles.run;

  function guardExecute(uid: string, builder: QueryBuilder): QueryBuilder {
    const execute = builder.execute.bind(builder);
    builder.execute = (options) => {
      const statement = statementOf(uid, builder);
      const mustLock = () => (currentOperation()?.toLock?.length ?? 0) > 0;
      if (!statement) settleLinkOrder(builder.state, db.metadata.get(uid)?.attributes ?? {});
      const read = () =>
        mustLock() ? deps.lockFirst.take().then(() => execute(options)) : execute(options);
      const run = statement
        ? () => executeGuarded(statement, builder, () => execute(options))
        : read;
      // A statement that names its transaction joins no other.
      if (builder.state.transaction) return run();
      return statement ? onceOpenWrite(run) : onceOpen(run);
    };
    return builder;
  }

  async function executeGuarded(
    statement: Statement,
    builder: QueryBuilder,
    execute: () => Promise<unknown>
  ): Promise<unknown> {
    if (trial.isRunning()) return tryOut(statement, execute);
    if (!deps.isRecording()) return runUnrecorded(statement, builder, execute);
    const targets = await resolve(statement, builder);
    const joined = builder.state.transaction ?? (await transactions.current());
    if (targets.length === 0) {
      // A document's components are written before the document itself.
      if (watchesOperation()) await (joined ? readAheadIn(joined) : deps.rememberShared());
      return execute();
    }
    if (joined) return runIn(joined, targets, builder, execute);

    const call = asyncContext().call;
    const trx = await transactions.begin();
    try {
      const result = await runIn(trx, targets, builder, () => {
        builder.transacting(trx);
        return execute();
      });
      if (call?.joinable && call.uid === statement.uid && !call.trx) call.trx = trx;
      else await trx.commit();
      return result;
    } catch (error) {
      if (!trx.isCompleted()) await trx.rollback();
      throw error;
    }
  }

  async function tryOut(statement: Statement, execute: () => Promise<unknown>) {
    const result = await execute();
    if (statement.type === 'insert') trial.sawInsert(insertedIds(statement, result));
    return result;
  }

  async function runIn(
    trx: Knex.Transaction,
    targets: readonly Statement[],
    builder: QueryBuilder,
    execute: () => Promise<unknown>
  ) {
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
      if (isShared) await keepLinked(changes, targets, readings, builder);
    });
    for (const { isToBeHeld, ids } of readings) if (isToBeHeld) holdTo(builder, ids);
    // If conditions join other tables, Strapi wraps the statement around a separate query, and the
    // outer statement learns the transaction only from the async context. On another connection it
    // would wait for the rows that were just locked here, or for SQLite's only connection.
    const { type, where, filters } = builder.state;
    const mayJoin = type !== 'insert' && (filters || idsIn({ where }) === null);
    const result = await (mayJoin ? transactions.within(trx, execute) : execute());
    for (const [index, target] of targets.entries()) {
      const upsert = upserted[index];
      if (upsert) changes.inserted(target, await transactions.within(trx, () => upsert.ids()));
      else if (target.type === 'insert') {
        const written = call?.uid === target.uid ? call.data() : null;
        changes.inserted(target, insertedIds(target, result), written);
      } else changes.executed(target, readings[index]!, Number(result));
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
    for (const [index, { uid, type, isOnOwner }] of targets.entries()) {
      const { ids } = readings[index]!;
      if (type !== 'delete' || isOnOwner || ids.length === 0) continue;
      for (const holder of await belongings.holdersOf(uid, ids, builder))
        await changes.keep(holder);
    }
  }

  async function readBefore(changes: ChangeSet, statement: Statement, isShared: boolean) {
    const reading = await changes.before(statement);
    const call = asyncContext().call;
    const data = call?.uid === statement.uid ? call.data() : null;
    if (data && statement.type !== 'delete') {
      const write = { uid: statement.uid, data, isShared };
      await deps.readTakenLinks(changes, statement, write);
    }
    return reading;
  }

  async function runUnrecorded(
    { uid, type }: Statement,
    builder: QueryBuilder,
    execute: () => Promise<unknown>
  ): Promise<unknown> {
    const result = await execute();
    const rows = type === 'insert' ? rowsIn(builder.state.data).length : Number(result);
    deps.onUnrecorded(uid, type, rows);
    return result;
  }

  const watchesOperation = (): boolean => {
    const operation = currentOperation();
    return operation !== undefined && watches.of(operation.uid) !== undefined;
  };

  const readAheadIn = (trx: Knex.Transaction): Promise<void> =>
    transactions.within(trx, () => deps.changesOf(trx).ahead());

  function statementOf(uid: string, builder: QueryBuilder): Statement | null {
    const { type, where, filters, search, data } = builder.state;
    if (type !== 'insert' && type !== 'update' && type !== 'delete') return null;
    const call = asyncContext().call;
    const written = new Set([...keysOf(data), ...columnsCounted(builder)]);
    const named = call?.uid === uid ? call.attributes() : written;
    const attributes =
      type === 'delete' || named === 'all' ? 'all' : new Set([...named, ...written]);
    return {
      uid,
      type,
      attributes,
      where: isRecord(filters) ? [...where, filters] : [...where],
      ...(typeof search === 'string' && { search }),
      ...(type === 'update' && isRecord(data) && { data }),
    };
  }

  /** The statement in terms of the watched models; empty without a watch. */
  async function resolve(statement: Statement, builder: QueryBuilder): Promise<Statement[]> {
    if (!watches.of(statement.uid)) return belongings.ownersOf(statement, builder);
    const rowCount = Array.isArray(builder.state.data) ? builder.state.data.length : 1;
    const watched: Statement & { rowCount?: number } = { ...statement, rowCount };
    return [withWatchedRelations(watches, watched)];
  }

  const columnsCounted = ({ state }: QueryBuilder): string[] =>
    [...state.increments, ...state.decrements].map(({ column }) => column);

  async function endCall(call: EntityCall, result: Promise<unknown>): Promise<unknown> {
    try {
      return await result;
    } finally {
      // Reached with an open transaction only if Strapi no longer opens its relations' transaction.
      if (call.trx && !call.trx.isCompleted()) await call.trx.commit();
    }
  }

  return {
    async test() {
      const findings = await trial.run(db, transactions);
      joins = findings.joinsRelations;
      return findings;
    },
    remove() {
      const { transaction, runLifecycles, ...methods } = original;
      Object.assign(manager, methods);
      untapRelationCalls();
      db.transaction = transaction;
      db.lifecycles.run = runLifecycles;
    },
  };
}
