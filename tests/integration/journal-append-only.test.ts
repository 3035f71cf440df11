import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { createAppendOnly, tableNames, type AppendOnly } from '../../server/src/journal';
import { EVENT_TABLE, TAG_TABLE } from '../../server/src/plugin-id';
import { createDatabase, type TestDatabase } from '../helpers/app/databases';
import { knexOn } from '../helpers/knex-on';
import { defaultDatabase } from '../helpers/app/databases';

const REFUSED = expect.objectContaining({
  message: expect.stringMatching(/audit_trail_events is append-only.*retention\.days/),
});

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
      table.string('action');
    });
    await connection.schema.createTable(TAG_TABLE, (table) => {
      table.bigInteger('event_id');
      table.string('term');
    });
    appendOnly = createGuard();
    await appendOnly.enforce();
    await connection(TAG_TABLE).insert({ event_id: 1, term: 't:field:title' });
    await events().insert([{ action: 'entry.create' }, { action: 'entry.update' }]);
  });

  afterEach(async () => {
    await connection.schema.dropTable(EVENT_TABLE);
    await connection.schema.dropTable(TAG_TABLE);
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
    const tags = () => connection(TAG_TABLE);
    const refused = expect.objectContaining({
      message: expect.stringMatching(/audit_trail_tags is append-only.*retention\.days/),
    });
    await expect(tags().update({ term: 't:field:forged' })).rejects.toEqual(refused);
    await expect(tags().delete()).rejects.toEqual(refused);
    expect(await tags().pluck('term')).toEqual(['t:field:title']);
    await connection.transaction(async (trx) => {
      await appendOnly.allowPurge(trx);
      await trx(TAG_TABLE).delete();
    });
    expect(await tags()).toEqual([]);
  });

  it('let events be inserted', async () => {
    await events().insert({ action: 'entry.delete' });
    expect(await actions()).toHaveLength(3);
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
    await expect(createGuard().enforce()).resolves.toBe(true);
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
