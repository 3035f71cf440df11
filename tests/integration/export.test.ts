import { get, type ClientRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import type { EventDetails, EventSummary } from '../../server/src/contracts';
import { login, ok, type Client } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { indexEvents } from '../helpers/index-events';
import { endOfJournal, eventsAfter, type RecordedEvent } from '../helpers/events';
import { askForExport, exportOf, readCsv, readJsonLines } from '../helpers/exports';

const AUTHOR = 'api::author.author';
const CONTENT = `/content-manager/collection-types/${AUTHOR}`;
const MANY = 20_000;
/** More than the sockets on both sides hold, so that the server has to wait for its reader. */
const WIDE = 4_000;

let app: App;
let admin: Client;

beforeAll(async () => {
  app = await bootApp();
  admin = await login(app);
  for (const name of ['Kim', '=HYPERLINK("http://evil.test")', 'Pia "P", the\nthird']) {
    await ok(admin.post(CONTENT).send({ name }));
  }
  await app.run((strapi) => strapi.plugin('audit-trail').service('recorder').flush());
});
afterAll(() => app?.stop());

/** What the first export in a list left; the end of an earlier one may still come in between. */
function ofFirstExport(events: RecordedEvent[]): RecordedEvent[] {
  const start = events.find(({ action }) => action === 'audit-log.export');
  return events.filter(
    ({ action, operationId }) =>
      action.startsWith('audit-log.export') && operationId === start?.operationId
  );
}

/** What was recorded of one export; its end comes after the last byte. */
async function recordedOf(act: () => Promise<unknown>): Promise<RecordedEvent[]> {
  const place = await endOfJournal(app);
  await act();
  const deadline = Date.now() + 20_000;
  for (;;) {
    const events = ofFirstExport(await eventsAfter(app, place));
    if (events.length >= 2 || Date.now() > deadline) return events;
  }
}

const created = 'q=action:entry.create';

describe('an export', () => {
  it('as CSV holds the events of the list, in its order', async () => {
    const { results } = (await ok(admin.get(`/audit-trail/events?${created}`))).body as {
      results: EventSummary[];
    };
    const rows = readCsv(await exportOf(app, admin, 'csv', created));
    expect(rows.map(({ id }) => id)).toEqual(results.map(({ id }) => id));
    expect(rows.map((row) => row['resource.name'])).toEqual([
      'Pia "P", the\nthird',
      `'=HYPERLINK("http://evil.test")`,
      'Kim',
    ]);
    expect(rows[0]).toMatchObject({
      action: 'entry.create',
      actionLabel: 'Entry created',
      'actor.name': 'Ada Admin',
      'request.method': 'POST',
      'request.status': '201',
      'request.ip': '127.0.0.1',
    });
    expect(JSON.parse(rows[2]!.changes!)).toContainEqual(
      expect.objectContaining({ path: 'name', after: 'Kim' })
    );
  });

  it('as JSON lines holds each event as its details answer it', async () => {
    const events = readJsonLines(await exportOf(app, admin, 'jsonl', created));
    expect(events).toHaveLength(3);
    for (const event of events) {
      const { body } = await ok(admin.get(`/audit-trail/events/${event.id}`));
      expect(event).toEqual(body as EventDetails);
    }
  });

  it('takes filters and sort as the list does', async () => {
    const question = 'filters[resource][name][$in][0]=Kim&sort=occurredAt:asc';
    const { results } = (await ok(admin.get(`/audit-trail/events?${question}`))).body;
    const events = readJsonLines(await exportOf(app, admin, 'jsonl', question));
    expect(events.map(({ id }) => id)).toEqual(results.map(({ id }: EventSummary) => id));
  });

  it.each([
    ['csv', 'text/csv; charset=utf-8'],
    ['jsonl', 'application/jsonl; charset=utf-8'],
  ])('as %s names its file by the time, and is kept by no cache', async (format, type) => {
    const answer = await askForExport(app, admin, `format=${format}&q=action:none.at-all`);
    await answer.text();
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': type,
      'cache-control': 'no-store',
      'content-disposition': expect.stringMatching(
        new RegExp(
          `^attachment; filename="audit-logs-\\d{4}-\\d\\d-\\d\\dT[\\d-]{8}Z\\.${format}"$`
        )
      ),
    });
  });

  it.each([
    ['', 'format'],
    ['format=xlsx', 'format'],
    ['format=csv&q=colour:red', 'q'],
    ['format=csv&page=2', 'page'],
    ['format=csv&filters[colour]=red', 'filters[colour]'],
    ['format=csv&sort=action:asc', 'sort'],
  ])('answers 400 to "%s" and names the parameter', async (query, parameter) => {
    const place = await endOfJournal(app);
    const answer = await askForExport(app, admin, query);
    const { error } = (await answer.json()) as { error: { message: string; details: object } };
    expect([answer.status, error.details]).toMatchObject([400, { parameter }]);
    expect(error.message.startsWith(`${parameter} `)).toBe(true);
    expect(ofFirstExport(await eventsAfter(app, place))).toEqual([]);
  });
});

