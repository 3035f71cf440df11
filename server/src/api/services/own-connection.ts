import type { Core } from '@strapi/types';

const refusal = (method: string): Error =>
  new Error(
    `[audit-trail] ${method}: call it outside strapi.db.transaction(). It works on a database ` +
      'connection of its own, and would wait for the one that this transaction holds.'
  );

/**
 * Refuses work that commits by itself, batch by batch: a rollback of the surrounding transaction
 * would not revert it, and on a pool with one connection, as with SQLite, it would never begin.
 * @throws inside `strapi.db.transaction()`
 */
export function refuseInTransaction(strapi: Core.Strapi, method: string): void {
  if (strapi.db.inTransaction()) throw refusal(method);
}

/** The same for work that only reads: it does harm only on a pool of one connection. */
export function refuseToWait(strapi: Core.Strapi, method: string): void {
  if (strapi.db.inTransaction() && connectionsOf(strapi) === 1) throw refusal(method);
}

/** How many connections the application may have at once. */
const connectionsOf = ({ db }: Core.Strapi): number | undefined =>
  (db.connection.client as { pool?: { max?: number } }).pool?.max;
