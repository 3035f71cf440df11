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

/** The entity manager's writes, what each of them is, and what it answers when it did nothing. */
const METHODS = {
  // A restore maps the old id to the id it is given and looks no row up by it.
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

/** True where the statement may run, false where it must do nothing; throws where it is refused. */
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

/** Guards one builder on the journal: what it would do is known only when it runs. */
const guardBuilder = (builder: QueryBuilder, state: JournalState): QueryBuilder => {
  const { execute } = builder;

  builder.execute = async function guardedExecute<T>(
    this: QueryBuilder,
    options?: { mapResults?: boolean }
  ): Promise<T> {
    const statement = toJournalStatement(this.state.type);
    if (mayRun(statement, state)) return execute.call(this, options) as Promise<T>;
    return (statement === 'insert' ? [] : 0) as T;
  };
  return builder;
};

/**
 * Taps Strapi's query layer for the journal alone. The methods are guarded so that a write that
 * finds no row is refused too; the builder, because everything else in Strapi writes through it.
 */
export const guardJournalQueries = (
  { entityManager }: Pick<Core.Strapi['db'], 'entityManager'>,
  state: JournalState
): void => {
  for (const name of METHOD_NAMES) guardMethod(entityManager, name, state);

  const { createQueryBuilder } = entityManager;
  entityManager.createQueryBuilder = function createGuardedQueryBuilder(uid) {
    const builder = createQueryBuilder.call(this, uid);
    return uid === EVENT_UID ? guardBuilder(builder, state) : builder;
  };
};
