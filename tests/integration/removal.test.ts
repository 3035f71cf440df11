import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { adminClient, ok, roleId, type Client } from '../helpers/actors';
import { defaultDatabase, type TestDatabase } from '../helpers/app/databases';
import { bootApp, type App } from '../helpers/boot-app';
import { contentsOf } from '../helpers/database-contents';
import { knexOn } from '../helpers/knex-on';
import { pluginCommand } from '../helpers/plugin-command';
import { listPluginTables } from '../helpers/plugin-tables';

const client = defaultDatabase();
const OURS = /audit[-_]trail/;

/** The database of an application, running or not. */
const databaseOf = (app: App): TestDatabase => ({
  client,
  env: app.env,
  ...(app.databaseFile !== undefined && { file: app.databaseFile }),
  drop: async () => undefined,
});

async function look(app: App) {
  const knex = knexOn(databaseOf(app));
  try {
    return await contentsOf(knex, client);
  } finally {
    await knex.destroy();
  }
}

/** Leaves a trace of the plugin wherever one can be. */
async function useThePlugin(app: App): Promise<Client> {
  const admin = await adminClient(app);
  await ok(admin.post('/admin/webhooks').send({ ...WEBHOOK, name: 'One' }));
  await ok(admin.post('/audit-trail/views').send({ name: 'Mine', text: 'action:entry.*' }));
  const widgets = [{ uid: 'plugin::audit-trail.latest-activity', width: 6 }];
  await ok(admin.put('/admin/homepage/layout').send({ widgets }));
  const permission = { action: 'plugin::audit-trail.events.read', subject: null, conditions: [] };
  const editor = `/admin/roles/${await roleId(admin, 'strapi-editor')}/permissions`;
  await ok(admin.put(editor).send({ permissions: [{ ...permission, properties: {} }] }));
  return admin;
}
const WEBHOOK = { url: 'https://example.com', headers: {}, events: ['entry.create'] };

const actionsOf = (app: App): Promise<string[]> =>
  app.run(async (strapi) => {
    const rows = await strapi.db.connection('audit_trail_events').orderBy('id').select('action');
    return rows.map(({ action }: { action: string }) => action);
  });

describe(`the command that empties the log on ${client}`, () => {
  let app: App;

  beforeAll(async () => {
    app = await bootApp();
    await useThePlugin(app);
    await app.kill();
  });
  afterAll(() => app?.stop());

  it('asks first, and without a terminal does nothing', async () => {
    const before = await look(app);
    const outcome = await pluginCommand(app.env, ['reset']);
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toBe(
      'strapi-plugin-audit-trail: There is no terminal to ask for a confirmation on: ' +
        'pass --yes to do without.\n'
    );
    expect(await look(app)).toEqual(before);
  });

  it('leaves nothing but the event that it was emptied, and saved searches', async () => {
    const before = await look(app);
    const from = Date.now();
    const outcome = await pluginCommand(app.env, ['reset', '--yes']);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    const { rows, objects } = await look(app);
    expect(objects).toEqual(before.objects);
    expect(rows.audit_trail_requests).toEqual([]);
    expect(rows.audit_trail_rollup).toEqual([]);
    expect(rows.audit_trail_state).toEqual([]);
    expect(rows.audit_trail_views).toEqual(before.rows.audit_trail_views);
    const [event, ...others] = rows.audit_trail_events!.map((row) => JSON.parse(row));
    expect(others).toEqual([]);
    expect(Number(event.occurred_at)).toBeGreaterThanOrEqual(from);
    expect(event).toMatchObject({
      action: 'audit-log.reset',
      origin: 'cli',
      outcome: 'success',
      actor_type: 'system',
      actor_name: userInfo().username,
    });
    const { payload } = event;
    expect(typeof payload === 'string' ? JSON.parse(payload) : payload).toEqual({
      events: before.rows.audit_trail_events!.length,
      requests: before.rows.audit_trail_requests!.length,
      operatingSystemUser: userInfo().username,
      host: hostname(),
    });
    // The new log's index is filled by the application.
    expect([rows.audit_trail_terms, rows.audit_trail_postings]).toEqual([[], []]);
  });

  it('lets the application go on behind that event', async () => {
    await app.restart();
    expect(await actionsOf(app)).toEqual(['audit-log.reset', 'audit-log.start']);
    const { body } = await ok((await adminClient(app)).get('/audit-trail/health'));
    expect(body).toMatchObject({ guarantees: { appendOnly: true }, missing: [] });
  });
});

