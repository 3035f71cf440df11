import type { EventSummary } from '../../server/src/contracts';
import { login, ok } from '../helpers/actors';
import { bootApp, type App, type BootOptions } from '../helpers/boot-app';
import { eventsAfter, type RecordedEvent } from '../helpers/events';
import { strapiCli } from '../helpers/strapi-cli';

async function withApp(options: BootOptions, test: (app: App) => Promise<void>): Promise<void> {
  const app = await bootApp(options);
  try {
    await test(app);
  } finally {
    await app.stop();
  }
}

/** What the log says about itself, oldest first. */
const own = async (app: App): Promise<RecordedEvent[]> =>
  (await eventsAfter(app, 0)).filter(({ action }) => action.startsWith('audit-log.'));

const lines = async (app: App): Promise<string[]> => (await own(app)).map(({ line }) => line);

const START = 'audit-log.start | bootstrap | system | audit-log';
const STOP = 'audit-log.stop | code | system | audit-log';
const UPDATE = 'audit-log.settings-update | bootstrap | system | audit-log';

describe('the log about itself', () => {
  it('records the start with the guarantees in force, and the stop', () =>
    withApp({}, async (app) => {
      const { pid } = app;
      await app.restart();
      const [first, stop] = await own(app);
      expect(await lines(app)).toEqual([START, STOP, START]);
      expect(first?.payload).toEqual({
        instance: expect.stringMatching(new RegExp(`:${pid}$`)),
        guarantees: { sameTransaction: 'every-change', appendOnly: true, onFailure: 'block' },
        missing: [],
        retention: { days: 90, actions: {}, maxEvents: 0, maxSize: 0 },
      });
      expect(stop?.payload).toEqual({
        instance: expect.stringMatching(new RegExp(`:${pid}$`)),
        lostEvents: 0,
      });
    }));

  it('records no stop of a process that was killed', () =>
    withApp({}, async (app) => {
      await app.kill();
      await app.restart();
      expect(await lines(app)).toEqual([START, START]);
    }));

  it('records which options differ from those of the last start, and nothing when none does', () =>
    withApp({ auditTrail: { retention: { days: 365 } } }, async (app) => {
      await app.restart({ auditTrail: { retention: { days: 1 }, redaction: { keys: ['iban'] } } });
      await app.restart();
      expect(await lines(app)).toEqual([START, STOP, START, UPDATE, STOP, START]);
      const update = (await own(app)).find(({ action }) => action.endsWith('settings-update'));
      expect(update?.changes).toEqual([
        { path: 'retention.days', label: 'retention.days', kind: 'value', before: 365, after: 1 },
        {
          path: 'redaction.keys',
          label: 'redaction.keys',
          kind: 'value',
          before: [],
          after: ['iban'],
        },
      ]);
    }));

  it('shows a time without recording as the gap between a stop and the next start', () =>
    withApp({}, async (app) => {
      await app.restart({ plugin: false });
      await app.restart({ plugin: true, auditTrail: { retention: { days: 7 } } });
      expect(await lines(app)).toEqual([START, STOP, START, UPDATE]);
    }));

  it('says nothing of commands, which load Strapi without serving', () =>
    withApp({}, async (app) => {
      const before = await lines(app);
      await app.kill();
      await strapiCli(app, ['configuration:dump', '-f', `${app.publicDir}/dump.json`]);
      await app.restart();
      expect(await lines(app)).toEqual([...before, START]);
    }));
});

describe('the opening of details', () => {
  const reads = async (app: App) =>
    (await own(app)).filter(({ action }) => action === 'audit-log.read');

  it('is recorded with the event, before the answer, where it is asked for', () =>
    withApp({ auditTrail: { record: { reads: true } } }, async (app) => {
      const admin = await login(app);
      const { body } = await ok(admin.get('/audit-trail/events?pageSize=2'));
      const [newer, older] = body.results as EventSummary[];
      for (const { id } of [newer!, older!, older!]) {
        await ok(admin.get(`/audit-trail/events/${id}`));
      }
      const opened = await reads(app);
      expect(opened.map(({ documentId }) => documentId)).toEqual([newer!.id, older!.id, older!.id]);
      expect(opened[0]).toMatchObject({
        line: `audit-log.read | admin-panel | admin-user Ada Admin | audit-log "${newer!.action}"`,
        ...{ path: `/audit-trail/events/${newer!.id}`, payload: null },
      });
      const found = await ok(
        admin.get(`/audit-trail/events?q=action:audit-log.read%20entry:${older!.id}`)
      );
      expect(found.body.results).toHaveLength(2);
    }));

  it('cannot be left out by the rules of what to record', () =>
    withApp(
      { auditTrail: { record: { reads: true, exclude: { actions: ['*'] } } } },
      async (app) => {
        const admin = await login(app);
        const { body } = await ok(admin.get('/audit-trail/events?pageSize=1'));
        await ok(admin.get(`/audit-trail/events/${body.results[0].id}`));
        expect(await reads(app)).toHaveLength(1);
      }
    ));

  it('is not recorded otherwise', () =>
    withApp({}, async (app) => {
      const admin = await login(app);
      const { body } = await ok(admin.get('/audit-trail/events?pageSize=1'));
      await ok(admin.get(`/audit-trail/events/${body.results[0].id}`));
      expect(await reads(app)).toEqual([]);
    }));
});
