import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import type { RecorderService } from '../../server/src/api/services/recorder';
import { adminClient, ok, type Client } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { eventsAfter, endOfJournal, recordedBy } from '../helpers/events';

const EXAMPLE = join(__dirname, '../../docs/examples/syndication.ts');

let app: App;
let admin: Client;
let folder: string;
let example: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'audit-trail-example-'));
  example = join(folder, 'syndication.js');
  const { outputText } = ts.transpileModule(readFileSync(EXAMPLE, 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  writeFileSync(example, outputText);
  app = await bootApp();
  admin = await adminClient(app);
});
afterAll(async () => {
  await app?.stop();
  rmSync(folder, { recursive: true });
});

/** Makes articles and has the documented example deliver them. */
const deliver = (titles: string[]): Promise<void> =>
  app.run(
    async (strapi, file, names) => {
      const { createSyndication } = process.mainModule!.require(file);
      const articles = strapi.documents('api::article.article' as never);
      const ids = [];
      for (const title of names) {
        ids.push((await articles.create({ data: { title } as never })).documentId);
      }
      await createSyndication(strapi).deliverAll(ids, 'Herald');
    },
    example,
    titles
  );

describe('the documented example', () => {
  it('records its own events beside the changes, as one operation with its reason', async () => {
    const events = await recordedBy(app, () => deliver(['One', 'Two']), 6);
    const [, , ...delivered] = events;
    expect(delivered.map(({ line }) => line)).toEqual(
      ['One', 'Two'].flatMap((title) => [
        `entry.publish | code | system | api::article.article en published "${title}"`,
        `syndication.deliver | code | system | api::article.article "${title}"`,
      ])
    );
    expect(new Set(delivered.map(({ operationId }) => operationId)).size).toBe(1);
    expect(delivered.map(({ reason }) => reason)).toEqual(
      Array(4).fill('Weekly delivery to Herald')
    );
    expect(delivered[1]).toMatchObject({
      payload: { partner: 'Herald' },
      tags: ['partner:Herald'],
    });
  });

  it('gives its actions their labels, in the choices and in the events', async () => {
    const { body } = await ok(admin.get('/audit-trail/actions'));
    expect(body.results).toContainEqual({
      action: 'syndication.deliver',
      group: 'syndication',
      label: 'Article delivered',
    });
    const { body: list } = await ok(
      admin.get('/audit-trail/events?filters[action][$eq]=syndication.deliver')
    );
    const labels = (list.results as { actionLabel: string }[]).map((one) => one.actionLabel);
    expect([...new Set(labels)]).toEqual(['Article delivered']);
  });
});

describe('declareActions()', () => {
  it('lets TypeScript refuse an action that was not declared, which JavaScript still records', async () => {
    const events = await recordedBy(
      app,
      () =>
        app.run(async (strapi) => {
          const recorder = strapi.plugin('audit-trail').service<RecorderService>('recorder');
          const audit = recorder.declareActions({ 'parcel.send': { label: 'Parcel sent' } });
          await audit.record({ action: 'parcel.send' });
          // @ts-expect-error nobody declared it
          await audit.record({ action: 'parcel.lose' });
        }),
      2
    );
    expect(events.map(({ action }) => action)).toEqual(['parcel.send', 'parcel.lose']);
  });

  it('refuses names that are not its own, with a sentence', async () => {
    const declaring = app.run((strapi) => {
      strapi
        .plugin('audit-trail')
        .service<RecorderService>('recorder')
        .declareActions({ 'entry.send': { label: 'Sent' } });
    });
    await expect(declaring).rejects.toMatchObject({
      message: expect.stringContaining('"entry." is the log\'s own; choose another noun'),
    });
  });
});

describe('record()', () => {
  it("refuses each of the log's own actions, and stores nothing", async () => {
    const place = await endOfJournal(app);
    const { body } = await ok(admin.get('/audit-trail/actions'));
    const builtIn = (body.results as { action: string; group: string }[]).filter(
      ({ group }) => !['syndication', 'parcel'].includes(group)
    );
    expect(builtIn.length).toBeGreaterThan(90);
    const answers = await app.run(
      async (strapi, actions) => {
        const { record } = strapi.plugin('audit-trail').service('recorder');
        const rejected: string[] = [];
        for (const action of actions) {
          await record({ action }).catch((error: Error) => rejected.push(error.message));
        }
        return rejected;
      },
      builtIn.map(({ action }) => action)
    );
    expect(answers).toEqual(
      builtIn.map(({ action }) =>
        expect.stringContaining(`the action "${action}" is one of the log's own`)
      )
    );
    expect(await eventsAfter(app, place)).toEqual([]);
  });

  it('tells the true time and actor, and keeps what code says of them as claims', async () => {
    const from = Date.now();
    const [event] = await recordedBy(
      app,
      () =>
        app.run((strapi) =>
          strapi
            .plugin('audit-trail')
            .service('recorder')
            .record({
              ...{ action: 'ledger.close', occurredAt: new Date(0), payload: { year: 1970 } },
              actor: { type: 'admin-user', id: 1, name: 'Ada Admin', email: 'admin@example.com' },
            })
        ),
      1
    );
    expect(event).toMatchObject({
      line: 'ledger.close | code | system | ',
      payload: {
        year: 1970,
        claimed: {
          occurredAt: '1970-01-01T00:00:00.000Z',
          actor: { type: 'admin-user', id: '1', name: 'Ada Admin' },
        },
      },
    });
    const { body } = await ok(admin.get('/audit-trail/events?q=tag:claimed:actor'));
    expect(body.results).toMatchObject([{ action: 'ledger.close', actor: { type: 'system' } }]);
    expect(Date.parse(body.results[0].occurredAt)).toBeGreaterThanOrEqual(from);
  });

  it('stores what counts more than the column takes, loses nothing, and names a wrong field', async () => {
    const events = await recordedBy(
      app,
      () =>
        app.run(async (strapi) => {
          const { record } = strapi.plugin('audit-trail').service('recorder');
          await record({ action: 'ledger.count', count: 3e9 });
          await record({ action: 'ledger.count', count: -1, occuredAt: 1 });
        }),
      2
    );
    expect(events.map(({ count }) => count)).toEqual([2 ** 31 - 1, 1]);
    expect(events[0]?.payload).toEqual({ claimed: { count: 3e9 } });
    const { body } = await ok(admin.get('/audit-trail/health'));
    expect(body.lostEvents).toBe(0);
    expect(app.log()).toContain('record(): count must be a whole number, 1 or more.');
    expect(app.log()).toContain('did you mean occurredAt?');
  });
});

