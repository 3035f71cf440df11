import type { Knex } from 'knex';
import type { RedactedEvent, RedactedRequest } from '../event';
import { EVENT_TABLE, REQUEST_TABLE } from '../plugin-id';
import { inChunks } from './chunks';
import { tableNames, toDialectName } from './dialect';
import { insertEvents } from './insert-events';
import { REQUEST_ROW_WIDTH, toRequestRow, type RequestRow } from './request-row';
import { EVENT_ROW_WIDTH, toEventRows } from './row';

/** What the journal needs of Strapi's database. */
export interface JournalDatabase {
  connection: Knex;
  dialect: { client: string };
  /** The PostgreSQL schema of Strapi's settings, if one is set. */
  getSchemaName(): string | undefined;
}

/** The only code that writes events. It accepts only redacted ones. */
export interface Journal {
  /**
   * Writes events with one multi-row insert in the given transaction: they commit or vanish with
   * it. Without a transaction it opens one. The search index follows after the commit. Rejects with
   * the database's own error; what that means is the caller's choice.
   */
  append(events: readonly RedactedEvent[], connection: Knex | Knex.Transaction): Promise<void>;
  /** Calls a listener with each append, before the events have committed. */
  onAppend(listener: () => void): void;
  /** Writes request rows, outside any transaction. An existing request is kept. */
  appendRequests(requests: readonly RedactedRequest[]): Promise<void>;
}

const isTransaction = (connection: Knex | Knex.Transaction): connection is Knex.Transaction =>
  connection.isTransaction === true;

interface JournalDependencies {
  db: JournalDatabase;
}

/**
 * Creates the journal's writer. It bypasses Strapi's query layer, so recording triggers no
 * lifecycle.
 */
export const createJournal = ({ db }: JournalDependencies): Journal => {
  const dialect = toDialectName(db.dialect.client);
  const table = (connection: Knex | Knex.Transaction, name: string): Knex.QueryBuilder => {
    const schema = db.getSchemaName();
    return schema ? connection.withSchema(schema).table(name) : connection.table(name);
  };

  let notify = (): void => undefined;
  const insert = async (events: readonly RedactedEvent[], trx: Knex.Transaction): Promise<void> => {
    const name = tableNames(db.getSchemaName()).events;
    for (const rows of inChunks(toEventRows(events), EVENT_ROW_WIDTH)) {
      await insertEvents(trx, table(trx, EVENT_TABLE), name, rows, dialect);
    }
    notify();
  };

  const insertRequests = async (rows: RequestRow[]): Promise<void> => {
    await table(db.connection, REQUEST_TABLE).insert(rows).onConflict('request_id').ignore();
  };

  const notStored = async (rows: RequestRow[]): Promise<RequestRow[]> => {
    const ids = rows.map(({ request_id }) => request_id);
    const stored: string[] = await table(db.connection, REQUEST_TABLE)
      .whereIn('request_id', ids)
      .pluck('request_id');
    return rows.filter(({ request_id }) => !stored.includes(request_id));
  };

  return {
    async append(events, connection) {
      if (events.length === 0) return;
      if (isTransaction(connection)) await insert(events, connection);
      else await connection.transaction((trx) => insert(events, trx));
    },

    onAppend(listener) {
      notify = listener;
    },

    async appendRequests(requests) {
      const rows = requests.map(toRequestRow).filter((row) => row !== null);
      for (const chunk of inChunks(rows, REQUEST_ROW_WIDTH)) {
        await insertRequests(chunk).catch(async (error: unknown) => {
          // SQLite's trigger refuses a row that is there already before the conflict is looked at.
          const fresh = await notStored(chunk);
          if (fresh.length === chunk.length) throw error;
          if (fresh.length > 0) await insertRequests(fresh);
        });
      }
    },
  };
};
