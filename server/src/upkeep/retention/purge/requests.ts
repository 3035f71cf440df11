import type { Knex } from 'knex';
import { whereBeyond } from '../../../journal/cursor';
import { EVENT_TABLE, REQUEST_TABLE } from '../../../plugin-id';
import type { Candidate } from './candidates';
import type { Sized } from './batch-size';
import type { AllowPurge, Database, Transaction } from './ports';
import { deleting, type Deleted } from './transaction';

export interface RequestRow extends Sized {
  request_id: string;
  occurred_at: number | string;
}

export type NamedEvent = Candidate & { request_id: string };

/** Few, because a thousand events may name a single one. */
const NAMED_STEP = 100;

/** The next request rows older than an instant. */
export function readRequests(
  db: Database,
  before: number,
  { after, limit }: { after: RequestRow | null; limit: number }
): Promise<RequestRow[]> {
  const statement: Knex.QueryBuilder = db.getConnection(REQUEST_TABLE);
  if (after) {
    const cursor = { id: after.request_id, occurred_at: after.occurred_at };
    void whereBeyond(statement, { occurredAt: 'occurred_at', id: 'request_id' }, '>', cursor);
  }
  return statement
    .where('occurred_at', '<', before)
    .select('request_id', 'occurred_at', 'bytes')
    .orderBy([{ column: 'occurred_at' }, { column: 'request_id' }])
    .limit(limit) as unknown as Promise<RequestRow[]>;
}

/** Those of some requests that an event still names. */
export async function findNamed(
  db: Database,
  requests: readonly RequestRow[]
): Promise<ReadonlySet<string>> {
  const rows: { request_id: string }[] = await db
    .getConnection(EVENT_TABLE)
    .distinct('request_id')
    .whereNotNull('request_id')
    // A request is the operation of all its events, and that has the index.
    .whereIn(
      'operation_id',
      requests.map((row) => row.request_id)
    );
  return new Set(rows.map((row) => row.request_id));
}

/** Those named by an event that a dry run would leave. */
export async function findNamedByStaying(
  db: Database,
  requests: readonly RequestRow[],
  stayingOf: (events: readonly NamedEvent[]) => Promise<readonly NamedEvent[]>
): Promise<ReadonlySet<string>> {
  const named = new Set<string>();
  for (let start = 0; start < requests.length; start += NAMED_STEP) {
    const keys = requests.slice(start, start + NAMED_STEP).map((row) => row.request_id);
    const events: NamedEvent[] = await db
      .getConnection(EVENT_TABLE)
      .select('id', 'occurred_at', 'action', 'bytes', 'request_id')
      .whereIn('operation_id', keys)
      .whereNotNull('request_id');
    for (const event of await stayingOf(events)) named.add(event.request_id);
  }
  return named;
}

/**
 * @param keep saves the result in the same transaction
 * @returns how many still existed, and how long that took
 */
export const removeRequests = (
  { db, allowPurge, now }: { db: Database; allowPurge: AllowPurge; now: () => number },
  batch: readonly RequestRow[],
  keep: (trx: Transaction, count: number) => Promise<void>
): Promise<Deleted> =>
  deleting(db, now, async (trx) => {
    await allowPurge(trx);
    const keys = batch.map((row) => row.request_id);
    const rows = db.getConnection(REQUEST_TABLE).transacting(trx).whereIn('request_id', keys);
    const count = Number(await rows.delete());
    await keep(trx, count);
    return count;
  });
