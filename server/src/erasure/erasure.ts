import { setImmediate } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import type { Capture } from '../event';
import { EVENT_TABLE, REQUEST_TABLE } from '../plugin-id';
import { eraseRows } from './erase-rows';
import { ACCOUNT_TYPES, identityOf, type Account, type Identity, type Person } from './person';
import { renewTags } from './renew-tags';
import { createRewriter, type Rewriter } from './rewrite';
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
  /** Why, for who reads the log: a ticket's number. Not the person's name. */
  reference?: string;
}

/** How many events and request rows lost something. */
export interface ErasureCount {
  events: number;
  requests: number;
}

/** Rows that are read at once, so that other requests get their turn. */
const BATCH_SIZE = 500;

/** What has to be rewritten, by primary key. */
interface Found {
  events: number[];
  requests: string[];
  /** Requests of which the person's own events came. */
  ownRequests: ReadonlySet<string>;
}

/**
 * Takes a person out of the log and leaves what was done: events stay, with their time, action,
 * resource and changes, and no longer tell who the person was.
 */
export function createErasure({ db, record, allowPurge }: ErasureDependencies) {
  /** Under one account several e-mails may have been used, and one e-mail by several accounts. */
  async function widen({ accounts, emails, texts }: Identity): Promise<Identity> {
    const ofEmails: Account[] = await db
      .getConnection(EVENT_TABLE)
      .distinct({ type: 'actor_type', id: 'actor_id' })
      .whereIn('actor_type', ACCOUNT_TYPES)
      .whereNotNull('actor_id')
      .where((query) => {
        for (const email of emails) void query.orWhereRaw('lower(actor_email) = ?', [email]);
        if (emails.length === 0) void query.whereRaw('1 = 0');
      });
    const all = [...accounts, ...ofEmails];
    const rows: { email: string }[] = await db
      .getConnection(EVENT_TABLE)
      .distinct({ email: 'actor_email' })
      .whereNotNull('actor_email')
      .where((query) => {
        for (const { type, id } of all) void query.orWhere({ actor_type: type, actor_id: id });
        if (all.length === 0) void query.whereRaw('1 = 0');
      });
    const allEmails = [...emails, ...rows.map(({ email }) => email.toLowerCase())];
    return { accounts: all, emails: allEmails, texts };
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
    const events: number[] = [];
    const requests: string[] = [];
    const ownRequests = new Set<string>();
    for await (const row of rowsOf(EVENT_TABLE, 'id', EVENT_COLUMNS)) {
      const left = rewriter.event(toErasableEvent(row));
      if (left) events.push(Number(row.id));
      if (left?.isOwn && typeof row.request_id === 'string') ownRequests.add(row.request_id);
    }
    for await (const row of rowsOf(REQUEST_TABLE, 'request_id', REQUEST_COLUMNS)) {
      const key = String(row.request_id);
      if (rewriter.request(toErasableRequest(row), ownRequests.has(key))) requests.push(key);
    }
    return { events, requests, ownRequests };
  }

  return {
    /**
     * Erases a person and records that it happened, how much was erased and under which reference,
     * but not whom it was. All of it commits together or not at all.
     * @throws where nobody is named, or where the database refuses; then nothing has changed.
     */
    async erase(person: Person, { reference }: ErasureOptions = {}): Promise<ErasureCount> {
      const rewriter = createRewriter(await widen(identityOf(person)));
      const found = await find(rewriter);
      if (found.events.length + found.requests.length === 0) return { events: 0, requests: 0 };
      return db.transaction(async ({ trx }) => {
        await allowPurge(trx);
        const table = (name: string) => db.getConnection(name).transacting(trx);
        const events = await eraseRows({
          table: () => table(EVENT_TABLE),
          ...{ key: 'id', keys: found.events, columns: EVENT_COLUMNS },
          rewrite: (row) => rewriter.event(toErasableEvent(row))?.columns ?? null,
        });
        await renewTags(table, found.events);
        const requests = await eraseRows({
          table: () => table(REQUEST_TABLE),
          ...{ key: 'request_id', keys: found.requests, columns: REQUEST_COLUMNS },
          rewrite: (row) =>
            rewriter.request(toErasableRequest(row), found.ownRequests.has(String(row.request_id))),
        });
        await record({
          action: 'audit-log.erase',
          resource: { type: 'audit-log' },
          payload: { events, requests, ...(reference !== undefined && { reference }) },
        });
        return { events, requests };
      });
    },
  };
}

export type Erasure = ReturnType<typeof createErasure>;
