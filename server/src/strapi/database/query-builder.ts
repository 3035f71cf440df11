import type { Knex } from 'knex';
import type { Row } from '../../event';
import type { RelationManager } from './relation-calls';

/**
 * What is used of Strapi's query builder; checked at boot, since none of it is a promised API.
 */
export interface QueryBuilder {
  state: BuilderState;
  execute(options?: unknown): Promise<unknown>;
  getKnexQuery(): Knex.QueryBuilder;
  runSubQuery(): Knex.QueryBuilder;
  transacting(trx: Knex.Transaction): QueryBuilder;
  where(condition: Row): QueryBuilder;
  clone(): QueryBuilder;
  select(columns: string | string[]): QueryBuilder;
}

export interface BuilderState {
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
}

export interface EntityManager extends RelationManager {
  createQueryBuilder(uid: string): QueryBuilder;
  create(uid: string, params: EntityParams): Promise<unknown>;
  update(uid: string, params: EntityParams): Promise<unknown>;
  delete(uid: string, params: EntityParams): Promise<unknown>;
}

export interface EntityParams {
  where?: Row;
  data?: Row;
}

const WRITES = ['insert', 'update', 'delete'] as const;

export const isWrite = (type: string): type is (typeof WRITES)[number] =>
  (WRITES as readonly string[]).includes(type);
