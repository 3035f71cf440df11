import type { Knex } from 'knex';
import { whereBeyond, type Cursor } from '../../../journal/cursor';
import { EVENT_TABLE } from '../../../plugin-id';
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

const COLUMNS_OF_ORDER = { occurredAt: 'occurred_at', id: 'id' };
const ORDER = [{ column: 'occurred_at' }, { column: 'id' }];

/** The events of a pass after a cursor, or all of them. */
export function eventsOf(
  db: Database,
  { action, end }: DeletionPass,
  after: Cursor | null
): Statement {
  const statement: Statement = db.getConnection(EVENT_TABLE);
  if (action !== null) void statement.where({ action });
  if (after) void whereBeyond(statement, COLUMNS_OF_ORDER, '>', after);
  return 'before' in end
    ? statement.where('occurred_at', '<', end.before)
    : whereBeyond(statement, COLUMNS_OF_ORDER, '<=', end.upTo);
}

const COLUMNS = ['id', 'occurred_at', 'action', 'bytes'];

/** The next of them, oldest first. */
export const readCandidates = (
  db: Database,
  pass: DeletionPass,
  { after, limit }: { after: Cursor | null; limit: number }
): Promise<Candidate[]> =>
  eventsOf(db, pass, after).select(COLUMNS).orderBy(ORDER).limit(limit) as unknown as Promise<
    Candidate[]
  >;

/** The newest events, or those older than one, newest first. */
export function readNewest(
  db: Database,
  before: Cursor | null,
  limit: number
): Promise<Candidate[]> {
  const statement: Statement = db.getConnection(EVENT_TABLE);
  if (before) void whereBeyond(statement, COLUMNS_OF_ORDER, '<', before);
  return statement
    .select(COLUMNS)
    .orderBy(ORDER.map((by) => ({ ...by, order: 'desc' })))
    .limit(limit) as unknown as Promise<Candidate[]>;
}

/** Whether an event is at a cursor or before it. */
export const isUpTo = (cursor: Cursor, end: Cursor): boolean =>
  Number(cursor.occurred_at) < Number(end.occurred_at) ||
  (Number(cursor.occurred_at) === Number(end.occurred_at) && Number(cursor.id) <= Number(end.id));
