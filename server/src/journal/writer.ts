import type { Knex } from 'knex';
import type { RedactedEvent, RedactedRequest } from '../event';
import { EVENT_TABLE, REQUEST_TABLE, TAG_TABLE } from '../plugin-id';
import { inChunks } from './chunks';
import { tableNames, toDialectName } from './dialect';
import { insertEvents } from './insert-events';
import { MIN_ROWS, insertFromJson, takesJson } from './insert-from-json';
import { REQUEST_ROW_WIDTH, toRequestRow, type RequestRow } from './request-row';
import { EVENT_ROW_WIDTH, toEventRows } from './row';
import { createTermsOf, TAG_ROW_WIDTH, type TagRow } from './tag-rows';

/** Lets a transaction delete rows of the log while `work` runs. */
export type AllowPurge = <Result>(
  trx: Knex.Transaction,
  work: () => Promise<Result>
) => Promise<Result>;

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
   * Writes events with one multi-row insert, and their search terms with another, in the given
   * transaction: they commit or vanish with it. Without a transaction it opens one. Rejects with
   * the database's own error; what that means is the caller's choice.
   */
  append(events: readonly RedactedEvent[], connection: Knex | Knex.Transaction): Promise<void>;
  /** Writes request rows, outside any transaction. An existing request is kept. */
  appendRequests(requests: readonly RedactedRequest[]): Promise<void>;
}

const NO_JSON: ReadonlySet<string> = new Set();

const isTransaction = (connection: Knex | Knex.Transaction): connection is Knex.Transaction =>
  connection.isTransaction === true;

/** The error that MySQL and MariaDB report for a duplicate key. */
const isDuplicate = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === 'ER_DUP_ENTRY';

interface JournalDependencies {
  db: JournalDatabase;
  /** If left out, terms with a duplicate key are an error like any other. */
  allowPurge?: AllowPurge;
}

/**
 * Creates the journal's writer. It bypasses Strapi's query layer, so recording triggers no
 * lifecycle.
 */
export const createJournal = ({ db, allowPurge }: JournalDependencies): Journal => {
  const dialect = toDialectName(db.dialect.client);
  const table = (connection: Knex | Knex.Transaction, name: string): Knex.QueryBuilder => {
    const schema = db.getSchemaName();
    return schema ? connection.withSchema(schema).table(name) : connection.table(name);
  };

  const insertTags = async (trx: Knex.Transaction, tags: TagRow[]): Promise<void> => {
    if (tags.length >= MIN_ROWS && takesJson(dialect)) {
      const table = tableNames(db.getSchemaName()).tags;
      const columns = ['event_id', 'term', 'occurred_at'] as const;
      await insertFromJson(trx, { table, rows: tags, columns, json: NO_JSON }, dialect);
      return;
    }
    const sized = tags.map((tag) => ({ tag, bytes: tag.term.length }));
    for (const chunk of inChunks(sized, TAG_ROW_WIDTH)) {
      await table(trx, TAG_TABLE).insert(chunk.map(({ tag }) => tag));
    }
  };

  /**
   * After a TRUNCATE of the events, MySQL reuses their keys, and the terms of the vanished events
   * conflict. No event of this transaction has any terms yet, so they can be deleted.
   */
  const reinsertTags = async (trx: Knex.Transaction, tags: TagRow[]): Promise<void> => {
    try {
      await insertTags(trx, tags);
    } catch (error) {
      if (!allowPurge || !isDuplicate(error)) throw error;
      const keys = [...new Set(tags.map(({ event_id }) => event_id))];
      await allowPurge(trx, async () => {
        for (const key of keys) {
          await table(trx, TAG_TABLE)
            .where('event_id', key as number)
            .delete();
        }
      });
      await insertTags(trx, tags);
    }
  };

  const insert = async (events: readonly RedactedEvent[], trx: Knex.Transaction): Promise<void> => {
    const termsOf = createTermsOf();
    const entries = toEventRows(events).map((row, index) => ({
      row,
      terms: termsOf(events[index]!),
      bytes: row.bytes,
    }));
    for (const chunk of inChunks(entries, EVENT_ROW_WIDTH)) {
      const rows = chunk.map(({ row }) => row);
      const name = tableNames(db.getSchemaName()).events;
      const ids = await insertEvents(trx, table(trx, EVENT_TABLE), name, rows, dialect);
      const tags = chunk.flatMap(({ row, terms }, index) =>
        terms.map((term) => ({ event_id: ids[index]!, term, occurred_at: row.occurred_at }))
      );
      await reinsertTags(trx, tags);
    }
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
