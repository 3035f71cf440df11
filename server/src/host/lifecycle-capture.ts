import type { Database } from '@strapi/database';
import type { Knex } from 'knex';
import type { Row } from '../event';
import type { Ledger, Reading } from './ledger';
import type { Statement } from './statement';
import type { Transactions } from './transactions';
import { withWatchedRelations, type Watches } from './watches';

export interface LifecycleCaptureDependencies {
  db: Database;
  transactions: Transactions;
  watches: Watches;
  /** Null where nothing can be done before a commit. */
  ledgerOf: ((trx: Knex.Transaction) => Ledger) | null;
  /** A ledger of one write, recorded as soon as `settle` is called. */
  ledgerOfOneWrite(): Ledger & { record(): Promise<void> };
  isRecording(): boolean;
}

interface LifecycleEvent {
  action: string;
  model: { uid: string };
  params: { where?: Row; data?: Row | Row[] };
  result?: unknown;
  state: {
    ledger?: Ledger & { record(): Promise<void> };
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
 * What is left when the write guard cannot be installed: Strapi's lifecycles. Changes inside a
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
    const trx = deps.ledgerOf ? await transactions.current() : null;
    const ledger =
      trx && deps.ledgerOf ? deps.ledgerOf(trx) : (event.state.ledger ??= deps.ledgerOfOneWrite());
    if (moment === 'before') await before(ledger, event, type);
    else await after(ledger, event, type);
  });

  async function before(ledger: Ledger, event: LifecycleEvent, type: Statement['type']) {
    // Components are written before the entry that holds them: its image has to be older.
    await ledger.ahead();
    if (!watches.of(event.model.uid)) return;
    const statement = statementOn(event.model.uid, type, event.params);
    const reading = await ledger.before(statement);
    if (reading.isBulk) event.state.bulk = { statement, reading };
  }

  async function after(ledger: Ledger, event: LifecycleEvent, type: Statement['type']) {
    const { uid } = event.model;
    if (!watches.of(uid)) return;
    if (type === 'insert') {
      ledger.inserted(statementOn(uid, type, event.params), insertedIds(event.result));
    }
    const { ledger: ofOneWrite, bulk } = event.state;
    const { count = 0 } = (event.result ?? {}) as { count?: number };
    if (bulk) ledger.executed(bulk.statement, bulk.reading, count);
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
