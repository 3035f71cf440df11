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
import { renewTags } from './renew-tags';
import { createRewriter, type Rewriter, type Whose } from './rewrite';
import { EVENT_COLUMNS, REQUEST_COLUMNS, toErasableEvent, toErasableRequest } from './stored-rows';

type Database = Pick<Core.Strapi['db'], 'getConnection' | 'transaction'>;
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
  const events = () => db.getConnection(EVENT_TABLE);

  /** The accounts that used one of these e-mails. */
  async function accountsOf(emails: readonly string[]): Promise<Account[]> {
    if (emails.length === 0) return [];
    return events()
      .distinct({ type: 'actor_type', id: 'actor_id' })
      .whereIn('actor_type', ACCOUNT_TYPES)
      .whereNotNull('actor_id')
      .where((query) => {
        for (const email of emails) void query.orWhereRaw('lower(actor_email) = ?', [email]);
      });
  }

  /**
   * One account may have used several e-mails. Only the named account counts; anyone can register
   * with another person's e-mail.
   */
  async function widen({ accounts, emails, texts }: Identity): Promise<Identity> {
    const all = accounts.length > 0 ? accounts : accountsOfOneType(await accountsOf(emails));
    const rows: { email: string }[] = await events()
      .distinct({ email: 'actor_email' })
      .whereNotNull('actor_email')
      .where((query) => {
        for (const { type, id } of all) void query.orWhere({ actor_type: type, actor_id: id });
        if (all.length === 0) void query.whereRaw('1 = 0');
      });
    const allEmails = new Set([...emails, ...rows.map(({ email }) => email.toLowerCase())]);
    return { accounts: all, emails: [...allEmails], texts };
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
      const others = await findOtherRows((name) => db.getConnection(name), rewriter);
      const isNamed = [found.events, found.requests, others.views, others.state];
      if (isNamed.every((rows) => rows.length === 0)) return { events: 0, requests: 0 };
      return db.transaction(async ({ trx }) => {
        await allowPurge(trx);
        const table = (name: string) => db.getConnection(name).transacting(trx);
        const events = await eraseRows({
          table: () => table(EVENT_TABLE),
          key: 'id',
          keys: found.events,
          columns: EVENT_COLUMNS,
          rewrite: (row) => rewriter.event(toErasableEvent(row)).columns,
        });
        await renewTags(table, found.events);
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
