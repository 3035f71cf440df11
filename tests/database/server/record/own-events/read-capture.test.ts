import { NO_REQUEST } from '../../../../../server/src/event';
import fc from 'fast-check';
import type { Capture, RedactedEvent } from '../../../../../server/src/event';
import { createJournal, toEventBody, toEventSummary } from '../../../../../server/src/journal';
import type { StoredEvent } from '../../../../../server/src/journal';
import { EVENT_TABLE } from '../../../../../server/src/plugin-id';
import { createDeclaredActions } from '../../../../../server/src/record/declared-actions';
import { readCapture } from '../../../../../server/src/record/own-events/read-capture';
import { createRecorder } from '../../../../../server/src/record/build-event';
import { createRedactor } from '../../../../../server/src/redact';
import { resolveConfig } from '../../../../../server/src/config';
import { actionChoices } from '../../../../../server/src/sources';
import { openJournalDatabase, type JournalDatabase } from '../../../../helpers/journal-database';

const { isReserved } = createDeclaredActions(actionChoices());
const readAll = (given: unknown) => readCapture(given, isReserved);
const read = (given: unknown) => readAll(given).capture;

const throwing = () => {
  throw new Error('a getter of the application');
};

describe('what code hands in', () => {
  it('is kept as far as it is no claim', () => {
    const capture: Capture = {
      action: 'order.refund',
      outcome: 'failure',
      reason: 'why',
      tags: ['a:b'],
      count: 2,
      ...{ resource: { type: 'order' }, payload: { total: 1 } },
      changes: [{ path: 'total', label: 'Total', kind: 'value', before: 1, after: 2 }],
    };
    expect(read(capture)).toEqual(capture);
  });

  it('may keep its facts behind getters, may leave things out, and may name ids by numbers', () => {
    class Refund {
      get action() {
        return 'order.refund';
      }
    }
    expect(read(new Refund())).toEqual({ action: 'order.refund' });
    expect(read({ action: 'order.refund', reason: null, tags: undefined })).toEqual({
      action: 'order.refund',
    });
    expect(
      read({ action: 'order.refund', resource: { id: 7 }, changes: [{ path: 'total' }] })
    ).toEqual({
      ...{ action: 'order.refund', resource: { id: '7' } },
      changes: [{ path: 'total', label: 'total', kind: 'value' }],
    });
  });

  it('is a claim where it tells the time or the actor', () => {
    const occurredAt = new Date(0);
    const actor = { type: 'admin-user', id: 1, name: 'Ada Admin' };
    const claimed = { occurredAt: occurredAt.toISOString(), actor: { ...actor, id: '1' } };
    expect(read({ action: 'order.refund', occurredAt, actor, tags: ['a:b'] })).toEqual({
      action: 'order.refund',
      ...{ payload: { claimed }, tags: ['claimed:occurredAt', 'claimed:actor', 'a:b'] },
    });
    const { payload: ofObject } = read({
      action: 'a.b',
      actor: { name: 'Bob' },
      payload: { n: 1 },
    });
    expect(ofObject).toEqual({ n: 1, claimed: { actor: { name: 'Bob' } } });
    const { payload: ofText } = read({ action: 'a.b', actor: { name: 'Bob' }, payload: '123' });
    expect(ofText).toEqual({ value: '123', claimed: { actor: { name: 'Bob' } } });
  });

  it('cannot be one of the actions of the log, whoever asks and however it is spelt', () => {
    for (const { action } of actionChoices()) {
      const [noun, ...verb] = action.split('.');
      const hidden = ['\u0000', '\u200b', '\ud800', ' '].map((sign) =>
        [`${noun}${sign}`, ...verb].join('.')
      );
      for (const spelt of [action, action.toUpperCase(), `\u0001${action}`, ...hidden]) {
        expect(() => read({ action: spelt })).toThrow(
          /record\(\): the action ".*" is one of the log's own.*Choose a noun and a verb of yours/
        );
      }
    }
    expect(() => read({ action: 'audit-log.anything' })).toThrow("one of the log's own");
  });

  it('is capped, and the claim kept, where it counts more than the column takes', () => {
    expect(read({ action: 'x.y', count: 3e9 })).toEqual({
      ...{ action: 'x.y', count: 2 ** 31 - 1, payload: { claimed: { count: 3e9 } } },
      tags: ['claimed:count'],
    });
  });

  const PLACEHOLDER = '[undescribed: event]';

  it.each<[string, unknown, string, string]>([
    [
      'an action that throws',
      Object.defineProperty({}, 'action', { get: throwing }),
      'unknown',
      'be read',
    ],
    [
      'a reason that throws',
      Object.defineProperty({ action: 'x.y' }, 'reason', { get: throwing }),
      ...(['x.y', 'the event cannot be read: Error: a getter'] as const),
    ],
    [
      'a resource that throws',
      { action: 'x.y', resource: new Proxy({}, { ownKeys: throwing }) },
      ...(['x.y', 'cannot be read'] as const),
    ],
    [
      'a proxy that throws',
      new Proxy({}, { get: throwing, ownKeys: throwing }),
      'unknown',
      'be read',
    ],
    ['nothing', null, 'unknown', 'the event must be an object'],
    ['no action', {}, 'unknown', 'action is missing'],
    ['an action that is no text', { action: Symbol('x') }, 'unknown', 'action must be a text'],
  ])('is undescribed where it is or has %s', (_what, given, action, problem) => {
    const { capture, problems } = readAll(given);
    expect(capture).toEqual({ action, payload: PLACEHOLDER });
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  it('cannot hide a reserved action behind what throws', () => {
    const given = Object.defineProperty({ action: 'admin.auth.success' }, 'reason', {
      get: throwing,
    });
    expect(() => read(given)).toThrow("one of the log's own");
  });

  it.each<[string, object, string]>([
    [
      'an unknown field',
      { occuredAt: 1 },
      'occuredAt is no field of an event: did you mean occurredAt?',
    ],
    ['a count of none', { count: 0 }, 'count must be a whole number, 1 or more'],
    ['a broken count', { count: 1.5 }, 'count must be a whole number, 1 or more'],
    ['a count as text', { count: '2' }, 'count must be a whole number, 1 or more'],
    ['an unknown outcome', { outcome: 'ok' }, 'outcome must be one of success, failure, denied'],
    ['an unknown origin', { origin: 'moon' }, 'origin must be one of'],
    ['a time that is none', { occurredAt: new Date(NaN) }, 'occurredAt must be a valid Date'],
    ['a time as text', { occurredAt: '2026' }, 'occurredAt must be a valid Date'],
    ['an actor that is a text', { actor: 'Bob' }, 'actor must be an object'],
    ['a resource that is a text', { resource: 'a' }, 'resource must be an object'],
    ['one tag', { tags: 'a' }, 'tags must be a list of tags'],
    ['one change', { changes: {} }, 'changes must be a list of changes'],
  ])('is stored without %s, which is named', (_what, fields, problem) => {
    const { capture, problems } = readAll({ action: 'x.y', reason: 'why', ...fields });
    expect(capture).toEqual({ action: 'x.y', reason: 'why', payload: PLACEHOLDER });
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  it('keeps the rest of a part of which one value cannot be stored', () => {
    const given = {
      ...{ action: 'x.y', resource: { id: {}, name: 'Kept' }, tags: [7, 'a:b'] },
      changes: [{}, { path: 'total', kind: 'odd', after: 1 }],
    };
    expect(read(given)).toEqual({
      ...{ action: 'x.y', resource: { name: 'Kept' }, tags: ['a:b'] },
      changes: [{ path: 'total', label: 'total', kind: 'value', after: 1 }],
    });
  });
});

const TRUE_ACTOR = { type: 'system', id: null, name: null, email: null } as const;

describe('any event of code', () => {
  let log: JournalDatabase;
  beforeAll(async () => {
    log = await openJournalDatabase();
  });
  afterAll(() => log.close());

  const { redaction, requests, maxEventBytes } = resolveConfig({});
  const redactor = createRedactor({
    getModel: () => undefined,
    listModels: () => [],
    config: { ...redaction, maxBodyBytes: requests.maxBytes, maxEventBytes },
  });
  const recorder = createRecorder({
    redact: (event, commit) => redactor.event(event, commit),
    circumstances: () => ({
      actor: TRUE_ACTOR,
      origin: 'code',
      request: NO_REQUEST,
      operationId: 'o',
      reason: null,
    }),
  });

  const odd = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true }),
    fc.constantFrom<unknown>(
      NaN,
      Infinity,
      3e9,
      -1,
      2 ** 53,
      '\u0000',
      '\ud800',
      () => 1,
      Symbol('s')
    )
  );
  const mostly = <T>(good: fc.Arbitrary<T>) =>
    fc.oneof(
      { weight: 4, arbitrary: good as fc.Arbitrary<unknown> },
      { weight: 1, arbitrary: odd }
    );
  const text = fc.string({ unit: 'binary', maxLength: 300 });
  const nasty = fc.record(
    {
      action: mostly(fc.constantFrom('order.refund', 'Größe.ändern', 'a.b.c-d', 'entry.update')),
      outcome: mostly(fc.constantFrom('success', 'failure', 'denied')),
      reason: mostly(text),
      origin: mostly(fc.constantFrom('code', 'cron')),
      resource: mostly(
        fc.record(
          { type: mostly(text), id: mostly(fc.integer()), name: mostly(text) },
          { requiredKeys: [] }
        )
      ),
      actor: mostly(
        fc.record({ type: fc.constant('end-user'), name: mostly(text) }, { requiredKeys: [] })
      ),
      occurredAt: mostly(fc.date({ noInvalidDate: true })),
      count: mostly(fc.integer({ min: 1, max: 2 ** 31 - 1 })),
      tags: mostly(fc.array(mostly(fc.string({ minLength: 1, maxLength: 64 })), { maxLength: 20 })),
      payload: odd,
      changes: mostly(
        fc.array(fc.record({ path: fc.string({ minLength: 1 }), before: odd, after: odd }), {
          maxLength: 4,
        })
      ),
    },
    { requiredKeys: ['action'] }
  );

  it('is refused with a clear error, or stored and read back with the true time and actor', async () => {
    let stored = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(nasty, async (given) => {
        let capture: Capture;
        try {
          capture = read(given);
        } catch (error) {
          refused += 1;
          expect((error as Error).message).toMatch(
            /^\[audit-trail\] record\(\): the action .* Choose /
          );
          return;
        }
        const from = Date.now();
        const [event] = recorder.describe([capture]) as [RedactedEvent];
        await createJournal({ db: log.db }).append([event], log.db.connection);
        const row: StoredEvent = await log.db
          .getConnection(EVENT_TABLE)
          .where({ document_id: event.id })
          .first();
        const found = { ...toEventSummary(row), ...toEventBody(row) };
        expect(found.count).toBe(capture.count ?? 1);
        expect(found.actor).toEqual(TRUE_ACTOR);
        expect(found.origin).toBe('code');
        expect(Date.parse(found.occurredAt)).toBeGreaterThanOrEqual(from);
        if (found.tags.includes('claimed:actor')) {
          expect(found.payload).toMatchObject({ claimed: { actor: expect.anything() } });
        }
        stored += 1;
      }),
      { numRuns: 300 }
    );
    expect(Math.min(stored, refused)).toBeGreaterThan(20);
  });
});
