import type { Knex } from 'knex';
import { whereBeyond, type Cursor } from '../../../journal/cursor';
import { termOf } from '../../../journal';
import { EVENT_TABLE, POSTING_TABLE, TERM_TABLE } from '../../../plugin-id';
import type { Database } from './ports';

export type { Cursor };

/** An event that a rule may remove. */
export interface Candidate extends Cursor {
  action: string;
  bytes: number | null;
}

/** A stretch of the journal that one rule removes, from its oldest event on. */
export interface DeletionPass {
  /** `days`, a pattern of actions, `maxEvents` or `maxSize`. */
  rule: string;
  /** The only action it covers; null for all. */
  action: string | null;
  /** The instant before which events are removed, or the newest event that is. */
  end: { before: number } | { upTo: Cursor };
}

type Statement = Knex.QueryBuilder;

const COLUMNS = ['id', 'occurred_at', 'action', 'bytes'];
const IN_JOURNAL = { occurredAt: 'occurred_at', id: 'id' };
const IN_INDEX = { occurredAt: `${POSTING_TABLE}.occurred_at`, id: `${POSTING_TABLE}.event_id` };

/** Events of one action, found by the search index, which has them in the order of time. */
const eventsWith = (db: Database, action: string): Statement =>
  db
    .getConnection(POSTING_TABLE)
    .where(
      'term_id',
      db
        .getConnection(TERM_TABLE)
        .where({ term: termOf('action', action) })
        .select('id')
    )
    .join(EVENT_TABLE, `${EVENT_TABLE}.id`, `${POSTING_TABLE}.event_id`);

/** The events of a pass after a cursor, or all of them. */
function passOf(db: Database, { action, end }: DeletionPass, after: Cursor | null) {
  const statement = action === null ? db.getConnection(EVENT_TABLE) : eventsWith(db, action);
  const order = action === null ? IN_JOURNAL : IN_INDEX;
  if (after) void whereBeyond(statement, order, '>', after);
  if ('before' in end) void statement.where(order.occurredAt, '<', end.before);
  else void whereBeyond(statement, order, '<=', end.upTo);
  return { statement, order };
}

/** The same, for counting. */
export const eventsOf = (db: Database, pass: DeletionPass, after: Cursor | null): Statement =>
  passOf(db, pass, after).statement;

/** The next of them, oldest first. */
export function readCandidates(
  db: Database,
  pass: DeletionPass,
  { after, limit }: { after: Cursor | null; limit: number }
): Promise<Candidate[]> {
  const { statement, order } = passOf(db, pass, after);
  return statement
    .select(COLUMNS.map((column) => `${EVENT_TABLE}.${column}`))
    .orderBy([order.occurredAt, order.id])
    .limit(limit) as unknown as Promise<Candidate[]>;
}

/** The newest events, or those older than one, newest first. */
export function readNewest(
  db: Database,
  before: Cursor | null,
  limit: number
): Promise<Candidate[]> {
  const statement: Statement = db.getConnection(EVENT_TABLE);
  if (before) void whereBeyond(statement, IN_JOURNAL, '<', before);
  return statement
    .select(COLUMNS)
    .orderBy(Object.values(IN_JOURNAL).map((column) => ({ column, order: 'desc' })))
    .limit(limit) as unknown as Promise<Candidate[]>;
}

/** Whether an event is at a cursor or before it. */
export const isUpTo = (cursor: Cursor, end: Cursor): boolean =>
  Number(cursor.occurred_at) < Number(end.occurred_at) ||
  (Number(cursor.occurred_at) === Number(end.occurred_at) && Number(cursor.id) <= Number(end.id));
