import { setImmediate } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import type { Capture } from '../../event';
import { EVENT_TABLE, REQUEST_TABLE } from '../../plugin-id';
import { eraseRows } from './erase-rows';
import { eraseOtherRows, findOtherRows } from './other-tables';
import {
  ACCOUNT_TYPES,
  accountsOfOneType,
  identityOf,
  type Account,
  type Identity,
  type Person,
} from './person';
import { beginRenewal } from './renew-index';
import { createRewriter, type Rewriter, type Whose } from './rewrite';
import { EVENT_COLUMNS, REQUEST_COLUMNS, toErasableEvent, toErasableRequest } from './stored-rows';

type Database = Pick<
  Core.Strapi['db'],
  'connection' | 'dialect' | 'getConnection' | 'getSchemaName' | 'transaction'
>;
type Transaction = Parameters<Parameters<Core.Strapi['db']['transaction']>[0]>[0]['trx'];

export interface ErasureDependencies {
  db: Database;
  record(capture: Capture): Promise<unknown>;
  /** The journal's key to its append-only triggers. */
  allowPurge(trx: Transaction): Promise<void>;
}

export interface ErasureOptions {
  /** The reason, for readers of the log: a ticket's number. Not the person's name. */
  reference?: string;
}

/** How many events and request rows lost something. */
export interface ErasureCount {
  events: number;
  requests: number;
}

const hasColumns = (columns: object): boolean => Object.keys(columns).length > 0;

/** Rows per read, so that other requests get their turn. */
const BATCH_SIZE = 500;

/** The rows to rewrite, by primary key. */
interface Found {
  events: number[];
  requests: string[];
  /** The requests of the person's own events, and those of a namesake. */
  whose: ReadonlyMap<string, Whose>;
}

/**
 * Removes a person from the log and keeps what was done: events stay, with their time, action,
 * resource and changes, but no longer show who the person was.
 */
export function createErasure({ db, record, allowPurge }: ErasureDependencies) {
  /** The accounts of the log, with the e-mails that each used, in lower case. */
  async function readAccounts(): Promise<Map<string, Account & { emails: Set<string> }>> {
    const found = new Map<string, Account & { emails: Set<string> }>();
    const columns = ['actor_type', 'actor_id', 'actor_email'];
    for await (const { actor_type, actor_id: id, actor_email: email } of rowsOf(
      EVENT_TABLE,
      'id',
      columns
    )) {
      const type = ACCOUNT_TYPES.find((one) => one === actor_type);
      if (!type || typeof id !== 'string' || typeof email !== 'string') continue;
      const account = found.get(`${type}:${id}`) ?? { type, id, emails: new Set() };
      account.emails.add(email.toLowerCase());
      found.set(`${type}:${id}`, account);
    }
    return found;
  }

  /**
   * One account may have used several e-mails. Only the named account counts; anyone can register
   * with another person's e-mail.
   */
  async function widen({ accounts, emails, texts }: Identity): Promise<Identity> {
    const known = await readAccounts();
    const users = [...known.values()]
      .filter((user) => emails.some((email) => user.emails.has(email)))
      .map(({ type, id }) => ({ type, id }));
    const all = accounts.length > 0 ? accounts : accountsOfOneType(users);
    const used = all.flatMap(({ type, id }) => [...(known.get(`${type}:${id}`)?.emails ?? [])]);
    return { accounts: all, emails: [...new Set([...emails, ...used])], texts };
  }

  async function* rowsOf(table: string, key: string, columns: readonly string[]) {
    for (let last: string | number = key === 'id' ? 0 : ''; ;) {
      const rows: Record<string, string | number | null>[] = await db
        .getConnection(table)
        .select(key, ...columns)
        .where(key, '>', last)
        .orderBy(key)
        .limit(BATCH_SIZE);
      yield* rows;
      if (rows.length < BATCH_SIZE) return;
      last = rows.at(-1)?.[key] ?? last;
      await setImmediate();
    }
  }

  async function find(rewriter: Rewriter): Promise<Found> {
    const found: Found = { events: [], requests: [], whose: new Map() };
    const whose = new Map<string, Whose>();
    for await (const row of rowsOf(EVENT_TABLE, 'id', EVENT_COLUMNS)) {
      const left = rewriter.event(toErasableEvent(row));
      if (hasColumns(left.columns)) found.events.push(Number(row.id));
      const { request_id: id } = row;
      if (typeof id !== 'string' || left.whose === 'other') continue;
      // Of a request that belongs to both, nothing may stay.
      if (whose.get(id) !== 'own') whose.set(id, left.whose);
    }
    for await (const row of rowsOf(REQUEST_TABLE, 'request_id', REQUEST_COLUMNS)) {
      const key = String(row.request_id);
      const left = rewriter.request(toErasableRequest(row), whose.get(key) ?? 'other');
      if (hasColumns(left)) found.requests.push(key);
    }
    return { ...found, whose };
  }

  return {
    /**
     * Erases a person and records that it happened, how much was erased and under which reference,
     * but not who it was. All of it commits together or not at all.
     * @throws if no person is named, if an e-mail alone names accounts of several types, or if the
     * database refuses; then nothing has changed.
     */
    async erase(person: Person, { reference }: ErasureOptions = {}): Promise<ErasureCount> {
      const rewriter = createRewriter(await widen(identityOf(person)));
      const found = await find(rewriter);
      const named = await findOtherRows((name) => db.getConnection(name), rewriter);
      const isNamed = [found.events, found.requests, named.views, named.state];
      if (isNamed.every((rows) => rows.length === 0)) return { events: 0, requests: 0 };
      return db.transaction(async ({ trx }) => {
        await allowPurge(trx);
        const table = (name: string) => db.getConnection(name).transacting(trx);
        const renew = await beginRenewal(db, trx, found.events);
        const events = await eraseRows({
          table: () => table(EVENT_TABLE),
          key: 'id',
          keys: found.events,
          columns: EVENT_COLUMNS,
          rewrite: (row) => rewriter.event(toErasableEvent(row)).columns,
        });
        await renew();
        const requests = await eraseRows({
          table: () => table(REQUEST_TABLE),
          key: 'request_id',
          keys: found.requests,
          columns: REQUEST_COLUMNS,
          rewrite: (row) =>
            rewriter.request(
              toErasableRequest(row),
              found.whose.get(String(row.request_id)) ?? 'other'
            ),
        });
        // Read again: what others have stored since must not be undone.
        const others = await findOtherRows(table, rewriter);
        await eraseOtherRows(table, others);
        const views = others.views.length;
        await record({
          action: 'audit-log.erase',
          resource: { type: 'audit-log' },
          payload: {
            events,
            requests,
            ...(views > 0 && { views }),
            ...(reference !== undefined && { reference }),
          },
        });
        return { events, requests };
      });
    },
  };
}

export type Erasure = ReturnType<typeof createErasure>;
