import { request as httpRequest } from 'node:http';
import { adminClient, createApiToken, ok, type Client } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { endOfJournal, eventsAfter, recordedBy } from '../helpers/events';

const NUL = '\u0000';
const LONE = '\ud800';
const ARTICLES = '/content-manager/collection-types/api::article.article';

const health = async (admin: Client) => (await ok(admin.get('/audit-trail/health'))).body;

const lostEvents = async (admin: Client): Promise<number> => (await health(admin)).lostEvents;

/** Takes the journal away from a running application, or gives it back. */
const renameJournal = (app: App, from: string, to: string): Promise<void> =>
  app.run(
    async (strapi, old, name) => {
      await strapi.db.connection.schema.renameTable(old, name);
    },
    from,
    to
  );

async function withoutJournal(app: App, act: () => Promise<void>): Promise<void> {
  await renameJournal(app, 'audit_trail_events', 'audit_trail_gone');
  try {
    await act();
  } finally {
    await renameJournal(app, 'audit_trail_gone', 'audit_trail_events');
  }
}

const authors = (app: App, name: string): Promise<number> =>
  app.run(
    (strapi, wanted) => strapi.db.query('api::author.author').count({ where: { name: wanted } }),
    name
  );

function expectNoAccident(app: App): void {
  expect(app.log()).not.toMatch(
    /unhandledRejection|UnhandledPromise|uncaughtException|ERR_UNHANDLED/i
  );
}

describe('with the journal gone', () => {
  describe.each(['block', 'continue'] as const)('and onFailure: %s', (onFailure) => {
    let app: App;
    let admin: Client;
    let token: Client;
    beforeAll(async () => {
      app = await bootApp({ auditTrail: { onFailure } });
      admin = await adminClient(app);
      token = (await createApiToken(app, admin)).client;
    });
    afterAll(async () => {
      await app?.stop();
      expectNoAccident(app);
    });

    if (onFailure === 'block') {
      it('a change in a transaction is refused with a sentence that names the mend', () =>
        withoutJournal(app, async () => {
          const { status, body } = await token.post('/api/authors').send({ data: { name: 'In' } });
          expect(status).toBe(503);
          expect(body.error.message).toContain("set the plugin's `onFailure` to 'continue'");
          expect(await authors(app, 'In')).toBe(0);
        }));

      it('a change outside a transaction is refused too', () =>
        withoutJournal(app, async () => {
          const { status } = await admin
            .post('/admin/roles')
            .send({ name: 'Out', description: '' });
          expect(status).toBe(503);
          const roles = await app.run((strapi) =>
            strapi.db.query('admin::role').count({ where: { name: 'Out' } })
          );
          expect(roles).toBe(0);
        }));
    } else {
      it('changes in and outside a transaction pass, each counted and logged', () =>
        withoutJournal(app, async () => {
          const before = await lostEvents(admin);
          await ok(token.post('/api/authors').send({ data: { name: 'In' } }));
          await ok(admin.post('/admin/roles').send({ name: 'Out', description: '' }));
          expect(await authors(app, 'In')).toBe(1);
          expect(await lostEvents(admin)).toBe(before + 2);
          expect(app.log()).toContain('[audit-trail] Could not record 1 event(s) (role.create)');
        }));
    }

    it('what changes nothing is answered as ever and counted', () =>
      withoutJournal(app, async () => {
        const before = await lostEvents(admin);
        await app.request.post('/admin/roles').send({}).expect(401);
        expect(await lostEvents(admin)).toBe(before + 1);
      }));

    it('a transaction that fails by itself is answered with its own error', () =>
      withoutJournal(app, async () => {
        const { body } = await app.request
          .post('/api/mishap/rollBack')
          .send({ name: 'Never' })
          .expect(400);
        expect(body.error.message).toBe('mishap: rolled back');
      }));

    it('and back again, changes are recorded', async () => {
      const events = await recordedBy(
        app,
        () => ok(token.post('/api/authors').send({ data: { name: 'Again' } })),
        1
      );
      expect(events.map(({ action }) => action)).toEqual(['entry.create']);
    });
  });
});

describe('with a redaction that fails on every value', () => {
  it('changes pass, their events are recorded without values, and the details are counted', async () => {
    const app = await bootApp({ env: { REDACTION: 'failing' } });
    try {
      const admin = await adminClient(app);
      const before = await lostEvents(admin);
      const [event, ...others] = await recordedBy(
        app,
        () => ok(admin.post(ARTICLES).send({ title: 'Kept' })),
        1
      );
      expect(others).toEqual([]);
      expect(event).toMatchObject({
        line: 'entry.create | admin-panel | admin-user Ada Admin | api::article.article en draft "Kept"',
        changes: [],
        payload: '[undescribed: event]',
      });
      expect(await lostEvents(admin)).toBe(before + 1);
      expect(app.log()).toContain('(request details): redaction: never');
    } finally {
      await app.stop();
      expectNoAccident(app);
    }
  });
});

