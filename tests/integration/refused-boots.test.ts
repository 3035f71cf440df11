import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Knex } from 'knex';
import { copyApp } from '../helpers/app/app-copy';
import { createDatabase, defaultDatabase, type TestDatabase } from '../helpers/app/databases';
import { bootApp, type BootOptions } from '../helpers/boot-app';
import { knexOn } from '../helpers/knex-on';

const UID = 'plugin::audit-trail.event';
const EXTENSION = 'src/extensions/audit-trail/content-types/event/schema.json';
const STOPPED = 'the start was stopped before any table was touched';

/** Files of an application that change or reach for the journal's schema, and what the message names. */
interface Tampering {
  files: Record<string, string>;
  names: string[];
}

const json = JSON.stringify;
const inRegister = (code: string) => ({
  'src/index.js': `module.exports = { register({ strapi }) { ${code} }, bootstrap() {} };`,
});
const contentType = (name: string, more: object) =>
  json({
    kind: 'collectionType',
    collectionName: `${name}s`,
    info: { singularName: name, pluralName: `${name}s`, displayName: name },
    options: {},
    attributes: { title: { type: 'string' } },
    ...more,
  });
const NOTE = 'src/api/note/content-types/note/schema.json';
const relation = (more: object) => ({
  type: 'relation',
  relation: 'oneToOne',
  target: UID,
  ...more,
});

const TAMPERINGS: Record<string, Tampering> = {
  'an extension file that keeps one attribute': {
    files: {
      [EXTENSION]: json({
        kind: 'collectionType',
        collectionName: 'audit_trail_events',
        info: { singularName: 'event', pluralName: 'events', displayName: 'Event' },
        attributes: { action: { type: 'string' } },
      }),
    },
    names: [UID, 'lacks the attribute "occurredAt"', `Remove ${EXTENSION}.`],
  },
  'an extension file that moves the table': {
    files: {
      [EXTENSION]: json({
        collectionName: 'elsewhere',
        info: { singularName: 'event', pluralName: 'events', displayName: 'Event' },
      }),
    },
    names: [UID, 'has other collectionName: "elsewhere"', `Remove ${EXTENSION}.`],
  },
  "an extension's strapi-server that changes a type": {
    files: {
      'src/extensions/audit-trail/strapi-server.js': `module.exports = (plugin) => {
        plugin.contentTypes.event.schema.attributes.reason = { type: 'text' };
        return plugin;
      };`,
    },
    names: ['has another attribute "reason"', 'src/extensions/audit-trail/strapi-server'],
  },
  "an extension's strapi-server that removes the content type": {
    files: {
      'src/extensions/audit-trail/strapi-server.js': `module.exports = (plugin) => {
        plugin.contentTypes = {};
        return plugin;
      };`,
    },
    names: [`${UID} is missing`],
  },
  'a register() that takes an attribute away': {
    files: inRegister(`delete strapi.contentTypes['${UID}'].attributes.payload;`),
    names: ['lacks the attribute "payload"', 'register()'],
  },
  'a register() that extends the type': {
    files: inRegister(
      `strapi.get('content-types').extend('${UID}', (type) => {
        type.attributes.note = { type: 'string' };
        type.options = { ...type.options, draftAndPublish: true };
      });`
    ),
    names: ['has an attribute "note" of its own', 'has other options'],
  },
  'a hook before the sync': {
    files: inRegister(
      `strapi.hook('strapi::content-types.beforeSync').register(() => {
        delete strapi.db.metadata.get('${UID}').attributes.payload;
      });`
    ),
    names: ['A hook of strapi::content-types.beforeSync changes', UID],
  },
  'a content type that relates to it': {
    files: { [NOTE]: contentType('note', { attributes: { seen: relation({}) } }) },
    names: [`api::note.note relates to ${UID} by its attribute "seen". Remove it.`],
  },
  'a relation with an inverse side': {
    files: {
      [NOTE]: contentType('note', {
        attributes: { seen: relation({ relation: 'manyToOne', inversedBy: 'notes' }) },
      }),
    },
    names: [`api::note.note relates to ${UID} by its attribute "seen". Remove it.`],
  },
  'a component that relates to it': {
    files: {
      'src/components/shared/trace.json': json({
        collectionName: 'components_shared_traces',
        info: { displayName: 'Trace' },
        attributes: { events: relation({ relation: 'oneToMany' }) },
      }),
    },
    names: [`shared.trace relates to ${UID} by its attribute "events". Remove it.`],
  },
  'a content type on one of its tables': {
    files: { [NOTE]: contentType('note', { collectionName: 'audit_trail_terms' }) },
    names: ['api::note.note uses the table audit_trail_terms. Give it another collectionName.'],
  },
  'a model of code on one of its tables': {
    files: inRegister(
      `strapi.get('models').add({ uid: 'own::state', singularName: 'state',
        tableName: 'audit_trail_state', attributes: { id: { type: 'increments' } } });`
    ),
    names: ['own::state uses the table audit_trail_state.'],
  },
};