describe('an export in the log', () => {
  it('stands there with actor, request, format and question, and at its end with its size', async () => {
    const question = 'q=action:entry.create&timeZone=Europe/Berlin&sort=occurredAt:asc';
    const [start, end, ...more] = await recordedOf(() => exportOf(app, admin, 'csv', question));
    expect(more).toEqual([]);
    expect(start).toMatchObject({
      line: 'audit-log.export | admin-panel | admin-user Ada Admin | audit-log',
      method: 'GET',
      path: '/audit-trail/export',
      ip: '127.0.0.1',
    });
    expect(start!.payload).toEqual({
      format: 'csv',
      q: 'action:entry.create',
      timeZone: 'Europe/Berlin',
      sort: 'occurredAt:asc',
    });
    expect(end).toMatchObject({
      line: 'audit-log.export-end | admin-panel | admin-user Ada Admin | audit-log',
      operationId: start!.operationId,
      requestId: start!.requestId,
      payload: { format: 'csv', events: 3, end: 'complete' },
    });
  });

  it('stands there before the first byte, and not in the file itself', async () => {
    const place = await endOfJournal(app);
    const answer = await askForExport(app, admin, 'format=jsonl&q=action:audit-log.export');
    const first = ofFirstExport(await eventsAfter(app, place))[0];
    expect(first?.action).toBe('audit-log.export');
    const events = readJsonLines(await answer.text());
    expect(events.map(({ id }) => id)).not.toContain(first!.id);
  });
});

/** Bulk events by SQL: what they hold is nobody's concern here, only that they are many and large. */
const addMany = (count: number, bytes: number) =>
  app.run(
    async (strapi, total, size) => {
      const [model] = await strapi.db.connection('audit_trail_events').limit(1);
      const { id: _id, ...columns } = model as Record<string, unknown>;
      const payload = JSON.stringify('x'.repeat(size));
      for (let n = 0; n < total; n += 20) {
        const rows = Array.from({ length: 20 }, (_, place) => ({
          ...columns,
          document_id: `00000000-0000-7000-8000-${String(n + place).padStart(12, '0')}`,
          action: 'bulk.row',
          occurred_at: 1_600_000_000_000 + Math.floor((n + place) / 3),
          tags: '[]',
          changes: '[]',
          payload,
        }));
        await strapi.db.connection('audit_trail_events').insert(rows);
      }
    },
    count,
    bytes
  );

/** Counts in the server how many events its statements gave, and which responses wait for their reader. */
const watchServer = () =>
  app.run((strapi) => {
    const seen = { rows: 0, responses: [] as { writableNeedDrain: boolean }[] };
    Object.assign(globalThis, { seen });
    strapi.db.connection.on('query-response', (rows: unknown, { sql }: { sql: string }) => {
      // Not what the search index reads, which follows the export's own event.
      if (!/payload/.test(sql) || !/^select/.test(sql) || sql.includes('case when')) return;
      seen.rows += (Array.isArray(rows) ? rows : (rows as { rows: unknown[] }).rows).length;
    });
    strapi.server.httpServer.prependListener('request', ({ url }, response) => {
      if (url?.includes('/export')) seen.responses.push(response);
    });
  });

