import { bootApp, type App } from '../helpers/boot-app';
import { defaultDatabase } from '../helpers/app/databases';

/** The journal's rows as text, to be compared as a whole. */
const journalOf = (app: App): Promise<string[]> =>
  app.run(async (strapi) => {
    const rows = await strapi.db.connection('audit_trail_events').orderBy('id');
    return rows.map((row: object) => JSON.stringify(row));
  });

const record = (app: App, action: string): Promise<void> =>
  app.run(
    (strapi, name) =>
      strapi
        .plugin('audit-trail')
        .service('recorder')
        .record({ action: name, tags: ['a:b'] }),
    action
  );

/** The type of the journal's key, as the database itself calls it. */
const keyType = (app: App): Promise<string> =>
  app.run(async (strapi) => {
    const { connection, dialect } = strapi.db;
    if (dialect.client === 'sqlite') {
      const columns = await connection.raw('pragma table_info(audit_trail_events)');
      const id = columns.find((column: { name: string }) => column.name === 'id');
      return id.type.toLowerCase();
    }
    const own = dialect.client === 'postgres' ? 'current_schema()' : 'database()';
    const [row] = await connection('information_schema.columns')
      .whereRaw(`table_schema = ${own}`)
      .where({ table_name: 'audit_trail_events', column_name: 'id' })
      .select('data_type as type');
    return row.type;
  });

const indexNames = (app: App): Promise<string[]> =>
  app.run(async (strapi) => {
    const indexes = await strapi.db.dialect.schemaInspector.getIndexes('audit_trail_events');
    return indexes.map((index) => index.name).sort();
  });

const INDEXES = [
  'audit_trail_events_document_id',
  'audit_trail_events_occurred',
  'audit_trail_events_operation',
  'audit_trail_events_resource',
];
const KEY_TYPES = { sqlite: 'integer', postgres: 'bigint', mysql: 'bigint' };

const forge = (app: App, how: 'update' | 'delete'): Promise<unknown> =>
  app.run(async (strapi, kind) => {
    const events = strapi.db.connection('audit_trail_events');
    return kind === 'delete' ? events.delete() : events.update({ action: 'forged' });
  }, how);

const dropTriggers = (app: App): Promise<void> =>
  app.run(async (strapi) => {
    const { connection, dialect } = strapi.db;
    const [on, names] =
      dialect.client === 'postgres'
        ? [' ON audit_trail_events', ['no_change', 'no_truncate']]
        : ['', ['no_update', 'no_delete']];
    for (const name of names) await connection.raw(`DROP TRIGGER audit_trail_events_${name}${on}`);
  });

const NEW = { column: 'reason', index: 'audit_trail_events_operation' };

const withoutNewColumn = (row: string): Record<string, unknown> => {
  const { [NEW.column]: _new, ...rest } = JSON.parse(row) as Record<string, unknown>;
  return rest;
};

/** Makes the table, and what Strapi remembers of it, that of a version before the column and the index. */
const makeOlder = (app: App): Promise<void> =>
  app.run(async (strapi, { column, index }) => {
    const { connection, dialect } = strapi.db;
    const on = dialect.client === 'mysql' ? ' ON audit_trail_events' : '';
    await connection.raw(`DROP INDEX ${index}${on}`);
    await connection.raw(`ALTER TABLE audit_trail_events DROP COLUMN ${column}`);
    const stored = await connection('strapi_database_schema').first();
    const schema = typeof stored.schema === 'string' ? JSON.parse(stored.schema) : stored.schema;
    const table = schema.tables.find(({ name }: { name: string }) => name === 'audit_trail_events');
    const without = (all: { name: string }[], one: string) =>
      all.filter(({ name }) => name !== one);
    table.columns = without(table.columns, column);
    table.indexes = without(table.indexes, index);
    await connection('strapi_database_schema')
      .where({ id: stored.id })
      .update({ schema: JSON.stringify(schema), hash: 'older' });
  }, NEW);

describe.each([defaultDatabase()])("the journal's table on %s", (client) => {
  let app: App;

  beforeAll(async () => {
    app = await bootApp({ database: client });
    await record(app, 'test.first');
  });

  afterAll(() => app?.stop());

  it('has a 64-bit key', async () => {
    await expect(keyType(app)).resolves.toBe(KEY_TYPES[client]);
  });

  it('has every index, and none that nobody uses or that a foreign key needs', async () => {
    await expect(indexNames(app)).resolves.toEqual(INDEXES);
  });

  it.each(['update', 'delete'] as const)('refuses a raw %s', async (how) => {
    const before = await journalOf(app);
    await expect(forge(app, how)).rejects.toThrow('append-only');
    expect(await journalOf(app)).toEqual(before);
  });

  it('has its helper tables beside it', async () => {
    const columns = await app.run(async (strapi) => ({
      requests: Object.keys(await strapi.db.connection('audit_trail_requests').columnInfo()),
      terms: Object.keys(await strapi.db.connection('audit_trail_terms').columnInfo()),
      postings: Object.keys(await strapi.db.connection('audit_trail_postings').columnInfo()),
      leases: Object.keys(await strapi.db.connection('audit_trail_leases').columnInfo()),
    }));
    expect(columns.requests).toEqual(
      expect.arrayContaining(['request_id', 'occurred_at', 'request_body', 'response_body'])
    );
    expect(columns.terms.sort()).toEqual(['id', 'term']);
    expect(columns.postings.sort()).toEqual(['event_id', 'occurred_at', 'term_id']);
    expect(columns.leases.sort()).toEqual(['name', 'owner', 'until']);
  });

  it('keeps its rows through a boot without the plugin', async () => {
    const before = await journalOf(app);
    await app.restart({ plugin: false });
    const kept = await journalOf(app);
    expect(kept.slice(0, before.length)).toEqual(before);
    // The one row more is the log's own stop, from before the boot.
    expect(kept.slice(before.length)).toEqual([expect.stringContaining('audit-log.stop')]);
  });

  it('is taken up again, unchanged, when the plugin comes back', async () => {
    const before = await journalOf(app);
    await dropTriggers(app);
    await app.restart({ plugin: true });
    expect((await journalOf(app)).slice(0, before.length)).toEqual(before);
    await expect(keyType(app)).resolves.toBe(KEY_TYPES[client]);
    await expect(indexNames(app)).resolves.toEqual(INDEXES);
  });

  it('has its triggers back after a boot, though they were dropped', async () => {
    await expect(forge(app, 'delete')).rejects.toThrow('append-only');
  });

  it('of an older version gets its new column and index, and keeps everything else', async () => {
    const before = (await journalOf(app)).map(withoutNewColumn);
    await makeOlder(app);
    await expect(indexNames(app)).resolves.not.toContain(NEW.index);
    // Without its column the log could not record a graceful stop.
    await app.kill();
    await app.restart();
    const after = await journalOf(app);
    expect(after.slice(0, before.length).map(withoutNewColumn)).toEqual(before);
    expect(JSON.parse(after[0]!)).toHaveProperty(NEW.column, null);
    await expect(keyType(app)).resolves.toBe(KEY_TYPES[client]);
    await expect(indexNames(app)).resolves.toEqual(INDEXES);
    for (const how of ['update', 'delete'] as const) {
      await expect(forge(app, how)).rejects.toThrow('append-only');
    }
  });
});
