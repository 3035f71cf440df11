import { randomUUID } from 'node:crypto';
import { COUNT_CAP, type EventSummary } from '../../../../../server/src/contracts';
import { EVENT_TABLE } from '../../../../../server/src/plugin-id';
import { queriedJournal } from '../../../../helpers/queried-journal';

const at = (day: number) => Date.UTC(2025, 0, day);
const ids = (events: EventSummary[]) => events.map((event) => event.id);

const log = queriedJournal();

describe('findEvents', () => {
  it('answers an empty page where there is no event', async () => {
    expect(await log.query.findEvents({})).toEqual({
      results: [],
      pagination: {
        page: 1,
        pageSize: 25,
        pageCount: 0,
        total: 0,
        totalIsExact: true,
        before: null,
        after: null,
      },
      cursor: '0',
    });
  });

  it('gives an event in the shape of the contract, without changes and payload', async () => {
    const id = await log.journal.addEvent({
      occurred_at: at(2) + 123,
      action: 'entry.publish',
      reason: 'why',
      resource_type: 'api::article.article',
      resource_id: '7',
      resource_document_id: 'doc7',
      resource_locale: 'de',
      resource_status: 'published',
      resource_name: 'Spring sale',
      request_id: 'r1',
      method: 'POST',
      path: '/content-manager',
      status: 200,
      ip: '127.0.0.1',
      user_agent: 'agent',
      session_id: 's1',
      operation_id: 'o1',
      count: 2,
      changed_fields: 3,
      tags: '["field:title"]',
      changes: '[{"path":"title"}]',
      payload: '{"a":1}',
    });
    const { results } = await log.query.findEvents({});
    expect(results).toEqual([
      {
        id,
        occurredAt: '2025-01-02T00:00:00.123Z',
        actionLabel: null,
        action: 'entry.publish',
        outcome: 'success',
        reason: 'why',
        origin: 'admin-panel',
        actor: { type: 'admin-user', id: '1', name: 'Anna Berg', email: 'anna@example.com' },
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
          path: '/content-manager',
          status: 200,
          ip: '127.0.0.1',
          userAgent: 'agent',
          sessionId: 's1',
        },
        operationId: 'o1',
        count: 2,
        tags: ['field:title'],
        changedFields: 3,
      },
    ]);
  });

  it('orders the events of one millisecond by their key, so that pages neither repeat nor lose one', async () => {
    const added: string[] = [];
    for (let i = 0; i < 5; i += 1) added.push(await log.journal.addEvent());
    const pages = await Promise.all(
      ['1', '2', '3'].map((page) => log.query.findEvents({ page, pageSize: '2' }))
    );
    expect(pages.flatMap((page) => ids(page.results))).toEqual(added.toReversed());
    expect(pages[0]!.pagination).toEqual({
      page: 1,
      pageSize: 2,
      pageCount: 3,
      total: 5,
      totalIsExact: true,
      before: null,
      after: expect.stringMatching(/^\d+\.4$/),
    });
  });

  it('puts the oldest first on request', async () => {
    const newer = await log.journal.addEvent({ occurred_at: at(2) });
    const older = await log.journal.addEvent({ occurred_at: at(1) });
    expect(ids((await log.query.findEvents({ sort: 'occurredAt:asc' })).results)).toEqual([
      older,
      newer,
    ]);
    expect(ids((await log.query.findEvents({ sort: 'occurredAt:desc' })).results)).toEqual([
      newer,
      older,
    ]);
  });

  it('reads neither changes nor payload in list and count', async () => {
    await log.journal.addEvent();
    await log.journal.index();
    log.journal.statements();
    await log.query.findEvents({ filters: { action: 'entry.update' }, exactTotal: 'true' });
    const statements = log.journal.statements();
    // The cursor, a count and the page, whatever stretches they are read in.
    expect(statements.length).toBeGreaterThanOrEqual(3);
    expect(statements.at(-1)).toContain('order by `tag`.`occurred_at` desc, `tag`.`event_id` desc');
    expect(statements.join()).not.toMatch(/changes|payload|select \*/);
  });

  it('takes the status of unfinished rows from their requests, with one statement', async () => {
    await log.journal.addRequest({ request_id: 'ended', status: 201 });
    await log.journal.addRequest({ request_id: 'unknown', status: null });
    await log.journal.addEvent({ request_id: 'ended', status: null, occurred_at: at(5) });
    await log.journal.addEvent({ request_id: 'ended', status: null, occurred_at: at(4) });
    await log.journal.addEvent({ request_id: 'ended', status: 403, occurred_at: at(3) });
    await log.journal.addEvent({ request_id: 'unknown', status: null, occurred_at: at(2) });
    await log.journal.addEvent({ request_id: null, status: null, occurred_at: at(1) });
    log.journal.statements();
    const { results } = await log.query.findEvents({});
    expect(results.map((event) => event.request.status)).toEqual([201, 201, 403, null, null]);
    expect(log.journal.statements()).toHaveLength(4);
  });

  describe('with more events than are counted', () => {
    beforeEach(async () => {
      await log.journal.addEvent({ action: 'entry.delete' });
      await log.journal.db.connection.raw(
        `insert into ${EVENT_TABLE} (document_id, occurred_at, action, outcome, origin, actor_type, count)
         with recursive n(i) as (select 1 union all select i + 1 from n where i < ${COUNT_CAP})
         select 'bulk-' || i, i, 'entry.create', 'success', 'code', 'system', 1 from n`
      );
    });

    it('counts up to 10,000 and says that there are more', async () => {
      expect((await log.query.findEvents({})).pagination).toMatchObject({
        page: 1,
        pageSize: 25,
        pageCount: 400,
        total: 10_000,
        totalIsExact: false,
      });
    });

    it('counts 10,000 exactly', async () => {
      const { pagination } = await log.query.findEvents({ filters: { action: 'entry.create' } });
      expect(pagination).toMatchObject({ total: 10_000, totalIsExact: true });
    });

    it('counts all on request, and offers no page it would refuse', async () => {
      const { pagination } = await log.query.findEvents({ exactTotal: 'true' });
      expect(pagination).toMatchObject({ total: 10_001, totalIsExact: true, pageCount: 400 });
    });
  });
});