describe(`the command that removes the plugin from ${client}`, () => {
  let app: App;
  let before: Awaited<ReturnType<typeof look>>;

  beforeAll(async () => {
    app = await bootApp({ plugin: false });
    await adminClient(app);
    await app.kill();
    before = await look(app);
    await app.restart({ plugin: true });
    await useThePlugin(app);
    await app.kill();
  });
  afterAll(() => app?.stop());

  it('leaves no table, trigger, function, setting, migration or permission of it', async () => {
    expect(JSON.stringify(await look(app))).toMatch(OURS);
    const outcome = await pluginCommand(app.env, ['drop', '--yes']);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toContain('npm uninstall strapi-plugin-audit-trail');
    const after = await look(app);
    expect(after.objects).toEqual(before.objects);
    expect(tracesIn(after.rows)).toEqual([]);
    const links = after.rows.admin_permissions_role_lnk!.map((row) => JSON.parse(row));
    const permissions = after.rows.admin_permissions!.map((row) => JSON.parse(row).id);
    expect(links.filter(({ permission_id: id }) => !permissions.includes(id))).toEqual([]);
  });

  it('does no harm the second time', async () => {
    const after = await look(app);
    const outcome = await pluginCommand(app.env, ['drop', '--yes']);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect((await look(app)).objects).toEqual(after.objects);
  });

  it('lets the application start without the plugin', async () => {
    await app.restart({ plugin: false });
    const admin = await adminClient(app);
    await ok(admin.get('/admin/webhooks'));
    await app.kill();
    const after = await look(app);
    expect(after.objects).toEqual(before.objects);
    expect(tracesIn(after.rows)).toEqual([]);
  });

  it('lets the plugin begin again from nothing', async () => {
    await app.restart({ plugin: true });
    expect((await actionsOf(app))[0]).toBe('audit-log.start');
    expect(await listPluginTables(app)).toContain('audit_trail_events');
    const { body } = await ok((await adminClient(app)).get('/audit-trail/health'));
    expect(body).toMatchObject({ guarantees: { appendOnly: true }, missing: [] });
    await app.kill();
  });

  it('and removes it at once again, before any other start', async () => {
    expect((await pluginCommand(app.env, ['drop', '--yes'])).code).toBe(0);
    await app.restart({ plugin: true });
    expect((await actionsOf(app))[0]).toBe('audit-log.start');
  });

  // A SQLite file tells nobody who has it open.
  (client === 'sqlite' ? it.skip : it)('warns while the application runs', async () => {
    const { code, stdout } = await pluginCommand(app.env, ['reset', '--yes']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /Warning: the application seems to be running; stop it first\. \d+ other/
    );
  });
});

/** Rows that still speak of the plugin. */
const tracesIn = (rows: Record<string, string[]>): string[] =>
  Object.entries(rows).flatMap(([table, all]) =>
    all.filter((row) => OURS.test(row)).map((row) => `${table}: ${row.slice(0, 300)}`)
  );

const NAME = 'strapi-plugin-audit-trail: ';
const SEE_HELP = ' See npx strapi-plugin-audit-trail --help.\n';

describe('the command, asked for what cannot be', () => {
  it.each([
    [[], 'Say what to do: reset or drop.'],
    [['empty'], '"empty" is neither reset nor drop.'],
    [['reset', 'drop'], '"drop" is one word too many.'],
    [['reset', '--force'], "Unknown option '--force'."],
  ])('%j: one sentence', async (words, sentence) => {
    const outcome = await pluginCommand({}, words);
    expect(outcome).toEqual({ code: 1, stdout: '', stderr: `${NAME}${sentence}${SEE_HELP}` });
  });

  it('explains itself with --help', async () => {
    const outcome = await pluginCommand({}, ['--help']);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toMatch(/reset .*drop .*--yes/s);
  });

  it('says where there is no application', async () => {
    const outcome = await pluginCommand({}, ['drop', '--yes'], (folder) =>
      writeFileSync(join(folder, 'package.json'), '{}')
    );
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toMatch(/^\S+ There is no Strapi application in .*@strapi\/strapi\.\n$/);
  });

  it.each([
    ['postgres', 'postgres://postgres@127.0.0.1:1/none', 'ECONNREFUSED'],
    ['mysql', 'mysql://root@127.0.0.1:1/none', 'ECONNREFUSED'],
  ])('says that no %s answers', async (name, url, reason) => {
    const env = { DATABASE_CLIENT: name, DATABASE_URL: url };
    const outcome = await pluginCommand(env, ['reset', '--yes']);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toMatch(/^\S+ The database cannot be reached: [^\n]*\n$/);
    expect(outcome.stderr).toContain(reason);
  });

  it('says that the configuration cannot be read', async () => {
    const outcome = await pluginCommand({ DATABASE_CLIENT: 'oracle' }, ['reset', '--yes']);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toMatch(/^\S+ The application's configuration cannot be read: .*\n$/);
  });

  it('says that there is no log to empty, in an application written in TypeScript', async () => {
    const outcome = await pluginCommand({}, ['reset', '--yes'], (folder) => {
      rmSync(join(folder, 'config/database.js'));
      writeFileSync(join(folder, 'config/database.ts'), TYPED_CONFIG);
      writeFileSync(join(folder, 'tsconfig.json'), TSCONFIG);
      renameSync(join(folder, 'src/admin/app.js'), join(folder, 'app.js.aside'));
    });
    expect(outcome).toMatchObject({
      code: 1,
      stderr: `${NAME}There is no log in this database: the plugin never ran on it.\n`,
    });
  });
});

const TYPED_CONFIG = `
interface Env { (name: string): string }
export default (_: { env: Env }) => ({
  connection: { client: 'sqlite', connection: { filename: 'empty.db' }, useNullAsDefault: true },
});
`;
const TSCONFIG = JSON.stringify({
  extends: '@strapi/typescript-utils/tsconfigs/server',
  compilerOptions: { outDir: 'dist', rootDir: '.', allowJs: true, checkJs: false },
  include: ['config', 'src'],
});