const seenByServer = () =>
  app.run(() => {
    const { seen } = globalThis as unknown as {
      seen: { rows: number; responses: { writableNeedDrain: boolean }[] };
    };
    return { rows: seen.rows, waits: seen.responses.at(-1)?.writableNeedDrain === true };
  });

/** Begins an export of the bulk events, and reads nothing of it. */
async function beginExport(): Promise<{ request: ClientRequest; answer: IncomingMessage }> {
  const request = get(`${app.url}/audit-trail/export?format=jsonl&q=action:bulk.row`, {
    headers: { Authorization: `Bearer ${admin.token}` },
  });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return { request, answer };
}

/** How many events the server has read when it waits for its reader and reads no more. */
async function readUntilItWaits(): Promise<number> {
  const deadline = Date.now() + 60_000;
  for (let before = -1; ;) {
    const { rows, waits } = await seenByServer();
    if ((waits && rows === before) || rows >= MANY) return rows;
    if (Date.now() > deadline) throw new Error(`The server neither waits nor ends: ${rows} rows.`);
    before = rows;
  }
}

describe('a large export', () => {
  beforeAll(async () => {
    await addMany(MANY, WIDE);
    await indexEvents(app);
    await watchServer();
  });

  it('holds every event once', async () => {
    const file = await exportOf(app, admin, 'csv', 'q=action:bulk.row');
    const ids = readCsv(file).map(({ id }) => id);
    expect(ids).toHaveLength(MANY);
    expect(new Set(ids).size).toBe(MANY);
  });

  it('is read no faster than it is taken', async () => {
    await app.run(() => {
      (globalThis as unknown as { seen: { rows: number } }).seen.rows = 0;
    });
    const { answer } = await beginExport();
    // Most of it has not been read while nobody takes it: what lies between are the sockets' buffers.
    expect(await readUntilItWaits()).toBeLessThan(MANY / 2);
    let lines = 0;
    for await (const chunk of answer.setEncoding('latin1')) {
      lines += (chunk as string).split('\n').length - 1;
    }
    expect(lines).toBe(MANY);
    expect((await seenByServer()).rows).toBe(MANY);
  });

  it('ends when its reader goes away, and is recorded as broken off', async () => {
    const [start, end] = await recordedOf(async () => {
      const { request } = await beginExport();
      await readUntilItWaits();
      request.destroy();
    });
    expect(start).toMatchObject({ action: 'audit-log.export' });
    expect(end).toMatchObject({
      action: 'audit-log.export-end',
      reason: 'The connection was closed before the end.',
      operationId: start!.operationId,
      payload: { format: 'jsonl', end: 'connection-closed', events: expect.any(Number) },
    });
    expect((end!.payload as { events: number }).events).toBeLessThan(MANY / 2);
  });

  it('breaks the connection off when the log cannot be read on, and says so', async () => {
    const rename = (from: string, to: string) =>
      app.run((strapi, a, b) => strapi.db.connection.schema.renameTable(a, b), from, to);
    const [, end] = await recordedOf(async () => {
      const { answer } = await beginExport();
      await readUntilItWaits();
      await rename('audit_trail_requests', 'audit_trail_requests_away');
      await expect(buffer(answer)).rejects.toThrow('aborted');
      await rename('audit_trail_requests_away', 'audit_trail_requests');
    });
    expect(end).toMatchObject({
      reason: 'The log could not be read to the end.',
      payload: { end: 'unreadable' },
    });
  });

  it('leaves no connection behind', async () => {
    const { body } = await ok(admin.get('/audit-trail/events?pageSize=1'));
    expect(body.results).toHaveLength(1);
  });
});
