import { adminClient, ok } from '../helpers/actors';
import { bootApp, type App, type BootOptions } from '../helpers/boot-app';
import { recordedBy } from '../helpers/events';

const ADA = 'admin-panel | admin-user Ada Admin';
const ARTICLES = '/content-manager/collection-types/api::article.article';

/** One change inside a transaction with a component, one outside, one with a relation, one delete. */
async function change(app: App, expected: number) {
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
    expected
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

async function withApp(options: BootOptions, test: (app: App) => Promise<void>) {
  const app = await bootApp(options);
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

  describe.each(['frozen', 'deaf'])('when the query builder is %s', (layer) => {
    const env = { QUERY_LAYER: layer };

    it('refuse the start, because changes would go unrecorded', async () => {
      const start = bootApp({ env });
      await expect(start).rejects.toThrow(
        /Changes are not recorded[^]*With onFailure: 'block', Strapi does not start/
      );
    });

    it("say so with onFailure: 'continue', and the application works", () =>
      withApp({ env, auditTrail: { onFailure: 'continue' } }, async (app) => {
        expect(app.log()).toContain('[audit-trail] Changes are not recorded');
        expect(await change(app, 0)).toEqual([]);
        const [refused] = await recordedBy(app, () => app.request.get('/admin/users/me'), 1);
        expect(refused?.line).toContain('request.denied');
        expect(await health(app)).toMatchObject({
          lostEvents: 0,
          guarantees: { sameTransaction: 'none', onFailure: 'continue' },
          missing: [expect.stringContaining('Changes are not recorded')],
        });
      }));
  });

  it('hold statement by statement when rows and relations cannot share a transaction', () =>
    withApp({ env: { QUERY_LAYER: 'unjoined' } }, async (app) => {
      expect(app.log()).toContain('no longer lets a row and its relations share one transaction');
      expect((await change(app, EVENTS.length)).map(({ line }) => line)).toEqual(EVENTS);
      expect(await health(app)).toMatchObject({
        guarantees: { sameTransaction: 'every-change' },
        missing: [expect.stringContaining('share one transaction')],
      });
    }));
});