const home = mkdtempSync(join(tmpdir(), 'audit-trail-refused-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function refusalOf(options: BootOptions): Promise<string> {
  let output = '';
  const boot = bootApp({
    ...options,
    onOutput: (text) => {
      output += text;
    },
  });
  const outcome = await boot.then(
    async (app) => {
      await app.stop();
      return 'started';
    },
    () => 'refused'
  );
  expect([outcome, output]).toEqual(['refused', expect.any(String)]);
  return output;
}

const tablesOf = async (connection: Knex, client: TestDatabase['client']): Promise<string[]> => {
  if (client === 'sqlite') {
    return connection('sqlite_master').where({ type: 'table' }).orderBy('name').pluck('name');
  }
  const own = client === 'postgres' ? 'current_schema()' : 'database()';
  const rows = await connection('information_schema.tables')
    .whereRaw(`table_schema = ${own}`)
    .select('table_name as name');
  return rows.map(({ name }: { name: string }) => name).sort();
};

/** Everything that a boot could have touched: the tables, their columns, the journal, the migrations. */
async function stateOf(database: TestDatabase) {
  const connection = knexOn(database);
  try {
    const tables = await tablesOf(connection, database.client);
    const columns = await connection('audit_trail_events').columnInfo();
    const journal = await connection('audit_trail_events').orderBy('id');
    const migrations = await connection('strapi_migrations_internal').orderBy('id');
    return json({ tables, columns, journal, migrations });
  } finally {
    await connection.destroy();
  }
}

describe.each([defaultDatabase()])('a boot on %s', (client) => {
  const app = copyApp();
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createDatabase(client, { file: join(home, 'log.db'), fresh: false });
    const running = await bootApp({ database });
    await running.run((strapi) =>
      strapi.plugin('audit-trail').service('recorder').record({ action: 'test.kept' })
    );
    await running.stop();
  });
  afterAll(async () => {
    app.remove();
    await database?.drop();
  });

  it.each(Object.entries(TAMPERINGS))(
    'is refused with %s, and nothing is touched',
    async (_, { files, names }) => {
      const before = await stateOf(database);
      expect(before).toContain('test.kept');
      const kept = new Map<string, string>();
      for (const [name, text] of Object.entries(files)) {
        const file = join(app.dir, name);
        if (existsSync(file)) kept.set(name, readFileSync(file, 'utf8'));
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      try {
        const output = await refusalOf({ database, appDir: app.dir });
        for (const name of [...names, STOPPED]) expect(output).toContain(name);
        expect(await stateOf(database)).toBe(before);
      } finally {
        // Strapi does not start with a folder of a content type that holds none.
        rmSync(join(app.dir, 'src/api/note'), { recursive: true, force: true });
        for (const name of Object.keys(files)) {
          const text = kept.get(name);
          if (text === undefined) rmSync(join(app.dir, name), { force: true });
          else writeFileSync(join(app.dir, name), text);
        }
      }
    }
  );

  it('goes on with the log kept, once the change is gone', async () => {
    const running = await bootApp({ database, appDir: app.dir });
    try {
      const actions = await running.run((strapi) =>
        strapi.db.connection('audit_trail_events').pluck('action')
      );
      expect(actions).toContain('test.kept');
    } finally {
      await running.stop();
    }
  });

  const blocked = join(home, 'a-file');
  it.each([
    ['an unknown option', { auditTrail: { retentions: { days: 1 } } }],
    ['an option of the wrong type', { auditTrail: { retention: { days: 'many' } } }],
    [
      'an archive that cannot be written',
      { auditTrail: { retention: { archive: { folder: join(blocked, 'archive') } } } },
    ],
    ['a changed schema', { appDir: app.dir }],
  ] as [string, BootOptions][])('that is refused for %s leaves no table', async (_, options) => {
    writeFileSync(blocked, '');
    const file = join(app.dir, EXTENSION);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      file,
      TAMPERINGS['an extension file that keeps one attribute']!.files[EXTENSION]!
    );
    const empty = await createDatabase(client, { file: join(home, 'empty.db'), fresh: true });
    try {
      await refusalOf({ ...options, database: empty });
      const connection = knexOn(empty);
      expect(await tablesOf(connection, client)).toEqual([]);
      await connection.destroy();
    } finally {
      await empty.drop();
      rmSync(file);
    }
  });
});
