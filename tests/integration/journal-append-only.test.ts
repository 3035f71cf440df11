import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { createAppendOnly, tableNames, type AppendOnly } from '../../server/src/journal';
import { EVENT_TABLE, POSTING_TABLE, REQUEST_TABLE, TERM_TABLE } from '../../server/src/plugin-id';
import { createDatabase, type DatabaseClient, type TestDatabase } from '../helpers/app/databases';
import { knexOn } from '../helpers/knex-on';
import { rewritesOf } from '../helpers/rewrites-of';
import { defaultDatabase } from '../helpers/app/databases';

const REFUSED = expect.objectContaining({
  message: expect.stringMatching(/audit_trail_events is append-only.*retention\.days/),
});

const dropOnServer = (name: string) => `DROP TRIGGER ${name} ON ${EVENT_TABLE}`;
const AFTER_NOTHING = `BEFORE UPDATE ON ${EVENT_TABLE}`;

/** What takes the triggers out of force while their names may still be there. */
const TAMPERINGS: Record<DatabaseClient, [string, string[]][]> = {
  sqlite: [
    ['a key that opens the log', ['INSERT INTO audit_trail_purge_key (id) VALUES (1)']],
    ['a DROP', [`DROP TRIGGER ${EVENT_TABLE}_no_delete`, `DROP TRIGGER ${TERM_TABLE}_no_replace`]],
    [
      'one of the same name that refuses nothing',
      [
        `DROP TRIGGER ${EVENT_TABLE}_no_update`,
        `CREATE TRIGGER ${EVENT_TABLE}_no_update ${AFTER_NOTHING} BEGIN SELECT 1; END`,
      ],
    ],
  ],
  postgres: [
    ['a DROP', [dropOnServer(`${EVENT_TABLE}_no_change`)]],
    ['DISABLE TRIGGER', [`ALTER TABLE ${EVENT_TABLE} DISABLE TRIGGER USER`]],
    [
      'ENABLE REPLICA',
      [`ALTER TABLE ${TERM_TABLE} ENABLE REPLICA TRIGGER ${TERM_TABLE}_no_change`],
    ],
    [
      'a function of the same name that refuses nothing',
      [
        'CREATE OR REPLACE FUNCTION audit_trail_refuse_change() RETURNS trigger LANGUAGE plpgsql AS ' +
          '$$ BEGIN RETURN COALESCE(NEW, OLD); END $$',
      ],
    ],
  ],
  mysql: [
    [
      'a DROP',
      [`DROP TRIGGER ${EVENT_TABLE}_no_update`, `DROP TRIGGER ${POSTING_TABLE}_no_delete`],
    ],
    [
      'one of the same name that refuses nothing',
      [
        `DROP TRIGGER ${EVENT_TABLE}_no_update`,
        `CREATE TRIGGER ${EVENT_TABLE}_no_update ${AFTER_NOTHING} FOR EACH ROW BEGIN END`,
      ],
    ],
  ],
};

