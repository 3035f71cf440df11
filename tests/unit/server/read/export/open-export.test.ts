import { buffer, text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import type { EventDetails, ExportFormat } from '../../../../../server/src/contracts';
import { openExport } from '../../../../../server/src/read/export';
import { eventDetails } from '../../../../helpers/event-details';

const EVENT = eventDetails({
  action: 'entry.publish',
  resource: {
    type: 'api::article.article',
    id: '7',
    documentId: 'doc7',
    locale: 'de',
    status: 'published',
    name: 'Spring sale',
  },
  request: {
    id: 'r1',
    method: 'POST',
    path: '/x',
    status: 200,
    ip: '127.0.0.1',
    userAgent: 'agent',
    ...{ sessionId: 's1', durationMs: 12, query: { a: '1' }, requestBody: null },
    responseBody: [1],
    agent: null,
    handler: null,
  },
  count: 2,
  tags: ['field:title', 'key:value'],
  changedFields: 1,
  changes: [{ path: 'title', label: 'Title', kind: 'value', before: 'a', after: 'b' }],
  payload: { note: 'x' },
});

const AT = new Date('2025-01-02T03:04:05.678Z');
const labelOf = (action: string) => (action === 'entry.publish' ? 'Entry published' : null);

async function* inBatches(batches: EventDetails[][]) {
  yield* batches;
}
const open = (format: ExportFormat, ...batches: EventDetails[][]) =>
  openExport({ format, batches: inBatches(batches), labelOf, at: AT });
const fileOf = (format: ExportFormat, ...batches: EventDetails[][]) =>
  text(open(format, ...batches).body);

/** As a program for tables reads it, of which some take any of these for the end of a line. */
const LINE_ENDS = ['\r\n', '\n', '\r'];
const rowsOf = async (...events: EventDetails[]): Promise<Record<string, string>[]> =>
  parse(await fileOf('csv', events), { bom: true, columns: true, record_delimiter: LINE_ENDS });

describe('a CSV file', () => {
  it('has a column for each fact, with JSON last', async () => {
    expect(await rowsOf(EVENT)).toEqual([
      {
        id: EVENT.id,
        occurredAt: '2025-01-02T03:04:05.678Z',
        action: 'entry.publish',
        actionLabel: 'Entry published',
        outcome: 'success',
        reason: '',
        origin: 'admin-panel',
        'actor.type': 'admin-user',
        'actor.id': '1',
        'actor.name': 'Anna Grün',
        'actor.email': 'anna@example.com',
        'resource.type': 'api::article.article',
        'resource.id': '7',
        'resource.documentId': 'doc7',
        'resource.locale': 'de',
        'resource.status': 'published',
        'resource.name': 'Spring sale',
        'request.id': 'r1',
        'request.method': 'POST',
        'request.path': '/x',
        'request.status': '200',
        'request.ip': '127.0.0.1',
        'request.userAgent': 'agent',
        'request.sessionId': 's1',
        'request.durationMs': '12',
        operationId: 'o1',
        count: '2',
        changedFields: '1',
        tags: 'field:title key:value',
        changes: JSON.stringify(EVENT.changes),
        payload: '{"note":"x"}',
        'request.query': '{"a":"1"}',
        'request.requestBody': '',
        'request.responseBody': '[1]',
      },
    ]);
  });

  it.each(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])(
    'disarms a cell that begins with %j',
    async (sign) => {
      const name = `${sign}HYPERLINK("http://evil.test","x")`;
      const resource = { ...EVENT.resource, name };
      const [row] = await rowsOf({ ...EVENT, resource, reason: sign, payload: `${sign}1` });
      expect(row!['resource.name']).toBe(`'${name}`);
      expect(row!.reason).toBe(`'${sign}`);
    }
  );

  it('disarms JSON that is nothing but a negative number', async () => {
    expect((await rowsOf({ ...EVENT, payload: -1 }))[0]!.payload).toBe("'-1");
  });

  it.each(['a,b', 'say "no"', 'one\ntwo', 'one\rtwo', 'one\r\ntwo', ' spaced ', 'tab\tbed'])(
    'keeps %j as it is',
    async (name) => {
      const rows = await rowsOf({ ...EVENT, resource: { ...EVENT.resource, name } }, EVENT);
      expect(rows.map((row) => row['resource.name'])).toEqual([name, 'Spring sale']);
    }
  );

  it('takes the label of an action that the application declared itself', async () => {
    const [row] = await rowsOf({ ...EVENT, action: 'order.refund', actionLabel: 'Refunded' });
    expect(row!.actionLabel).toBe('Refunded');
  });

  it('begins with a byte order mark and the names, also where there is no event', async () => {
    const file = await buffer(open('csv').body);
    expect([...file.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(file.subarray(3).toString()).toMatch(/^id,occurredAt,.*\r\n$/);
  });

  it('names its columns once, however many batches come', async () => {
    const file = await fileOf('csv', [EVENT, EVENT], [EVENT]);
    expect(parse(file, { bom: true, columns: true })).toHaveLength(3);
  });
});

describe('a file of JSON lines', () => {
  it('holds one event in each line, as its details answer it', async () => {
    const other = { ...EVENT, payload: { text: 'one\ntwo\u2028three' } };
    const lines = (await fileOf('jsonl', [EVENT], [other])).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([EVENT, other]);
  });

  it('is empty where there is no event', async () => {
    expect(await fileOf('jsonl')).toBe('');
  });
});

describe('an export', () => {
  it.each([
    ['csv', 'text/csv; charset=utf-8'],
    ['jsonl', 'application/jsonl; charset=utf-8'],
  ] as const)('as %s says what it is and when it was taken', (format, contentType) => {
    expect(open(format)).toMatchObject({
      contentType,
      fileName: `audit-logs-2025-01-02T03-04-05Z.${format}`,
    });
  });

  it('reads no further than whoever takes it', async () => {
    let batches = 0;
    async function* endless() {
      for (;;) {
        batches += 1;
        yield await Promise.resolve([EVENT]);
      }
    }
    const { body, written } = openExport({ format: 'jsonl', batches: endless(), labelOf, at: AT });
    const taken = body[Symbol.asyncIterator]();
    await taken.next();
    await taken.next();
    // Two that were taken, and one that waits.
    expect(batches).toBeLessThanOrEqual(3);
    expect(written()).toBe(batches);
    await taken.return?.();
  });

  it('stops reading when it is closed', async () => {
    let isClosed = false;
    async function* endless() {
      try {
        for (;;) yield await Promise.resolve([EVENT]);
      } finally {
        isClosed = true;
      }
    }
    const { body } = openExport({ format: 'csv', batches: endless(), labelOf, at: AT });
    for await (const chunk of body) {
      expect(chunk).toBeInstanceOf(Buffer);
      break;
    }
    expect(isClosed).toBe(true);
  });

  it('fails when the events cannot be read on', async () => {
    async function* failing() {
      yield await Promise.resolve([EVENT]);
      throw new Error('Disk full');
    }
    const { body } = openExport({ format: 'csv', batches: failing(), labelOf, at: AT });
    await expect(text(body)).rejects.toThrow('Disk full');
  });
});
