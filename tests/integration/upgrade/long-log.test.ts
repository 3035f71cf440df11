import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  beginningOf,
  isIndexedColumn,
  TERM_COLUMNS,
} from '../../../server/src/journal/search-index/terms';
import { adminClient, ok, type Client } from '../../helpers/actors';
import { bootApp, type App } from '../../helpers/boot-app';
import { indexEvents } from '../../helpers/index-events';
import { sqliteOf } from '../../helpers/sqlite-of';

/** `UPGRADE_EVENTS=1000000` tries it with a million; by default it is enough for a backlog. */
const EVENTS = Number(process.env.UPGRADE_EVENTS ?? 42_000);
/** How long the index of that many events may take. */
const LIMIT_MS = 120_000 + EVENTS * 2;

/** The columns by which a search finds events, and what their terms begin with. */
const KINDS = Object.fromEntries(
  TERM_COLUMNS.filter(isIndexedColumn).map((column) => [column, beginningOf(column, '')])
);

/** Copies each event of a log of 0.1.0, with its terms, until there are so many. */
function multiply(file: string): void {
  const database = sqliteOf(file);
  const rows = database.prepare('select count(*) as count from audit_trail_events').get() as {
    count: number;
  };
  const columns = (
    database.prepare('pragma table_info(audit_trail_events)').all() as { name: string }[]
  )
    .map(({ name }) => name)
    .filter((name) => !['id', 'document_id', 'occurred_at'].includes(name));
  const copies = Math.floor(EVENTS / rows.count) - 1;
  // Each copy is older than the one before: the log ends as 0.1.0 left it.
  database.exec(`
    pragma synchronous = off;
    begin;
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${copies})
      insert into audit_trail_events (document_id, occurred_at, ${columns.join(', ')})
      select substr(document_id, 1, 24) || printf('%012x', i * 1000 + id), occurred_at - i * 20000,
        ${columns.join(', ')} from n, (select * from audit_trail_events where id <= ${rows.count});
    insert into audit_trail_tags (event_id, term, occurred_at)
      select copy.id, tag.term, copy.occurred_at from audit_trail_events as copy
      join audit_trail_events as old on old.id = 1 + (copy.id - 1) % ${rows.count}
      join audit_trail_tags as tag on tag.event_id = old.id where copy.id > ${rows.count};
    commit;
  `);
  database.close();
}

describe(`a log of 0.1.0 with ${EVENTS} events`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-trail-upgrade-'));
  const file = join(folder, 'data.db');
  const progress: number[] = [];
  let app: App;
  let admin: Client;
  let count: number;
  let bootMs: number;

  beforeAll(async () => {
    writeFileSync(file, gunzipSync(readFileSync(join(__dirname, '0.1.0.db.gz'))));
    multiply(file);
    const database = sqliteOf(file);
    count = (
      database.prepare('select count(*) as count from audit_trail_events').get() as {
        count: number;
      }
    ).count;
    database.close();
    const began = performance.now();
    app = await bootApp({
      database: 'sqlite',
      databaseFile: file,
      auditTrail: { retention: { days: 0 } },
    });
    bootMs = performance.now() - began;
    admin = await adminClient(app);
  }, LIMIT_MS);
  afterAll(async () => {
    await app?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const list = (query: string) => ok(admin.get(`/audit-trail/events?${query}`));
  const indexed = async (): Promise<number | null> =>
    (await ok(admin.get('/audit-trail/status'))).body.indexed;

  it('can be listed and written at once, and says how far its index is', async () => {
    const { body } = await list('pageSize=100');
    expect(body.results).toHaveLength(100);
    progress.push((await indexed())!);
    expect(progress[0]).toBeLessThan(1);
    const refused = await admin.get('/audit-trail/events?q=action:entry.create');
    expect(refused.status).toBe(503);
    expect(refused.body.error.message).toMatch(
      /^The search index is being built: \d+ % is done\. Until then the log can be listed/
    );
    await ok(
      admin.post('/content-manager/collection-types/api::article.article').send({ title: 'Now' })
    );
    const newest = await list('pageSize=5');
    expect(newest.body.results).toEqual(
      expect.arrayContaining([expect.objectContaining({ action: 'entry.create' })])
    );
  });

  it(
    'builds its index behind the requests, and waits for none',
    async () => {
      const began = performance.now();
      let worst = 0;
      let shares = await indexed();
      while (shares !== null) {
        progress.push(shares);
        const asked = performance.now();
        await list('pageSize=25');
        worst = Math.max(worst, performance.now() - asked);
        await new Promise((resolve) => setTimeout(resolve, 250));
        shares = await indexed();
      }
      const seconds = (performance.now() - began) / 1000;
      console.log(
        `${count} events: booted in ${(bootMs / 1000).toFixed(1)} s, indexed in ${seconds.toFixed(0)} s; ` +
          `the slowest list meanwhile took ${worst.toFixed(0)} ms`
      );
      expect(progress).toEqual(progress.toSorted((one, other) => one - other));
    },
    LIMIT_MS
  );

  it(
    'keeps every event, and finds it by every value of every column',
    async () => {
      await indexEvents(app);
      const wrong = await app.run(async ({ db }, kinds) => {
        const found: unknown[] = [];
        for (const [column, kind] of Object.entries(kinds)) {
          const rows: Record<string, unknown>[] = await db.connection.raw(
            `select own.value, own.count, (select count(*) from audit_trail_postings where term_id =
               (select id from audit_trail_terms where term = '${kind}' || own.value)) as found
             from (select ${column} as value, count(*) as count from audit_trail_events
               where coalesce(${column}, '') <> '' group by 1) as own`
          );
          if (rows.length === 0) found.push(`${column} has no value`);
          found.push(...rows.filter((row) => row.count !== row.found));
        }
        return found;
      }, KINDS);
      expect(wrong).toEqual([]);
      const kept = await app.run(({ db }) =>
        db.connection('audit_trail_events').where({ origin: 'admin-panel' }).count({ count: '*' })
      );
      const { body } = await list('q=origin:admin-panel&exactTotal=true');
      expect(body.pagination.total).toBe(Number((kept as { count: number }[])[0]!.count));
      const { body: tagged } = await list('q=field:title&pageSize=100');
      expect(tagged.results).toHaveLength(100);
    },
    LIMIT_MS
  );
});
