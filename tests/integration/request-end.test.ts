import { adminClient, createApiToken, ok, type Client } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { endOfJournal, eventsAfter, recordedBy, type RecordedEvent } from '../helpers/events';

const AUTHOR_CM = '/content-manager/collection-types/api::author.author';

interface Queue {
  jobs: string[];
  wake: () => void;
}

/** What an application does behind a creation: by the first word of the new author's bio. */
const install = (app: App): Promise<void> =>
  app.run((strapi) => {
    const UID = 'api::author.author';
    const documents = strapi.documents(UID);
    const create = (name: string) => documents.create({ data: { name } as never });
    const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
    const recorder = strapi.plugin('audit-trail').service('recorder');
    const queue: Queue = { jobs: [], wake: () => undefined };
    let loop: Promise<never> | undefined;

    const work = async (): Promise<never> => {
      for (;;) {
        await wait(150);
        for (const job of queue.jobs.splice(0)) {
          if (job.startsWith('Named')) {
            await recorder.run({ reason: 'Queue' }, () => create(`Job of ${job}`));
          } else await create(`Job of ${job}`);
        }
      }
    };
    const later: Record<string, (name: string) => unknown> = {
      queue(name) {
        queue.jobs.push(name);
        loop ??= work();
      },
      commit: (name) =>
        strapi.db.transaction(({ onCommit }) => {
          onCommit(async () => {
            await create(`First of ${name}`);
            await wait(100);
            await create(`Second of ${name}`);
          });
        }),
    };
    strapi.db.lifecycles.subscribe({
      models: [UID],
      async afterCreate({ params }) {
        const { bio, name } = params.data as { bio?: string; name: string };
        await later[bio ?? '']?.(name);
      },
    });
    strapi.documents.use(async (context, next) => {
      const result = await next();
      const { data } = context.params as { data?: { bio?: string; name?: string } };
      if (context.action === 'create' && data?.bio === 'begun')
        void create(`Begun by ${data.name}`);
      return result;
    });
    strapi.eventHub.subscribe(async (event, payload) => {
      const { entry } = payload as { entry?: { bio?: string; name: string } };
      if (event !== 'entry.create' || entry?.bio !== 'hub') return;
      await create(`Heard of ${entry.name}`);
      await wait(100);
      await create(`Thought of ${entry.name}`);
    });
  });

describe('what goes on behind a response', () => {
  let app: App;
  let admin: Client;
  let api: Client;

  beforeAll(async () => {
    app = await bootApp();
    admin = await adminClient(app);
    ({ client: api } = await createApiToken(app, admin, { name: 'Site' }));
    await install(app);
  });
  afterAll(() => app?.stop());

  const byPanel = (name: string, bio: string) => ok(admin.post(AUTHOR_CM).send({ name, bio }));
  const byApi = (name: string, bio: string) =>
    ok(api.post('/api/authors').send({ data: { name, bio } }));

  const byName = (events: readonly RecordedEvent[]) =>
    new Map(events.map((event) => [/"(.*)"$/.exec(event.line)?.[1], event]));

  it("in a queue is nobody's: neither the first caller's, who started it, nor the others'", async () => {
    const events = byName(
      await recordedBy(
        app,
        async () => {
          await byPanel('Ada', 'queue');
          await byApi('Site', 'queue');
          await byApi('Named', 'queue');
        },
        6
      )
    );
    expect(events.size).toBe(6);
    const jobs = ['Job of Ada', 'Job of Site', 'Job of Named'].map((name) => events.get(name)!);
    for (const job of jobs) {
      expect(job).toMatchObject({ actorId: null, ip: null, requestId: null, path: null });
      expect(job.line).toContain('| code | system |');
    }
    expect(events.get('Job of Named')!.reason).toBe('Queue');
    const operations = [...events.values()].map(({ operationId }) => operationId);
    expect(new Set(operations).size).toBe(6);
  });

  it.each([
    ['a change that began before it', 'begun', ['Begun by']],
    ['what Strapi calls after the commit', 'commit', ['First of', 'Second of']],
    ["subscribers of Strapi's event hub", 'hub', ['Heard of', 'Thought of']],
  ])("still is the caller's: %s", async (_, bio, names) => {
    const panel = byName(await recordedBy(app, () => byPanel(bio, bio), names.length + 1));
    const site = byName(await recordedBy(app, () => byApi(bio, bio), names.length + 1));
    for (const [events, origin] of [
      [panel, '| admin-panel | admin-user Ada Admin |'],
      [site, '| content-api | api-token Site |'],
    ] as const) {
      expect(events.size).toBe(names.length + 1);
      const { operationId } = events.get(bio)!;
      for (const name of names) {
        const event = events.get(`${name} ${bio}`)!;
        expect(event.line).toContain(origin);
        expect(event.operationId).toBe(operationId);
      }
    }
  });

  it('leaves no event out', async () => {
    const place = await endOfJournal(app);
    await Promise.all(
      Array.from({ length: 8 }, (_, n) => (n % 2 ? byPanel : byApi)(`Many ${n}`, 'queue'))
    );
    await app.run(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    const events = await eventsAfter(app, place);
    expect(events.filter(({ line }) => line.includes('"Job of Many'))).toHaveLength(8);
  });
});
