import type { Knex } from 'knex';
import {
  LEASE_TABLE,
  POSTING_TABLE,
  REQUEST_TABLE,
  ROLLUP_TABLE,
  STATE_TABLE,
  TERM_TABLE,
  VIEW_TABLE,
} from '../plugin-id';
import { toDialectName, type DialectName } from './dialect';

/** What a migration needs of Strapi's database: DDL inside the migration's transaction. */
interface SchemaConnection {
  getSchemaConnection(trx: Knex.Transaction): Knex.SchemaBuilder;
  dialect: { client: string };
}

interface InternalMigration {
  name: string;
  up(trx: Knex.Transaction, db: SchemaConnection): Promise<void>;
  down(trx: Knex.Transaction, db: SchemaConnection): Promise<void>;
}

interface MigrationHost {
  migrations: {
    providers: { internal: { register(migration: InternalMigration): Promise<void> | void } };
  };
}

const createRequests = (table: Knex.CreateTableBuilder) => {
  table.string('request_id', 36).primary();
  table.bigInteger('occurred_at').notNullable().index('audit_trail_requests_occurred');
  table.string('method');
  table.text('path');
  table.integer('status');
  table.integer('duration_ms');
  table.string('ip');
  table.text('user_agent');
  table.string('session_id');
  table.integer('bytes');
  table.text('query', 'longtext');
  table.text('request_body', 'longtext');
  table.text('response_body', 'longtext');
};

const createLeases = (table: Knex.CreateTableBuilder) => {
  table.string('name').primary();
  table.string('owner').notNullable();
  table.bigInteger('until').notNullable();
};

const createState = (table: Knex.CreateTableBuilder) => {
  table.string('name').primary();
  table.text('value', 'longtext');
};

const createViews = (table: Knex.CreateTableBuilder) => {
  table.string('view_id', 36).primary();
  table.string('user_id').notNullable().index('audit_trail_views_user');
  table.string('name').notNullable();
  table.text('question').notNullable();
};

/** The columns and their collation are the journal's, so a query means the same in both. */
const createRollup = (table: Knex.CreateTableBuilder) => {
  table.bigInteger('hour').notNullable();
  table.string('action').notNullable();
  // Short, because MySQL refuses a key of four long texts.
  table.string('outcome', 32).notNullable();
  table.string('origin', 32).notNullable();
  table.string('actor_type', 32).notNullable();
  table.bigInteger('count').notNullable();
  table.primary(['hour', 'action', 'outcome', 'origin', 'actor_type']);
};

/** Terms are compared byte by byte on every database, so a prefix is a range. */
const TERM_TYPES = {
  sqlite: 'varchar(280)',
  postgres: 'varchar(280) COLLATE "C"',
  mysql: 'varchar(280) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
} as const satisfies Record<DialectName, string>;

const createTerms = (table: Knex.CreateTableBuilder, dialect: DialectName) => {
  table.bigIncrements('id');
  table
    .specificType('term', TERM_TYPES[dialect])
    .notNullable()
    .unique({ indexName: 'audit_trail_terms_term' });
};

/** A migration that creates one plain table, unless an earlier installation left it there. */
const tableMigration = (
  name: string,
  tableName: string,
  create: (table: Knex.CreateTableBuilder, dialect: DialectName) => void
): InternalMigration => ({
  name: `audit-trail::${name}`,
  async up(trx, db) {
    // A fresh builder per statement: knex's schema builders collect their commands.
    if (await db.getSchemaConnection(trx).hasTable(tableName)) return;
    const dialect = toDialectName(db.dialect.client);
    await db.getSchemaConnection(trx).createTable(tableName, (table) => create(table, dialect));
  },
  async down(trx, db) {
    await db.getSchemaConnection(trx).dropTableIfExists(tableName);
  },
});

/** The handler shows which option reveals what the bodies hide; rows of 0.1.0 lack it. */
const addHandler: InternalMigration = {
  name: 'audit-trail::0.2.0-01-request-handler',
  async up(trx, db) {
    if (await db.getSchemaConnection(trx).hasColumn(REQUEST_TABLE, 'handler')) return;
    await db
      .getSchemaConnection(trx)
      .alterTable(REQUEST_TABLE, (table) => void table.string('handler'));
  },
  async down(trx, db) {
    await db
      .getSchemaConnection(trx)
      .alterTable(REQUEST_TABLE, (table) => void table.dropColumn('handler'));
  },
};

/** A row is its key. SQLite would store each key twice, so its table has no other. */
const createPostings: InternalMigration = {
  name: 'audit-trail::0.2.0-03-postings',
  async up(trx, db) {
    if (await db.getSchemaConnection(trx).hasTable(POSTING_TABLE)) return;
    if (toDialectName(db.dialect.client) === 'sqlite') {
      await trx.raw(
        `CREATE TABLE ${POSTING_TABLE} (term_id INTEGER NOT NULL, occurred_at INTEGER NOT NULL, ` +
          'event_id INTEGER NOT NULL, PRIMARY KEY (term_id, occurred_at, event_id)) WITHOUT ROWID'
      );
      return;
    }
    await db.getSchemaConnection(trx).createTable(POSTING_TABLE, (table) => {
      table.bigInteger('term_id').notNullable();
      table.bigInteger('occurred_at').notNullable();
      table.bigInteger('event_id').notNullable();
      table.primary(['term_id', 'occurred_at', 'event_id']);
    });
  },
  async down(trx, db) {
    await db.getSchemaConnection(trx).dropTableIfExists(POSTING_TABLE);
  },
};

const MIGRATIONS = [
  tableMigration('0.1.0-01-requests', REQUEST_TABLE, createRequests),
  tableMigration('0.1.0-02-leases', LEASE_TABLE, createLeases),
  tableMigration('0.1.0-03-state', STATE_TABLE, createState),
  tableMigration('0.1.0-05-views', VIEW_TABLE, createViews),
  tableMigration('0.1.0-06-rollup', ROLLUP_TABLE, createRollup),
  addHandler,
  tableMigration('0.2.0-02-terms', TERM_TABLE, createTerms),
  createPostings,
];

/**
 * Announces the plain helper tables. Must run in `register()`: Strapi runs internal migrations
 * before it synchronises its schema, and ignores tables that no content type names.
 */
export const registerMigrations = async (db: MigrationHost): Promise<void> => {
  for (const migration of MIGRATIONS) await db.migrations.providers.internal.register(migration);
};
