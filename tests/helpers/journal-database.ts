import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Core } from '@strapi/strapi';
import { eventSchema } from '../../server/src/content-types/event/schema';
import { createSearchIndex } from '../../server/src/follow/search-index';
import { registerMigrations, shapeEventTable, tableNames } from '../../server/src/journal';
import { EVENT_TABLE, REQUEST_TABLE } from '../../server/src/plugin-id';

type Database = Core.Strapi['db'];
type Row = Record<string, unknown>;

export interface JournalDatabase {
  db: Database;
  /** Adds an event; what is not named is ordinary. Returns its public id. */
  addEvent(columns?: Row): Promise<string>;
  addRequest(columns: Row): Promise<void>;
  /** Makes all events findable, as a search would. */
  index(): Promise<void>;
  /** The statements that have run since the last call. */
  statements(): string[];
  close(): Promise<void>;
}

const appRequire = createRequire(join(__dirname, '../app/package.json'));

const TEXTS =
  'action outcome reason origin actor_type actor_id actor_name actor_email resource_type resource_id ' +
  'resource_document_id resource_locale resource_status resource_name request_id method path ip ip_key ' +
  'user_agent session_id operation_id';

/** The content type's table, which Strapi would make, then what the plugin adds itself. */
async function createTables(db: Database): Promise<void> {
  const { connection } = db;
  await connection.schema.createTable(EVENT_TABLE, (table) => {
    table.bigIncrements('id');
    table.string('document_id').unique();
    table.bigInteger('occurred_at');
    for (const name of TEXTS.split(' ')) table.string(name);
    for (const name of ['status', 'count', 'changed_fields', 'bytes']) table.integer(name);
    for (const name of ['tags', 'changes', 'payload']) table.json(name);
    for (const { name, columns } of eventSchema.indexes) table.index([...columns], name);
  });
  await shapeEventTable({ connection, dialect: 'sqlite', tables: tableNames(undefined) });
  await registerMigrations({
    migrations: {
      providers: {
        internal: { register: ({ up }) => connection.transaction((trx) => up(trx, db)) },
      },
    },
  });
}

/**
 * Strapi's own database layer on an empty SQLite file of its own, with the plugin's tables and nothing else:
 * for tests of what reads and purges the journal. A booted application proves the real tables.
 */
export async function openJournalDatabase(): Promise<JournalDatabase> {
  const { Database: DatabaseLayer } = appRequire('@strapi/database') as {
    Database: new (config: object) => Database;
  };
  const folder = mkdtempSync(join(tmpdir(), 'audit-trail-journal-'));
  const db = new DatabaseLayer({
    connection: {
      client: 'sqlite',
      connection: { filename: join(folder, 'data.db') },
      useNullAsDefault: true,
    },
    settings: { migrations: { dir: join(folder, 'migrations') } },
  });
  await db.connection.raw('pragma journal_mode = memory');
  await db.connection.raw('pragma synchronous = off');
  await createTables(db);
  let log: string[] = [];
  db.connection.on('query', ({ sql }: { sql: string }) => log.push(sql));

  return {
    db,
    async addEvent(columns = {}) {
      const documentId = randomUUID();
      await db.getConnection(EVENT_TABLE).insert({
        document_id: documentId,
        occurred_at: Date.UTC(2025, 0, 1),
        action: 'entry.update',
        outcome: 'success',
        origin: 'admin-panel',
        actor_type: 'admin-user',
        actor_id: '1',
        actor_name: 'Anna Berg',
        actor_email: 'anna@example.com',
        count: 1,
        changed_fields: 0,
        tags: '[]',
        changes: '[]',
        // As the journal writes it: a request is the operation of all its events.
        ...(columns.request_id != null && { operation_id: columns.request_id }),
        ...columns,
      });
      return (columns.document_id as string | undefined) ?? documentId;
    },
    async addRequest(columns) {
      await db
        .getConnection(REQUEST_TABLE)
        .insert({ occurred_at: Date.UTC(2025, 0, 1), ...columns });
    },
    index: () => createSearchIndex({ db }).catchUp(async () => undefined),
    statements() {
      const seen = log;
      log = [];
      return seen;
    },
    async close() {
      await db.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