describe('findEvent', () => {
  it('gives changes, payload and the whole request', async () => {
    await log.journal.addRequest({
      request_id: 'r1',
      status: 200,
      method: 'PUT',
      path: '/a/long/path',
      ip: '10.0.0.1',
      user_agent: 'the whole agent',
      session_id: 's1',
      duration_ms: 42,
      query: '{"a":"1"}',
      request_body: '{"title":"x"}',
      response_body: '"text"',
    });
    const id = await log.journal.addEvent({
      request_id: 'r1',
      status: null,
      method: 'PUT',
      path: '/a/lo…',
      ip: '10.0.0.1',
      user_agent: 'the wh…',
      session_id: 's1',
      changed_fields: 1,
      changes: '[{"path":"title","label":"Title","kind":"value","after":"x"}]',
      payload: '{"b":[2]}',
    });
    expect(await log.query.findEvent(id.toUpperCase())).toMatchObject({
      id,
      changedFields: 1,
      changes: [{ path: 'title', label: 'Title', kind: 'value', after: 'x' }],
      payload: { b: [2] },
      request: {
        id: 'r1',
        method: 'PUT',
        path: '/a/long/path',
        status: 200,
        ip: '10.0.0.1',
        userAgent: 'the whole agent',
        sessionId: 's1',
        durationMs: 42,
        query: { a: '1' },
        requestBody: { title: 'x' },
        responseBody: 'text',
      },
    });
  });

  it.each([
    ['no request', null],
    ['a request whose row was never written', 'lost'],
  ])('leaves the facts of the response empty for an event with %s', async (_, requestId) => {
    const id = await log.journal.addEvent({ request_id: requestId, path: '/kept', changes: null });
    expect(await log.query.findEvent(id)).toMatchObject({
      changes: [],
      payload: null,
      request: {
        id: requestId,
        path: '/kept',
        status: null,
        durationMs: null,
        query: null,
        requestBody: null,
        responseBody: null,
      },
    });
  });

  it('knows no event with another id', async () => {
    await log.journal.addEvent();
    const id = randomUUID();
    await expect(log.query.findEvent(id)).rejects.toMatchObject({
      code: 'event-unknown',
      parameter: 'id',
      message: expect.stringContaining(id),
    });
  });
});
