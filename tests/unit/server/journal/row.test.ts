import { toEventBody, toEventSummary, type StoredEvent } from '../../../../server/src/journal';
import { toRequestRecord, toRequestRow } from '../../../../server/src/journal/request-row';
import { EVENT_ROW_WIDTH, toEventRow } from '../../../../server/src/journal/row';
import { redactedEvent, redactedRequest } from '../../../helpers/redacted-event';

const CHANGE = { path: 'title', label: 'Title', kind: 'value', before: 'a', after: 'ö' } as const;

describe('an event as a row', () => {
  it('reads back as the event that was written', () => {
    const event = redactedEvent({ changes: [CHANGE], payload: { rows: 3 } });
    const row = toEventRow(event) as unknown as StoredEvent;
    const { changes, payload, occurredAt, ...summary } = event;

    expect(toEventSummary(row)).toEqual({
      ...summary,
      occurredAt: occurredAt.toISOString(),
      changedFields: 1,
    });
    expect(toEventBody(row)).toEqual({ changes, payload });
  });

  it('reads JSON that the driver has parsed already', () => {
    const row = toEventRow(redactedEvent({ changes: [CHANGE] }));
    const body = toEventBody({ changes: JSON.parse(row.changes), payload: null });
    expect(body.changes).toEqual([CHANGE]);
  });

  it('reads a time that the driver gives as text', () => {
    const event = redactedEvent();
    const row = { ...toEventRow(event), occurred_at: String(event.occurredAt.getTime()) };
    expect(toEventSummary(row).occurredAt).toBe(event.occurredAt.toISOString());
  });

  it('keeps a payload of null as null of SQL', () => {
    expect(toEventRow(redactedEvent({ payload: null })).payload).toBeNull();
  });

  it('counts all of its text and JSON in UTF-8 bytes', () => {
    const row = toEventRow(redactedEvent({ tags: ['a:b'], changes: [CHANGE], payload: 'ö' }));
    const texts = Object.values(row).filter((value) => typeof value === 'string');
    expect(row.bytes).toBe(Buffer.byteLength(texts.join('')));
    expect(row.bytes).toBeGreaterThan(row.changes.length + row.tags.length);
  });

  it('counts names as well, where nothing else differs', () => {
    const bytesOf = (name: string) => {
      const event = redactedEvent();
      return toEventRow({ ...event, actor: { ...event.actor, name } } as typeof event).bytes;
    };
    expect(bytesOf('Zoë') - bytesOf('Z')).toBe(3);
  });

  it('binds as many values as the chunks are measured by', () => {
    expect(Object.keys(toEventRow(redactedEvent()))).toHaveLength(EVENT_ROW_WIDTH);
  });
});

describe('a request as a row', () => {
  it('reads back as the request that was written', () => {
    const written = redactedRequest({
      ...{ query: { page: '2' }, requestBody: ['ö'], handler: 'api::order.order.refund' },
    });
    const row = toRequestRow(written);
    expect(row && toRequestRecord(row)).toEqual({
      ...written.request,
      durationMs: 13,
      query: { page: '2' },
      requestBody: ['[hidden: text]'],
      responseBody: null,
      handler: 'api::order.order.refund',
    });
  });

  it('is left out when it has no id, because no event could name it', () => {
    const { request } = redactedRequest();
    expect(toRequestRow(redactedRequest({ request: { ...request, id: null } }))).toBeNull();
  });
});
