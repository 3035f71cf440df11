import { bootApp, type App } from '../helpers/boot-app';
import { endOfJournal, eventsAfter, type RecordedEvent } from '../helpers/events';

const TRIES = 12;
const WAYS = ['setTimeout', 'setImmediate', 'promise', 'fetch'] as const;
const WRITES = ['documents', 'query'] as const;
const OUTERS = ['documents', 'query in a transaction', 'documents in a transaction'] as const;

interface Kind {
  way: (typeof WAYS)[number];
  write: (typeof WRITES)[number];
  outer: (typeof OUTERS)[number];
}

const KINDS: Kind[] = OUTERS.flatMap((outer) =>
  WRITES.flatMap((write) => WAYS.map((way) => ({ outer, way, write })))
);
const nameOf = ({ way, write, outer }: Kind) => `${way}, then ${write}, from ${outer}`;

/**
 * How many of some lifecycles that await nothing reach the entry that was just created, which their
 * transaction has not committed yet.
 */
const successesOf = (app: App, kind: Kind): Promise<number> =>
  app.run(
    async (strapi, { way, write, outer }, tries) => {
      const UID = 'api::author.author';
      const { port } = strapi.server.httpServer.address() as { port: number };
      const ended: Promise<boolean>[] = [];
      const waits = {
        setTimeout: () => new Promise<void>((resolve) => setTimeout(resolve, 0)),
        setImmediate: () => new Promise<void>((resolve) => setImmediate(resolve)),
        promise: () => Promise.resolve(),
        fetch: () => fetch(`http://127.0.0.1:${port}/_health`).then(() => undefined),
      };
      const unsubscribe = strapi.db.lifecycles.subscribe({
        models: [UID],
        afterCreate({ result }) {
          const { id, documentId } = result as { id: number; documentId: string };
          const data = { bio: 'reached' } as never;
          const update = async () => {
            await waits[way]();
            return write === 'documents'
              ? strapi.documents(UID).update({ documentId, data })
              : strapi.db.query(UID).update({ where: { id }, data });
          };
          ended.push(
            update().then(
              (updated) => updated !== null,
              () => false
            )
          );
        },
      });
      const create = (name: string) => strapi.documents(UID).create({ data: { name } });
      for (let n = 0; n < tries; n += 1) {
        const name = `Un-awaited ${way} ${write} ${outer} ${n}`;
        if (outer === 'documents') await create(name);
        else {
          await strapi.db.transaction(async () => {
            if (outer.startsWith('documents')) await create(name);
            else await strapi.db.query(UID).create({ data: { name } });
          });
        }
        await ended.at(-1);
      }
      unsubscribe();
      return (await Promise.all(ended)).filter(Boolean).length;
    },
    kind,
    TRIES
  );

async function countAll(app: App): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const kind of KINDS) counts[nameOf(kind)] = await successesOf(app, kind);
  return counts;
}

/** The entries that were reached, by what the table holds. */
const reachedIn = (app: App): Promise<string[]> =>
  app.run(async (strapi) => {
    const where = { bio: 'reached' };
    const rows = await strapi.db.query('api::author.author').findMany({ where });
    return rows.map(({ documentId }: { documentId: string }) => documentId).sort();
  });

/** The same by what the log says: of one transaction with the creation, it is the creation's event. */
const reachedBy = (events: readonly RecordedEvent[]): string[] =>
  events
    .filter(({ changes }) =>
      changes.some(({ path, after }) => path === 'bio' && after === 'reached')
    )
    .map(({ documentId }) => String(documentId))
    .sort();

describe('a callback that a lifecycle does not await', () => {
  let app: App;
  let without: Record<string, number>;
  let withPlugin: Record<string, number>;
  let recorded: RecordedEvent[];
  let reachedBefore: string[];

  beforeAll(async () => {
    app = await bootApp({ plugin: false });
    without = await countAll(app);
    await app.restart({ plugin: true });
    reachedBefore = await reachedIn(app);
    const place = await endOfJournal(app);
    withPlugin = await countAll(app);
    recorded = await eventsAfter(app, place);
  });
  afterAll(() => app?.stop());

  it.each(KINDS.map(nameOf))('%s: reaches its entry as often as without the plugin', (name) => {
    expect(withPlugin[name]).toBeGreaterThanOrEqual(without[name]!);
  });

  it('has an event for each entry that it reached, and for no other', async () => {
    const reached = (await reachedIn(app)).filter((id) => !reachedBefore.includes(id));
    expect(reached.length).toBeGreaterThan(TRIES);
    expect(reachedBy(recorded)).toEqual(reached);
  });
});
