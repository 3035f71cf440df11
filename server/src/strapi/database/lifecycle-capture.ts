import type { Database } from '@strapi/database';
import type { Knex } from 'knex';
import type { Row } from '../../event';
import type { ChangeSet, Reading } from '../../record/change-set/change-set';
import type { Statement } from '../../record/statement';
import type { Transactions } from '../../record/transactions';
import { withWatchedRelations, type Watches } from '../../record/watches';

export interface LifecycleCaptureDependencies {
  db: Database;
  transactions: Transactions;
  watches: Watches;
  /** Null if nothing can run before a commit. */
  changesOf: ((trx: Knex.Transaction) => ChangeSet) | null;
  /** A change set for one write, recorded as soon as `settle` is called. */
  changesOfOneWrite(): ChangeSet & { record(): Promise<void> };
  isRecording(): boolean;
}

interface LifecycleEvent {
  action: string;
  model: { uid: string };
  params: { where?: Row; data?: Row | Row[] };
  result?: unknown;
  state: {
    changes?: ChangeSet & { record(): Promise<void> };
    bulk?: { statement: Statement; reading: Reading };
  };
}

const TYPES: Record<string, Statement['type']> = {
  Create: 'insert',
  CreateMany: 'insert',
  Update: 'update',
  UpdateMany: 'update',
  Delete: 'delete',
  DeleteMany: 'delete',
};

/**
 * The fallback if the write guard cannot be installed: Strapi's lifecycles. Changes inside a
 * transaction still commit with their events; others are recorded right after they committed.
 * Statements without a lifecycle (moves in the media library, transfers) are not seen.
 */
export function installLifecycleCapture(deps: LifecycleCaptureDependencies): void {
  const { db, transactions, watches } = deps;

  db.lifecycles.subscribe(async (incoming) => {
    const event = incoming as unknown as LifecycleEvent;
    const [, moment, verb] = /^(before|after)(.+)$/.exec(event.action) ?? [];
    const type = TYPES[verb ?? ''];
    if (!type || !deps.isRecording()) return;
    const trx = deps.changesOf ? await transactions.current() : null;
    const changes =
      trx && deps.changesOf
        ? deps.changesOf(trx)
        : (event.state.changes ??= deps.changesOfOneWrite());
    if (moment === 'before') await before(changes, event, type);
    else await after(changes, event, type);
  });

  async function before(changes: ChangeSet, event: LifecycleEvent, type: Statement['type']) {
    // Components are written before the entry that holds them: its snapshot has to be older.
    await changes.ahead();
    if (!watches.of(event.model.uid)) return;
    const statement = statementOn(event.model.uid, type, event.params);
    const reading = await changes.before(statement);
    if (reading.isBulk) event.state.bulk = { statement, reading };
  }

  async function after(changes: ChangeSet, event: LifecycleEvent, type: Statement['type']) {
    const { uid } = event.model;
    if (!watches.of(uid)) return;
    if (type === 'insert') {
      changes.inserted(statementOn(uid, type, event.params), insertedIds(event.result));
    }
    const { changes: ofOneWrite, bulk } = event.state;
    const { count = 0 } = (event.result ?? {}) as { count?: number };
    if (bulk) changes.executed(bulk.statement, bulk.reading, count);
    await ofOneWrite?.record();
  }

  function statementOn(
    uid: string,
    type: Statement['type'],
    { where, data }: LifecycleEvent['params']
  ): Statement {
    const rows = Array.isArray(data) ? data : [data ?? {}];
    const attributes = type === 'delete' ? 'all' : new Set(rows.flatMap(Object.keys));
    return withWatchedRelations(watches, { uid, type, where: [where ?? {}], attributes });
  }
}

function insertedIds(result: unknown): unknown[] {
  const { id, ids } = (result ?? {}) as { id?: unknown; ids?: unknown[] };
  return ids ?? (id === undefined ? [] : [id]);
}
