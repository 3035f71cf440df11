import { adminClient, ok } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { recordedBy } from '../helpers/events';

const ADA = 'admin-panel | admin-user Ada Admin';
const ARTICLES = '/content-manager/collection-types/api::article.article';

/** One change inside a transaction with a component, one outside, one with a relation, one delete. */
async function work(app: App) {
  const admin = await adminClient(app);
  const made = await ok(
    admin.post(ARTICLES).send({ title: 'Made', seo: { metaTitle: 'Before', metaDescription: 'x' } })
  );
  const { documentId, seo } = made.body.data;
  return recordedBy(
    app,
    async () => {
      await ok(
        admin.put(`${ARTICLES}/${documentId}`).send({ seo: { id: seo.id, metaTitle: 'After' } })
      );
      const role = await ok(admin.post('/admin/roles').send({ name: 'Made', description: '' }));
      await ok(admin.delete(`/admin/roles/${role.body.data.id}`));
    },
    3
  );
}

const EVENTS = [
  `entry.update | ${ADA} | api::article.article en draft "Made"`,
  `role.create | ${ADA} | admin::role "Made"`,
  `role.delete | ${ADA} | admin::role "Made"`,
];

async function health(app: App) {
  const { body } = await ok((await adminClient(app)).get('/audit-trail/health'));
  return body;
}

async function withApp(env: Record<string, string>, test: (app: App) => Promise<void>) {
  const app = await bootApp({ env });
  try {
    await test(app);
  } finally {
    await app.stop();
  }
}

describe('guarantees', () => {
  it('are all in force in an ordinary application, which says so at its start', () =>
    withApp({}, async (app) => {
      expect(app.log()).toContain('Every change commits in one transaction with its event.');
      expect(await health(app)).toEqual({
        startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        lostEvents: 0,
        guarantees: { sameTransaction: 'every-change', appendOnly: true, onFailure: 'block' },
        missing: [],
        contract: {
          strapi: expect.stringMatching(/^5\.\d+\.\d+$/),
          newestTested: expect.stringMatching(/^5\.\d+$/),
          internals: expect.not.arrayContaining([expect.objectContaining({ holds: false })]),
        },
      });
      const rows = await app.run((strapi) =>
        strapi.db.query('strapi::core-store').count({ where: { key: 'plugin_audit-trail_trial' } })
      );
      expect(rows).toBe(0);
    }));

  it.each(['frozen', 'deaf'])(
    'fall back to lifecycles when the query builder is %s, and the application works',
    (layer) =>
      withApp({ QUERY_LAYER: layer }, async (app) => {
        expect(app.log()).toContain('[audit-trail] The write guard is not in force');
        const events = await work(app);
        expect(events.map(({ line }) => line)).toEqual(EVENTS);
        expect(events[0]?.changes).toMatchObject([
          { path: 'seo.metaTitle', before: 'Before', after: 'After' },
        ]);
        expect(await health(app)).toMatchObject({
          lostEvents: 0,
          guarantees: { sameTransaction: 'inside-transactions' },
          missing: [expect.stringContaining('The write guard is not in force')],
        });
      })
  );

  it('hold statement by statement when rows and relations cannot share a transaction', () =>
    withApp({ QUERY_LAYER: 'unjoined' }, async (app) => {
      expect(app.log()).toContain('no longer lets a row and its relations share one transaction');
      expect((await work(app)).map(({ line }) => line)).toEqual(EVENTS);
      expect(await health(app)).toMatchObject({
        guarantees: { sameTransaction: 'every-change' },
        missing: [expect.stringContaining('share one transaction')],
      });
    }));
});