describe('hostile input', () => {
  let app: App;
  let admin: Client;
  beforeAll(async () => {
    app = await bootApp();
    admin = await adminClient(app);
  });
  afterAll(async () => {
    await app?.stop();
    expectNoAccident(app);
  });

  it('given to record() is recorded, cleaned or as undescribed, and never thrown back', async () => {
    const place = await endOfJournal(app);
    await app.run(async (strapi) => {
      const { record } = strapi.plugin('audit-trail').service('recorder');
      const throwing = () => {
        throw new Error('never');
      };
      const circular: Record<string, unknown> = { name: 'circular' };
      circular.self = circular;
      const values: unknown[] = [
        circular,
        { toJSON: throwing },
        { big: 12345678901234567890n },
        { stream: process.stdin },
        { text: 'nul \u0000 and lone \ud800' },
        new Proxy({}, { get: throwing, ownKeys: throwing }),
      ];
      for (const payload of values) await record({ action: 'test.hostile', payload });
      const everywhere = 'nul \u0000 and lone \ud800';
      await record({
        action: everywhere,
        outcome: everywhere,
        reason: everywhere,
        origin: everywhere,
        count: Number.NaN,
        actor: { type: everywhere, id: everywhere, name: everywhere, email: everywhere },
        resource: {
          type: everywhere,
          id: everywhere,
          documentId: everywhere,
          locale: everywhere,
          status: everywhere,
          name: everywhere,
        },
        tags: [everywhere],
        changes: [{ path: everywhere, label: everywhere, kind: everywhere, before: everywhere }],
      });
      await record({ action: 'test.hostile', tags: 7, changes: 'x' });
      await record(Object.defineProperty({}, 'action', { enumerable: true, get: throwing }));
      await record(null);
    });
    const events = await eventsAfter(app, place);
    expect(events.map(({ action, payload }) => [action, payload])).toEqual([
      ['test.hostile', { name: 'circular', self: '[undescribed: circular]' }],
      ['test.hostile', '[undescribed: unreadable value]'],
      ['test.hostile', { big: '12345678901234567890' }],
      ['test.hostile', { stream: '[undescribed: stream]' }],
      ['test.hostile', { text: 'nul  and lone \ufffd' }],
      ['test.hostile', '[undescribed: unreadable value]'],
      ['nul  and lone \ufffd', { claimed: { actor: expect.any(Object) } }],
      ['test.hostile', '[undescribed: event]'],
      ['unknown', '[undescribed: event]'],
      ['unknown', '[undescribed: event]'],
    ]);
    expect(await lostEvents(admin)).toBe(0);
  });

  it('inside a transaction costs neither the change nor the event', async () => {
    const events = await recordedBy(
      app,
      () =>
        app.run((strapi) =>
          strapi.db.transaction(async () => {
            const { record } = strapi.plugin('audit-trail').service('recorder');
            await strapi.db.query('api::author.author').create({ data: { name: 'Kept' } });
            await record({ action: 'test.hostile', tags: 7 });
          })
        ),
      2
    );
    expect(events.map(({ action }) => action)).toEqual(['entry.create', 'test.hostile']);
  });

  it('in the fields of a failed sign-in is cleaned: nobody makes his own event fail', async () => {
    const tried = `who${NUL}${LONE}@example.com`;
    const events = await recordedBy(
      app,
      () =>
        app.request
          .post(`/admin/login?q=${encodeURIComponent(NUL)}%ED%A0%80`)
          .set('User-Agent', 'odd \u00ff\u0080 agent')
          .send({ email: tried, password: `x${NUL}${LONE}`, [`k${NUL}${LONE}`]: LONE })
          .expect((response) => expect(response.status).toBeGreaterThanOrEqual(400)),
      1
    );
    expect(events.map(({ action }) => action)).toEqual(['admin.auth.error']);
    expect(await lostEvents(admin)).toBe(0);
  });

  it('in the fields of an entry is recorded as far as the database takes the entry', async () => {
    const place = await endOfJournal(app);
    const { status } = await admin
      .post(ARTICLES)
      .send({ title: `nul ${NUL} lone ${LONE}`, details: { [`k${NUL}`]: LONE } });
    const [event, ...others] = await eventsAfter(app, place);
    expect(others).toEqual([]);
    expect(event?.action).toBe(status < 300 ? 'entry.create' : 'request.failure');
    expect(await lostEvents(admin)).toBe(0);
  });

  it('in the path of a request is recorded with the path as it came', async () => {
    const events = await recordedBy(
      app,
      () =>
        admin
          .put(`/admin/roles/%00%ED%A0%80`)
          .send({ name: 'X', description: '' })
          .expect((response) => expect(response.status).toBeGreaterThanOrEqual(400)),
      1
    );
    expect(events).toHaveLength(1);
    expect(await lostEvents(admin)).toBe(0);
  });

  it('of 50 MB is refused by Strapi and leaves one small event', async () => {
    const events = await recordedBy(app, () => announce(app, admin.token, 50_000_000), 1);
    expect(events.map(({ line }) => line)).toEqual([
      'request.rejected | content-api | anonymous |  | failure: Payload Too Large',
    ]);
  });
});

/** Strapi refuses a body by its announced length, before all of it came. */
function announce(app: App, token: string, bytes: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${app.url}/api/authors`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        'Content-Length': bytes,
      },
    });
    sent.once('response', (response) => {
      response.resume();
      sent.destroy();
      if (response.statusCode === 413) resolve();
      else reject(new Error(`Strapi answered ${response.statusCode}, not 413.`));
    });
    sent.once('error', reject);
    sent.write('{"data":{"name":"');
  });
}
