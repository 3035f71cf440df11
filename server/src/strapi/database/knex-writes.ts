import type { Database } from '@strapi/database';
import type { Knex } from 'knex';
import { asyncContext, runInside } from '../../record/context';
import { scopeForGood } from '../../record/scope';
import type { Transactions } from '../../record/transactions';
import type { BuilderState, QueryBuilder } from './query-builder';
import type { RecordStatement } from './record-statement';
import { isRecord } from './statement-rows';
import { statementOf } from './statement-targets';

export interface KnexWritesDependencies {
  db: Database;
  transactions: Transactions;
  recordStatement: RecordStatement;
  /** Without the guard's own hooks. */
  createQueryBuilder(uid: string): QueryBuilder;
}

/** What code chose on the knex query itself. */
interface Chosen {
  transaction: Knex.Transaction | null;
  onConflict: unknown;
  returning: readonly string[] | null;
}

type Query = Knex.QueryBuilder;
type Methods = Pick<Query, 'then' | 'clone' | 'transacting' | 'connection'> & {
  onConflict(columns?: unknown): unknown;
  returning(columns: string | string[]): Query;
};

/**
 * Records knex queries that a query builder hands out when code runs them by themselves. As parts of
 * other queries, and as SQL, they stay what they are.
 */
export function createKnexWrites({ db, transactions, ...deps }: KnexWritesDependencies) {
  /**
   * @param state of the builder, before it made the query
   * @returns the same query
   */
  return function recordWhenRun(uid: string, state: BuilderState, query: Query): Query {
    const { transaction } = state;
    // Strapi leaves the transaction out where it wraps the query around another one.
    const isJoined = transaction !== null && query.client === transaction.client;
    const { onConflict = null } = state;
    return watch(query, {
      onConflict,
      transaction: isJoined ? transaction : null,
      returning: null,
    });

    function watch(query: Query, chosen: Chosen): Query {
      const plain: Methods = plainMethods(query);
      const methods: Methods = {
        then: (onFulfilled, onRejected) => run(query, chosen).then(onFulfilled, onRejected),
        clone: () => watch(plain.clone.call(query), { ...chosen }),
        transacting(trx) {
          plain.transacting.call(query, trx);
          chosen.transaction = trx;
          return query;
        },
        onConflict(columns) {
          chosen.onConflict = columns;
          return plain.onConflict.call(query, columns);
        },
        returning(columns) {
          chosen.returning = [columns].flat();
          return plain.returning.call(query, columns);
        },
        // A transaction of the plugin would wait for this connection, which waits for its locks.
        connection(connection) {
          for (const name of Object.keys(methods)) Reflect.deleteProperty(query, name);
          return plain.connection.call(query, connection);
        },
      };
      for (const [name, value] of Object.entries(methods)) {
        Object.defineProperty(query, name, { value, configurable: true, writable: true });
      }
      return query;
    }

    async function run(query: Query, { transaction, onConflict, returning }: Chosen) {
      const copy = copyOf(query);
      const builder = deps.createQueryBuilder(uid);
      const { type, data, increments, decrements } = state;
      Object.assign(builder.state, { type, data, increments, decrements, onConflict, transaction });
      if (type !== 'insert') builder.where({ id: { $in: rowsOf(query) } });
      const statement = statementOf(uid, builder)!;
      const isToName = type === 'insert' && returning !== null && !returning.some(holdsId);
      if (isToName) copy.returning([...returning, 'id']);

      const write = () =>
        deps.recordStatement({
          statement: { ...statement, isWholeRow: true, conditions: conditionsOf(state) },
          builder,
          joined: () => Promise.resolve(transaction),
          transacting(trx) {
            builder.transacting(trx);
            copy.transacting(trx);
          },
          hold(ids) {
            const rows = rowsOf(query).as('rows');
            copy.clear('where').whereIn('id', ids as number[]);
            copy.whereIn('id', db.getConnection().select('id').from(rows));
          },
          execute: () => Promise.resolve(copy),
        });
      const isHere = transaction !== null && transaction === (await transactions.current());
      const result = await (isHere ? write() : transactions.outside(() => lasting(write)));
      return isToName && Array.isArray(result) ? result.map(withoutId) : result;
    }
  };
}

/** What code started before its scope ended belongs to it. */
const lasting = <Result>(work: () => Result): Result =>
  runInside({ ...(asyncContext().scopeEnd && scopeForGood()), transaction: null }, work);

const plainMethods = (query: Query): Query => Object.getPrototypeOf(query) as Query;

/** The query with its listeners and its timeout, but without the hooks, which are not enumerable. */
const copyOf = (query: Query): Query =>
  Object.assign(Object.create(plainMethods(query)) as Query, query);

/** Selects the rows that an update or delete would write, whatever knex added to its conditions. */
export function rowsOf(query: Query): Query {
  const rows = plainMethods(query).clone.call(query) as Query;
  rows.clear('limit').clear('offset').clear('order').select('id');
  return Object.assign(rows, { _method: 'select' });
}

/** The conditions as the builder received them. */
const conditionsOf = ({ where, filters, search }: BuilderState) => [
  ...where,
  ...(isRecord(filters) ? [filters] : []),
  ...(typeof search === 'string' ? [{ _q: search }] : []),
];

const holdsId = (column: string): boolean => /(^|\.)(id|\*)$/.test(column);

const withoutId = (row: unknown): unknown => {
  if (!isRecord(row)) return row;
  const { id: _, ...rest } = row;
  return rest;
};
