import type { Core } from '@strapi/types';
import { EVENT_UID } from '../../plugin-id';
import {
  decideJournalStatement,
  toJournalStatement,
  type JournalState,
  type JournalStatement,
} from './decide-statement';
import { refuseWrite } from './refusal';

type EntityManager = Core.Strapi['db']['entityManager'];
type QueryBuilder = ReturnType<EntityManager['createQueryBuilder']>;

/** The entity manager's writes, the type of each, and its result if it did nothing. */
const METHODS = {
  // A restore maps the old id to the returned id and looks no row up by it.
  create: { statement: 'insert', untouched: { id: 0 } },
  createMany: { statement: 'insert', untouched: { count: 0, ids: [] } },
  update: { statement: 'update', untouched: null },
  updateMany: { statement: 'update', untouched: { count: 0 } },
  delete: { statement: 'delete', untouched: null },
  deleteMany: { statement: 'delete', untouched: { count: 0 } },
} as const satisfies Partial<
  Record<keyof EntityManager, { statement: JournalStatement; untouched: unknown }>
>;
type MethodName = keyof typeof METHODS;
const METHOD_NAMES = Object.keys(METHODS) as MethodName[];

type Method = (uid: string, params: never) => Promise<unknown>;

/** True if the statement may run, false if it must do nothing; throws if it is refused. */
const mayRun = (statement: JournalStatement, state: JournalState): boolean => {
  const verdict = decideJournalStatement(statement, state);
  if (verdict === 'refuse') refuseWrite(statement);
  return verdict === 'pass';
};

const guardMethod = (manager: EntityManager, name: MethodName, state: JournalState): void => {
  const original = manager[name] as Method;
  const { statement, untouched } = METHODS[name];

  const guarded: Method = async function guardedMethod(this: EntityManager, uid, params) {
    if (uid === EVENT_UID && !mayRun(statement, state)) return untouched;
    return original.call(this, uid, params);
  };
  Object.assign(manager, { [name]: guarded });
};

/**
 * Guards one builder on the journal. What it would do is known only when it runs, by any of its
 * exits: `execute`, the knex query it returns, or an update or delete with a join, for which Strapi
 * turns the builder into a select. A clone is a new builder and is guarded as well.
 */
const guardBuilder = (builder: QueryBuilder, state: JournalState): QueryBuilder => {
  const { clone, execute, getKnexQuery, runSubQuery } = builder;
  const refuseWrites = ({ state: { type } }: QueryBuilder): void => {
    const statement = toJournalStatement(type);
    if (statement !== 'read') refuseWrite(statement);
  };

  return Object.assign(builder, {
    async execute<T>(this: QueryBuilder, options?: { mapResults?: boolean }): Promise<T> {
      const statement = toJournalStatement(this.state.type);
      if (mayRun(statement, state)) return execute.call(this, options) as Promise<T>;
      return (statement === 'insert' ? [] : 0) as T;
    },
    getKnexQuery(this: QueryBuilder) {
      refuseWrites(this);
      return getKnexQuery.call(this);
    },
    runSubQuery(this: QueryBuilder) {
      refuseWrites(this);
      return runSubQuery.call(this);
    },
    clone(this: QueryBuilder) {
      return guardBuilder(clone.call(this), state);
    },
  });
};

/** Makes a guarded builder find no row, whatever it looks for; what it refuses stays refused. */
const findNothing = (builder: QueryBuilder): QueryBuilder => {
  const { clone, execute } = builder;
  return Object.assign(builder, {
    async execute<T>(this: QueryBuilder, options?: { mapResults?: boolean }): Promise<T> {
      if (toJournalStatement(this.state.type) !== 'read') return execute.call(this, options) as T;
      return (this.state.first ? null : []) as T;
    },
    clone(this: QueryBuilder) {
      return findNothing(clone.call(this));
    },
  });
};

const READS = ['findOne', 'findMany', 'count'] as const;

/**
 * Hooks Strapi's query layer for the journal alone. The methods are guarded so that a write that
 * finds no row is refused too; the builder, because everything else in Strapi writes through it.
 *
 * A read must name the journal itself: `db.query(uid).find…()` or `db.queryBuilder(uid)`. Any other
 * builder from the entity manager is a populate, which follows a polymorphic relation to any linked
 * row, past the permission to read audit logs; it finds nothing.
 */
export const guardJournalQueries = (
  db: Pick<Core.Strapi['db'], 'entityManager' | 'queryBuilder'>,
  state: JournalState
): void => {
  const { entityManager } = db;
  for (const name of METHOD_NAMES) guardMethod(entityManager, name, state);

  const { createQueryBuilder } = entityManager;
  const directly: EntityManager = Object.assign(Object.create(entityManager), {
    createQueryBuilder: (uid: string) =>
      guardBuilder(createQueryBuilder.call(entityManager, uid), state),
  });
  for (const name of READS) {
    const read = entityManager[name] as Method;
    const readDirectly: Method = function readDirectly(this: EntityManager, uid, params) {
      return read.call(uid === EVENT_UID ? directly : this, uid, params);
    };
    Object.assign(entityManager, { [name]: readDirectly });
  }

  entityManager.createQueryBuilder = function createGuardedQueryBuilder(uid) {
    const builder = createQueryBuilder.call(this, uid);
    return uid === EVENT_UID ? findNothing(guardBuilder(builder, state)) : builder;
  };
  const { queryBuilder } = db;
  db.queryBuilder = function guardedQueryBuilder(uid) {
    return uid === EVENT_UID ? directly.createQueryBuilder(uid) : queryBuilder.call(this, uid);
  };
};