describe.each([defaultDatabase()])('the append-only triggers on %s', (client) => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-trail-triggers-'));
  const warnings: string[] = [];
  let database: TestDatabase;
  let connection: Knex;
  let appendOnly: AppendOnly;

  const createGuard = () =>
    createAppendOnly({
      connection,
      dialect: client,
      tables: tableNames(undefined),
      warn: (message) => warnings.push(message),
    });
  const events = (place: Knex = connection) => place(EVENT_TABLE);
  const removeFirst = (trx: Knex) => events(trx).where('id', 1).delete();
  const actions = () => events().orderBy('id').pluck('action');

  beforeAll(async () => {
    database = await createDatabase(client, { file: join(folder, 'data.db'), fresh: true });
    connection = knexOn(database);
  });

  beforeEach(async () => {
    warnings.length = 0;
    await connection.schema.createTable(EVENT_TABLE, (table) => {
      table.increments('id');
      table.string('document_id').unique();
      table.string('action');
    });
    await connection.schema.createTable(TERM_TABLE, (table) => {
      table.increments('id');
      table.string('term').unique();
    });
    await connection.schema.createTable(POSTING_TABLE, (table) => {
      for (const name of ['term_id', 'occurred_at', 'event_id']) table.bigInteger(name);
      table.primary(['term_id', 'occurred_at', 'event_id']);
    });
    await connection.schema.createTable(REQUEST_TABLE, (table) => {
      table.string('request_id').primary();
      table.string('request_body');
    });
    appendOnly = createGuard();
    await appendOnly.enforce();
    await connection(REQUEST_TABLE).insert({ request_id: 'r1', request_body: 'sent' });
    await connection(TERM_TABLE).insert({ term: 't:field:title' });
    await connection(POSTING_TABLE).insert({ term_id: 1, occurred_at: 5, event_id: 1 });
    await events().insert([
      { document_id: 'first', action: 'entry.create' },
      { document_id: 'second', action: 'entry.update' },
    ]);
  });

  afterEach(async () => {
    await connection.schema.dropTable(EVENT_TABLE);
    await connection.schema.dropTable(TERM_TABLE);
    await connection.schema.dropTable(POSTING_TABLE);
    await connection.schema.dropTable(REQUEST_TABLE);
  });

  afterAll(async () => {
    await connection.destroy();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('refuse to change an event and name the table and the mend', async () => {
    await expect(events().update({ action: 'forged' })).rejects.toEqual(REFUSED);
    expect(await actions()).toEqual(['entry.create', 'entry.update']);
  });

  it('refuse to delete an event', async () => {
    await expect(events().where('id', 1).delete()).rejects.toEqual(REFUSED);
    expect(await actions()).toEqual(['entry.create', 'entry.update']);
  });

  it('refuse to change or delete what an event is found by, and name that table', async () => {
    const terms = () => connection(TERM_TABLE);
    const refused = (table: string) =>
      expect.objectContaining({
        message: expect.stringMatching(`${table} is append-only.*retention\\.days`),
      });
    await expect(terms().update({ term: 't:forged' })).rejects.toEqual(refused(TERM_TABLE));
    await expect(connection(POSTING_TABLE).delete()).rejects.toEqual(refused(POSTING_TABLE));
    expect(await terms().pluck('term')).toEqual(['t:field:title']);
    await connection.transaction(async (trx) => {
      await appendOnly.allowPurge(trx);
      await trx(POSTING_TABLE).delete();
      await trx(TERM_TABLE).delete();
    });
    expect(await terms()).toEqual([]);
  });

  it('let events be inserted', async () => {
    await events().insert({ document_id: 'third', action: 'entry.delete' });
    expect(await actions()).toHaveLength(3);
  });

  const ORDER = {
    [EVENT_TABLE]: 'id',
    [TERM_TABLE]: 'id',
    [POSTING_TABLE]: 'event_id',
    [REQUEST_TABLE]: 'request_id',
  };
  const allRows = () =>
    Promise.all(
      Object.entries(ORDER).map(([table, column]) => connection(table).select('*').orderBy(column))
    ).then((tables) => tables.flat().map((row: object) => JSON.stringify(row)));

  it.each(rewritesOf(client))('refuse %s', async (sql) => {
    const before = await allRows();
    const outcome = await connection.raw(sql).then(
      () => 'accepted',
      ({ message }: Error) => (message.includes('append-only') ? 'refused' : message)
    );
    expect(await allRows()).toEqual(before);
    // Some of them find no row to touch, and then do no harm: IGNORE and DO NOTHING.
    if (!/IGNORE|DO NOTHING/.test(sql)) expect(outcome).toBe('refused');
  });

  it('are not stopped by a row that has the key SQLite gives to rows without one', async () => {
    if (client === 'sqlite') {
      await connection.raw(`INSERT INTO ${TERM_TABLE} (id, term) VALUES (-1, 'a')`);
      await connection.raw(`INSERT INTO ${EVENT_TABLE} (id, document_id) VALUES (-1, 'planted')`);
    }
    await connection(TERM_TABLE).insert({ term: 'b' });
    await events().insert({ document_id: 'third', action: 'entry.delete' });
    expect(await actions()).toContain('entry.delete');
  });

  it('let the purge delete in its own transaction', async () => {
    await connection.transaction(async (trx) => {
      await appendOnly.allowPurge(trx);
      await removeFirst(trx);
    });
    expect(await actions()).toEqual(['entry.update']);
  });

  it('refuse again after a purge, on every connection of the pool', async () => {
    await connection.transaction(async (trx) => {
      await appendOnly.allowPurge(trx);
      await removeFirst(trx);
    });
    const attempts = await Promise.allSettled([events().delete(), events().delete()]);
    expect(attempts.map((attempt) => attempt.status)).toEqual(['rejected', 'rejected']);
  });

  it('refuse again after a purge that failed', async () => {
    const failing = connection.transaction(async (trx) => {
      await appendOnly.allowPurge(trx);
      await removeFirst(trx);
      throw new Error('stopped half-way');
    });
    await expect(failing).rejects.toThrow('stopped half-way');
    await expect(events().delete()).rejects.toEqual(REFUSED);
    expect(await actions()).toHaveLength(2);
  });

  // SQLite's pool has one connection: nobody else can even try.
  if (client !== 'sqlite') {
    it('refuse everybody else while a purge runs', async () => {
      await connection.transaction(async (trx) => {
        await appendOnly.allowPurge(trx);
        await removeFirst(trx);
        const other = events().where('id', 2).delete();
        await expect(other).rejects.toEqual(REFUSED);
      });
      expect(await actions()).toEqual(['entry.update']);
    });
  }

  it('are still there, once, after the next boot', async () => {
    const next = createGuard();
    await expect(next.enforce()).resolves.toBe(true);
    expect(next.made()).toEqual([]);
    await expect(events().delete()).rejects.toEqual(REFUSED);
  });

  it('forget a permission that a crash left behind', async () => {
    const { purgeKey } = tableNames(undefined);
    // PostgreSQL keeps its permission in the transaction itself, where nothing can be left.
    if (client === 'sqlite') await connection(purgeKey).insert({ id: 1 });
    if (client === 'mysql') {
      await connection.raw(`INSERT INTO ${purgeKey} (connection) VALUES (CONNECTION_ID())`);
    }
    await createGuard().enforce();
    await expect(events().delete()).rejects.toEqual(REFUSED);
  });

  it('say that they are in force', () => {
    expect(appendOnly.inForce()).toBe(true);
    expect(warnings).toEqual([]);
  });

  it.each(TAMPERINGS[client])('are missed and made anew after %s', async (_, sql) => {
    expect(await appendOnly.findMissing()).toEqual([]);
    for (const statement of sql) await connection.raw(statement);
    const missing = await appendOnly.findMissing();
    expect(missing.length).toBeGreaterThan(0);
    await expect(appendOnly.enforce()).resolves.toBe(true);
    expect(appendOnly.made()).toEqual(missing);
    expect(await appendOnly.findMissing()).toEqual([]);
    await expect(events().delete()).rejects.toEqual(REFUSED);
  });

  const onPostgres = client === 'postgres' ? it : it.skip;
  onPostgres("are not opened by the purge's setting for a whole session", async () => {
    await connection.transaction(async (trx) => {
      await trx.raw("SELECT set_config('audit_trail.purge', txid_current()::text, false)");
    });
    await expect(removeFirst(connection)).rejects.toEqual(REFUSED);
    await connection.raw("SET audit_trail.purge = '1'");
    await expect(removeFirst(connection)).rejects.toEqual(REFUSED);
    await connection.raw('RESET audit_trail.purge');
  });

  it('warn once and say so where the database has no table to guard', async () => {
    await connection.schema.renameTable(EVENT_TABLE, 'elsewhere');
    try {
      const guard = createGuard();
      await expect(guard.enforce()).resolves.toBe(false);
      expect(guard.inForce()).toBe(false);
      expect(warnings).toEqual([expect.stringContaining('the right to create triggers')]);
    } finally {
      await connection.schema.renameTable('elsewhere', EVENT_TABLE);
    }
  });
});
