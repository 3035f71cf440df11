import { defaultDatabase } from '../../helpers/app/databases';
import { bootApp, type App } from '../../helpers/boot-app';
import { writeAtOnce, type Way, type Written } from './write-at-once';

const WRITERS = 64;
/** SQLite has one writer at a time whatever anybody does. */
const WRITES = Number(process.env.WRITES_OF_EACH ?? (defaultDatabase() === 'sqlite' ? 4 : 14));

const WAYS: [string, Way[]][] = [
  ['the document service', ['documents']],
  ['the query layer', ['query']],
  ['both, and transactions of code', ['documents', 'query', 'transaction']],
];

describe(`${WRITERS} writers of one row at once`, () => {
  let app: App;
  const written = new Map<string, Written>();

  beforeAll(async () => {
    app = await bootApp();
    for (const [name, ways] of WAYS) {
      written.set(name, await app.run(writeAtOnce, WRITERS, WRITES, ways, true));
    }
  }, 900_000);
  afterAll(() => app?.stop());

  it.each(WAYS)('each replace what the event before them left: by %s', (name) => {
    const { events, title, author } = written.get(name)!;
    const stale: string[] = [];
    const now: { title: unknown; author: string | null } = { title: 'start', author: null };
    for (const [index, changes] of events.entries()) {
      for (const { path, before, after, removed = [], added = [] } of changes) {
        const was = path === 'author' ? (removed[0]?.documentId ?? null) : before;
        const known = path === 'author' ? now.author : now.title;
        if (was !== known) stale.push(`event ${index}: ${path} was ${known}, told as ${was}`);
        if (path === 'author') now.author = added[0]?.documentId ?? null;
        else now.title = after;
      }
    }
    expect(stale).toEqual([]);
    expect(now).toEqual({ title, author });
    expect(events.length).toBeGreaterThan(WRITES);
  });

  it.each(WAYS)(
    'lock nothing that they would not lock without the plugin: by %s',
    async (name, ways) => {
      const { errors } = written.get(name)!;
      if (errors.length === 0) return;
      await app.restart({ plugin: false });
      const alone = await app.run(writeAtOnce, WRITERS, WRITES, ways, false);
      expect(alone.errors.length).toBeGreaterThanOrEqual(errors.length / 2);
    }
  );
});