describe('run()', () => {
  const operationsOf = async (act: () => Promise<unknown>, count: number) =>
    (await recordedBy(app, act, count)).map(({ operationId, reason }) => ({ operationId, reason }));

  it('ends where its work ends: what comes after is another operation without its reason', async () => {
    const operations = await operationsOf(
      () =>
        app.run(async (strapi) => {
          const { run } = strapi.plugin('audit-trail').service('recorder');
          const create = (name: string) =>
            strapi.db.query('api::author.author').create({ data: { name } });
          await run({ reason: 'First' }, () => create('One'));
          await run({ reason: 'Second' }, () => create('Two'));
          await create('Three');
        }),
      3
    );
    expect(operations.map(({ reason }) => reason)).toEqual(['First', 'Second', null]);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(3);
  });

  it('tells its reason of what it did in a transaction that others opened, and of nothing else', async () => {
    const operations = await operationsOf(
      () =>
        app.run((strapi) =>
          strapi.db.transaction(async () => {
            const { record, run } = strapi.plugin('audit-trail').service('recorder');
            const create = (name: string) =>
              strapi.db.query('api::author.author').create({ data: { name } });
            await create('Before');
            await run({ reason: 'Inner' }, async () => {
              await create('Within');
              await record({ action: 'test.within' });
            });
          })
        ),
      3
    );
    expect(operations.map(({ reason }) => reason)).toEqual([null, 'Inner', 'Inner']);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(2);
  });

  it('gives back what its work returns, and throws what it throws', async () => {
    expect(
      await app.run((strapi) =>
        strapi
          .plugin('audit-trail')
          .service('recorder')
          .run({ reason: 'x' }, () => 7)
      )
    ).toBe(7);
    const failing = app.run((strapi) =>
      strapi
        .plugin('audit-trail')
        .service('recorder')
        .run({ reason: 'x' }, () => {
          throw new Error('of the work');
        })
    );
    await expect(failing).rejects.toMatchObject({ message: 'of the work' });
  });

  it('wants a reason', async () => {
    const place = await endOfJournal(app);
    const nameless = app.run((strapi) =>
      strapi
        .plugin('audit-trail')
        .service('recorder')
        .run({ reason: ' ' }, () => 7)
    );
    await expect(nameless).rejects.toMatchObject({
      message: expect.stringContaining('run() needs a reason'),
    });
    expect(await eventsAfter(app, place)).toEqual([]);
  });
});

/** Texts that look like JSON, and JSON of every kind: what comes back is what was kept. */
const NASTY = [
  ...['123', '-0', '1e5', 'null', 'true', '"quoted"', '[1, 2]', '{"a": "1"}', '', ' ', 'NaN', '\\'],
  ...[0, -1, 1.5, 1e21, 5e-324, 1.7976931348623157e308, true, false],
  ...[[], {}, [[]], ['123'], [null], { a: '123', b: [true, '"x"'] }, { 'a.b': { '': null } }],
  ...['"', "'", '`', '$1', '?', '??', ':name', '%', '_', '\u2028', '😀', 'é', '日本語'],
];

describe('a payload', () => {
  it('comes back as it was kept, text or number, on every database', async () => {
    const kept = await app.run(async (strapi, payloads) => {
      const redactor = strapi.plugin('audit-trail').service('redactor');
      const none = { id: null, name: null, email: null };
      const event = {
        id: 'x',
        occurredAt: new Date(),
        action: 'order.json',
        outcome: 'success',
        ...{ reason: null, origin: 'code', actor: { type: 'system', ...none }, request: {} },
        resource: none,
        operationId: null,
        count: 1,
        tags: [],
        changes: [],
      };
      for (const [index, payload] of payloads.entries()) {
        await strapi
          .plugin('audit-trail')
          .service('recorder')
          .record({ action: 'order.json', tags: [`number:${index}`], payload });
      }
      return payloads.map((payload) => redactor.event({ ...event, payload }).payload as unknown);
    }, NASTY as unknown[]);
    const list = await ok(admin.get('/audit-trail/events?filters[action]=order.json&pageSize=100'));
    const read: unknown[] = [];
    for (const { id, tags } of list.body.results as { id: string; tags: string[] }[]) {
      const { body } = await ok(admin.get(`/audit-trail/events/${id}`));
      read[Number(tags[0]?.slice('number:'.length))] = body.payload;
    }
    expect(read).toEqual(kept);
    expect(read[NASTY.indexOf('123')]).toBe('123');
  });
});
