import type { EventSummary } from '../../server/src/contracts';
import { createApiToken, login, ok, SUPER_ADMIN, type Client } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { defaultDatabase } from '../helpers/app/databases';

const AUTHOR = 'api::author.author';
const CONTENT = `/content-manager/collection-types/${AUTHOR}`;

describe.each([defaultDatabase()])('a search of the log on %s', (client) => {
  let app: App;
  let admin: Client;
  let kim: string;

  beforeAll(async () => {
    app = await bootApp({ database: client });
    admin = await login(app);
    const wrong = { email: SUPER_ADMIN.email, password: 'Wrong0ne!' };
    await app.request.post('/admin/login').send(wrong);
    for (const name of ['Kim Straße', 'Ola_Nord', 'Per 100%']) {
      const { body } = await ok(admin.post(CONTENT).send({ name }));
      kim ??= body.data.documentId;
    }
    await ok(admin.put(`${CONTENT}/${kim}`).send({ name: 'Kim Weg' }));
    const { client: importer } = await createApiToken(app, admin, { name: 'Importer' });
    await ok(importer.post('/api/authors').send({ data: { name: 'Quin' } }));
    await app.run((strapi) =>
      strapi
        .plugin('audit-trail')
        .service('recorder')
        .record({ action: 'test.order', tags: ['Order:A-1'], outcome: 'denied' })
    );
  });
  afterAll(() => app?.stop());

  const ask = (q: string) =>
    admin.get(`/audit-trail/events?pageSize=100&q=${encodeURIComponent(q)}`);
  const actions = async (q: string) => {
    const { results, pagination } = (await ok(ask(q))).body;
    expect(pagination.total).toBe(results.length);
    return (results as EventSummary[]).map(({ action, resource }) =>
      [action, resource.type === AUTHOR && resource.name].filter(Boolean).join(' ')
    );
  };
  const four = ['entry.create Quin', 'entry.create Per 100%', 'entry.create Ola_Nord'];
  const created = `action:entry.create type:${AUTHOR}`;

  it.each<[string, string[]]>([
    [`type:${AUTHOR} action:entry.update`, ['entry.update Kim Weg']],
    [created, [...four, 'entry.create Kim Straße']],
    [`${created} actor:ada`, [...four.slice(1), 'entry.create Kim Straße']],
    [`${created} actor:importer`, ['entry.create Quin']],
    [`${created} actor-type:api-token`, ['entry.create Quin']],
    [`${created} origin:content-api`, ['entry.create Quin']],
    [`${created} -origin:content-api -ola`, ['entry.create Per 100%', 'entry.create Kim Straße']],
    [`${created} ip:127.0.0.0/8`, [...four, 'entry.create Kim Straße']],
    [`${created} -ip:127.0.0.0/8`, []],
    [`${created} ip:10.0.0.0/8`, []],
    ['STRASSE', ['entry.create Kim Straße']],
    ['kim type:api::author.author', ['entry.update Kim Weg', 'entry.create Kim Straße']],
    ['"kim weg"', ['entry.update Kim Weg']],
    ['nord', ['entry.create Ola_Nord']],
    ['100', ['entry.create Per 100%']],
    [`action:entry.update field:name`, ['entry.update Kim Weg']],
    ['tag:Order:A-1', ['test.order']],
    ['tag:order:a-1', []],
    ['outcome:denied origin:code', ['test.order']],
    ['action:test.*', ['test.order']],
    ['outcome:failure actor:admin@example.com', ['admin.auth.error']],
    [`${created} after:today before:2099-01-01 actor:ad -kim`, four.slice(1)],
    [`${created} before:2020-01-01`, []],
  ])('for %s finds %j', async (q, expected) => expect(await actions(q)).toEqual(expected));

  it('finds one entry by its document id, and one account by its id', async () => {
    expect(await actions(`entry:${kim}`)).toEqual([
      ...['entry.update Kim Weg', 'entry.create Kim Straße'],
    ]);
    const [event] = (await ok(ask(`entry:${kim}`))).body.results as EventSummary[];
    const found = await actions(`actor:admin-user:${event!.actor.id} ${created}`);
    expect(found).toEqual([...four.slice(1), 'entry.create Kim Straße']);
    expect(await actions(`actor:importer actor:admin-user:${event!.actor.id} ${created}`)).toEqual([
      ...[...four, 'entry.create Kim Straße'],
    ]);
  });

  it.each([
    ['outcome:fail', 'outcome:failure'],
    ['-origin:cron', 'say also what to look for'],
    ['actr:anna', 'actor:anna'],
  ])('is refused for %s, and told what was perhaps meant', async (q, hint) => {
    const { status, body } = await ask(q);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ name: 'ValidationError', details: { parameter: 'q' } });
    expect(body.error.message).toContain(hint);
  });

  it('loses what an event is found by with the transaction, as the event itself', async () => {
    const terms = (): Promise<string[]> =>
      app.run(({ db }) => db.connection('audit_trail_terms').pluck('term'));
    await app.run(async (strapi) => {
      const cancelled = strapi.db.transaction(async () => {
        await strapi
          .documents('api::author.author' as never)
          .create({ data: { name: 'Nobody' } as never });
        throw new Error('cancelled');
      });
      await cancelled.catch(() => undefined);
    });
    expect(await actions('Nobody')).toEqual([]);
    expect(await terms()).toContain('r:quin');
    expect(await terms()).not.toContain('r:nobody');
  });
});
