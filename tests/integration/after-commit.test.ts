import { adminClient, createApiToken, ok } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';

const ARTICLES = '/content-manager/collection-types/api::article.article';

interface Heard {
  heard?: string[];
}

/** Listens to what Strapi tells webhooks and plugins of. */
const listen = (app: App): Promise<void> =>
  app.run((strapi) => {
    const heard: string[] = [];
    (globalThis as Heard).heard = heard;
    strapi.eventHub.subscribe(async (name) => void heard.push(name));
  });

const heardBy = (app: App): Promise<string[]> =>
  app.run(async () => {
    // They are sent behind the answer.
    await new Promise((resolve) => setTimeout(resolve, 300));
    return ((globalThis as Heard).heard ?? []).filter((name) => name.startsWith('entry.')).sort();
  });

/** What webhooks would be sent for a day's work. */
async function notificationsOf(app: App, name: string): Promise<string[]> {
  const admin = await adminClient(app);
  const { client } = await createApiToken(app, admin, { name });
  await listen(app);
  const { body } = await ok(admin.post(ARTICLES).send({ title: 'Told once' }));
  const { documentId } = body.data;
  await ok(admin.put(`${ARTICLES}/${documentId}`).send({ title: 'Told once more' }));
  await ok(admin.post(`${ARTICLES}/${documentId}/actions/publish`).send({}));
  await ok(client.post('/api/articles').send({ data: { title: 'Sent' } }));
  await ok(admin.delete(`${ARTICLES}/${documentId}`));
  return heardBy(app);
}

/** How often code of the application is called back at the end of its transaction, and what it then finds. */
const callbacksOf = (app: App, ending: 'commit' | 'rollback') =>
  app.run(async (strapi, how) => {
    const authors = strapi.db.query('api::author.author');
    const name = `Called back at ${how}`;
    const found: Promise<number>[] = [];
    const look = () => void found.push(authors.count({ where: { name } }));
    await strapi.db
      .transaction(async ({ onCommit, onRollback }) => {
        if (how === 'commit') onCommit(look);
        else onRollback(look);
        await authors.create({ data: { name } });
        await authors.update({ where: { name }, data: { bio: 'changed' } });
        if (how === 'rollback') throw new Error('meant');
      })
      .catch((error: Error) => {
        if (error.message !== 'meant') throw error;
      });
    return Promise.all(found);
  }, ending);

describe('what an application does after its commits', () => {
  let app: App;
  beforeAll(async () => {
    app = await bootApp();
  });
  afterAll(() => app?.stop());

  it.each([
    ['commit', 1],
    ['rollback', 0],
  ] as const)('is called once after a %s', async (ending, rows) => {
    expect(await callbacksOf(app, ending)).toEqual([rows]);
  });

  it('is told to webhooks as often as without the plugin', async () => {
    const withPlugin = await notificationsOf(app, 'One');
    await app.restart({ plugin: false });
    expect(withPlugin).toEqual(await notificationsOf(app, 'Two'));
    expect(withPlugin).toContain('entry.publish');
  });
});
