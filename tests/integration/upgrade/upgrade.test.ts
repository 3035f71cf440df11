import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { FILTER_FIELDS, type EventDetails, type FilterField } from '../../../server/src/contracts';
import { adminClient, ok, type Client } from '../../helpers/actors';
import { bootApp, type App } from '../../helpers/boot-app';
import { indexEvents } from '../../helpers/index-events';

/** What 0.1.0 left on SQLite, and the details of every event as its own API returned them. */
const [DATABASE, EVENTS] = ['0.1.0.db.gz', '0.1.0.events.json'].map((name) =>
  join(__dirname, name)
);
const before = JSON.parse(readFileSync(EVENTS!, 'utf8')) as EventDetails[];

/** Not compared with itself: a filter takes a range of times. */
const FIELDS = FILTER_FIELDS.filter((field) => field !== 'occurredAt');

const valueOf = (event: EventDetails, field: FilterField): string | null =>
  field
    .split('.')
    .reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], event) as
    string | null;

const distinct = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value) => value !== null)),
];

const idsOf = (events: readonly { id: string }[]): string[] => events.map(({ id }) => id).sort();

describe('a log of 0.1.0', () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-trail-upgrade-'));
  const file = join(folder, 'data.db');
  let app: App;
  let admin: Client;

  beforeAll(async () => {
    writeFileSync(file, gunzipSync(readFileSync(DATABASE!)));
    app = await bootApp({
      database: 'sqlite',
      databaseFile: file,
      auditTrail: { retention: { days: 0 } },
    });
    admin = await adminClient(app);
  });
  afterAll(async () => {
    await app?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The ids that a question finds, of the events that 0.1.0 wrote. */
  const found = async (query: Record<string, string>): Promise<string[]> => {
    const old = new Set(before.map(({ id }) => id));
    const ids: string[] = [];
    for (let after = ''; ;) {
      const parameters = new URLSearchParams({
        ...query,
        pageSize: '100',
        ...(after && { after }),
      });
      const { body } = await ok(admin.get(`/audit-trail/events?${parameters}`));
      ids.push(...idsOf(body.results as { id: string }[]));
      after = (body.pagination.after as string | null) ?? '';
      if (!after) return ids.filter((id) => old.has(id)).sort();
    }
  };

  it('keeps every event, with all it told', async () => {
    expect(before.length).toBeGreaterThan(30);
    for (const event of before) {
      const { body } = await ok(admin.get(`/audit-trail/events/${event.id}`));
      expect(body).toMatchObject(event);
    }
    expect(await found({})).toEqual(idsOf(before));
  });

  it.each(FIELDS)('finds them by filters[%s]', async (field) => {
    const name = `filters${field.replace(/[^.]+/g, '[$&]').replaceAll('.', '')}[$eq]`;
    for (const value of distinct(before.map((event) => valueOf(event, field)))) {
      const expected = before.filter((event) => valueOf(event, field) === value);
      expect([value, await found({ [name]: value })]).toEqual([value, idsOf(expected)]);
    }
  });

  it('finds them by tag, by changed field and by the words of names', async () => {
    for (const tag of distinct(before.flatMap(({ tags }) => tags))) {
      const expected = before.filter(({ tags }) => tags.includes(tag));
      expect([tag, await found({ q: `tag:"${tag}"` })]).toEqual([tag, idsOf(expected)]);
    }
    const named = (name: string) => before.filter(({ resource }) => resource.name === name);
    for (const name of distinct(before.map(({ resource }) => resource.name))) {
      const ids = await found({ q: name.replaceAll(/[^\p{L}\p{N}]+/gu, ' ') });
      expect(ids).toEqual(expect.arrayContaining(idsOf(named(name))));
    }
  });

  it('leaves no name among the search terms of 0.1.0', async () => {
    const terms = () => app.run(({ db }) => db.connection('audit_trail_tags').pluck('term'));
    await indexEvents(app);
    expect(await terms()).toEqual([]);
  });

  it('goes on: what happens now follows, and the database still refuses to change what was there', async () => {
    const { body } = await ok(
      admin.post('/content-manager/collection-types/api::article.article').send({ title: 'After' })
    );
    const q = `action:entry.create entry:${body.data.documentId}`;
    const list = await ok(admin.get(`/audit-trail/events?${new URLSearchParams({ q })}`));
    expect(list.body.results).toHaveLength(1);
    const rewrite = app.run(({ db }) =>
      db.connection('audit_trail_events').where('id', 1).update({ action: 'entry.none' })
    );
    await expect(rewrite).rejects.toThrow('append-only');
    const health = await ok(admin.get('/audit-trail/health'));
    expect(health.body).toMatchObject({ lostEvents: 0, missing: [] });
  });
});
