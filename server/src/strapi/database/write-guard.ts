import type { Knex } from 'knex';
import { asyncContext, runInside, type EntityCall } from '../../record/context';
import { currentOperation } from '../../record/operation';
import { idsIn } from '../../record/statement';
import { createBelongings } from './belongings';
import { onceOpen, onceOpenWrite } from './closing-transactions';
import { settleLinkOrder } from './link-order';
import type { LockFirst } from './lock-first';
import { createKnexWrites } from './knex-writes';
import { isWrite, type EntityManager, type QueryBuilder } from './query-builder';
import {
  createRecordStatement,
  type RecordStatementDependencies,
  type Write,
} from './record-statement';
import { tapRelationCalls } from './relation-calls';
import { statementOf } from './statement-targets';

export interface WriteGuardDependencies extends RecordStatementDependencies {
  lockFirst: LockFirst;
}

export interface WriteGuardOptions {
  /** Whether a row's statement may leave its transaction open for the row's relations. */
  joinsRelations: boolean;
}

/**
 * Hooks every statement of Strapi's query layer at its lowest common level.
 *
 * @returns a function that removes every hook
 */
export function installWriteGuard(
  deps: WriteGuardDependencies,
  { joinsRelations }: WriteGuardOptions
): () => void {
  const { db, transactions, watches } = deps;
  const manager = db.entityManager as unknown as EntityManager;
  const createQueryBuilder = manager.createQueryBuilder.bind(manager);
  const original = {
    createQueryBuilder: manager.createQueryBuilder,
    create: manager.create,
    update: manager.update,
    delete: manager.delete,
    transaction: db.transaction,
    runLifecycles: db.lifecycles.run,
  };
  const { getModel } = deps;
  const belongings = createBelongings({ db, watches, getModel, createQueryBuilder });
  const recordStatement = createRecordStatement({ ...deps, belongings }, createQueryBuilder);
  const recordWhenRun = createKnexWrites({ db, transactions, recordStatement, createQueryBuilder });

  manager.createQueryBuilder = (uid) => guardBuilder(uid, createQueryBuilder(uid));
  const untapRelationCalls = tapRelationCalls(manager, { ...deps, belongings });

  for (const method of ['create', 'update', 'delete'] as const) {
    const run = original[method];
    manager[method] = function guarded(this: EntityManager, uid, params) {
      const isOfComponent = method !== 'create' && belongings.isComponentAlone(uid);
      const isRecorded =
        watches.of(uid) !== undefined || isOfComponent || watches.shownByTargets(uid).length > 0;
      if (!isRecorded || !deps.isRecording()) return run.call(this, uid, params);
      const call: EntityCall = {
        uid,
        attributes: () => (method === 'delete' ? 'all' : new Set(Object.keys(params.data ?? {}))),
        data: () => (method === 'delete' ? null : (params.data ?? {})),
        joinable: joinsRelations && !db.inTransaction(),
        trx: null,
        isOfComponent,
      };
      const { where, data } = params;
      const isToLock = method === 'update' && !isOfComponent;
      const locked = isToLock ? deps.lockFirst.takeOne(uid, where, data) : null;
      const start = () => run.call(this, uid, params);
      return runInside({ call }, () => endCall(call, locked ? locked.then(start) : start()));
    };
  }

  db.transaction = ((work?: unknown) => {
    const call = asyncContext().call;
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
    const run = () => original.runLifecycles.apply(db.lifecycles, args);
    const { call, operation, isAside } = asyncContext();
    return call || (operation && !isAside) ? runInside({ call: null, isAside: true }, run) : run();
  }) as typeof db.lifecycles.run;

  function guardBuilder(uid: string, builder: QueryBuilder): QueryBuilder {
    const { execute, clone, getKnexQuery, runSubQuery } = builder;
    // Strapi asks for the knex query as well, and runs it itself.
    let isStrapis = false;
    const write = async (options: unknown) => {
      isStrapis = true;
      try {
        return await execute.call(builder, options);
      } finally {
        isStrapis = false;
      }
    };
    const read = (options: unknown) => execute.call(builder, options);
    const isWatched = () => !isStrapis && isWrite(builder.state.type);
    const handOut = (make: () => Knex.QueryBuilder): Knex.QueryBuilder => {
      const state = { ...builder.state, where: [...builder.state.where] };
      isStrapis = true;
      try {
        return recordWhenRun(uid, state, make());
      } finally {
        isStrapis = false;
      }
    };

    builder.execute = (options) => {
      const statement = statementOf(uid, builder);
      if (!statement) settleLinkOrder(builder.state, db.metadata.get(uid)?.attributes ?? {});
      const run = statement
        ? () => recordStatement(writeOf(builder, { statement, execute: () => write(options) }))
        : () => (mustLock() ? deps.lockFirst.take().then(() => read(options)) : read(options));
      // A statement that names its transaction joins no other.
      if (builder.state.transaction) return run();
      return statement ? onceOpenWrite(run) : onceOpen(run);
    };
    builder.getKnexQuery = () =>
      isWatched() ? handOut(() => getKnexQuery.call(builder)) : getKnexQuery.call(builder);
    builder.runSubQuery = () =>
      isWatched() ? handOut(() => runSubQuery.call(builder)) : runSubQuery.call(builder);
    builder.clone = () => guardBuilder(uid, clone.call(builder));
    return builder;
  }

  const mustLock = () => (currentOperation()?.toLock?.length ?? 0) > 0;

  const writeOf = (
    builder: QueryBuilder,
    { statement, execute }: Pick<Write, 'statement' | 'execute'>
  ): Write => ({
    statement,
    builder,
    joined: async () => builder.state.transaction ?? (await transactions.current()),
    transacting: (trx) => void builder.transacting(trx),
    hold: (ids) => holdTo(builder, ids),
    execute(trx) {
      // If conditions join other tables, Strapi wraps the statement around a separate query, and
      // the outer statement learns the transaction only from the async context. On another
      // connection it would wait for the rows that were just locked here, or for SQLite's only
      // connection.
      const { type, where, filters } = builder.state;
      const mayJoin = type !== 'insert' && (filters || idsIn({ where }) === null);
      return trx && mayJoin ? transactions.within(trx, execute) : execute();
    },
  });

  return () => {
    const { transaction, runLifecycles, ...methods } = original;
    Object.assign(manager, methods);
    untapRelationCalls();
    db.transaction = transaction;
    db.lifecycles.run = runLifecycles;
  };
}

async function endCall(call: EntityCall, result: Promise<unknown>): Promise<unknown> {
  try {
    return await result;
  } finally {
    // Reached with an open transaction only if Strapi no longer opens its relations' transaction.
    if (call.trx && !call.trx.isCompleted()) await call.trx.commit();
  }
}

/**
 * Restricts a statement to the rows that its conditions found. The ids replace the conditions: next
 * to a condition on another table, Strapi would not qualify the id with its table.
 */
function holdTo(builder: QueryBuilder, ids: readonly unknown[]): void {
  Object.assign(builder.state, { where: [], filters: null, search: null });
  builder.where({ id: { $in: [...ids] } });
}
