import { Readable } from 'node:stream';
import fc from 'fast-check';
import { ARTICLE, captureWith, change, eventWith, getModel, redactorWith } from './fixtures';
import { createRedactor } from '../../../../server/src/redact';
import { createFreeForm } from '../../../../server/src/redact/free-form';
import { createSecretNames } from '../../../../server/src/redact/secret-names';
import { describe as describeValue } from '../../../../server/src/redact/walk';

const circular: Record<string, unknown> = { a: 1 };
circular.self = circular;

const deep = JSON.parse(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`) as unknown;
const revealing = redactorWith({ revealHandlers: ['*'] });
const throwing = (): never => {
  throw new Error('never');
};
const throwingProxy = new Proxy({}, { get: throwing, ownKeys: throwing, getPrototypeOf: throwing });

const hostile: Array<[string, unknown, unknown]> = [
  ['a circular object', circular, { a: 1, self: '[undescribed: circular]' }],
  ['a BigInt', { n: 12345678901234567890n }, { n: '12345678901234567890' }],
  ['a symbol', [Symbol('x')], ['[undescribed: symbol]']],
  ['a function', { getStream: () => 1 }, { getStream: '[undescribed: function]' }],
  ['a stream', { file: Readable.from(['x']) }, { file: '[undescribed: stream]' }],
  ['a buffer', Buffer.from('abc'), '[undescribed: binary, 3 bytes]'],
  [
    'a proxy that throws',
    { p: throwingProxy, q: 1 },
    { p: '[undescribed: unreadable value]', q: 1 },
  ],
  [
    'a getter that throws',
    Object.defineProperty({ q: 1 }, 'g', { enumerable: true, get: throwing }),
    { q: 1, g: '[undescribed: unreadable value]' },
  ],
  ['a toJSON that throws', { x: { toJSON: throwing } }, { x: '[undescribed: unreadable value]' }],
  [
    'a map',
    new Map<unknown, unknown>([
      ['a', 1],
      ['password', 'x'],
    ]),
    { a: 1, password: '[hidden]' },
  ],
  ['a set', new Set([1, 'b']), [1, 'b']],
  ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
  ['an invalid date', new Date('x'), '[undescribed: invalid date]'],
  ['a number that is none', [Number.NaN, Infinity], ['NaN', 'Infinity']],
  ['undefined', { a: undefined, b: [undefined] }, { b: [null] }],
  ['a promise', Promise.resolve(1), '[undescribed: promise]'],
  ['an error', new TypeError('token=abc1'), { name: 'TypeError', message: 'token=[hidden]' }],
  ['NUL in keys and values', { 'a\0b': 'c\0d' }, { ab: 'cd' }],
  ['lone surrogates in keys and values', { '\uD800k': 'v\uDFFF' }, { '\uFFFDk': 'v\uFFFD' }],
];

describe('a hostile value', () => {
  it.each(hostile)('%s is described in bodies and payloads', (_, value, described) => {
    const redactor = revealing;
    expect(redactor.request(captureWith({ requestBody: value })).requestBody).toEqual(described);
    expect(redactor.event(eventWith({ payload: value })).payload).toEqual(described);
  });

  it.each(hostile)('%s in a change leaves the event writable', (_, value) => {
    const changes = [change({ path: 'settings', before: value, after: { other: value } })];
    const redacted = redactorWith().event(eventWith({ changes }));
    expect(redacted.changes).toHaveLength(1);
    expect(JSON.parse(JSON.stringify(redacted))).toMatchObject({ action: 'entry.update' });
  });

  it('nested 10,000 deep is cut off', () => {
    expect(JSON.stringify(redactorWith().event(eventWith({ payload: deep })).payload)).toContain(
      '[undescribed: nested too deep]'
    );
  });

  it('of __proto__ stays a key', () => {
    const requestBody: unknown = JSON.parse('{"__proto__":{"a":1}}');
    const result = revealing.request(captureWith({ requestBody })).requestBody;
    expect(JSON.stringify(result)).toBe('{"__proto__":{"a":1}}');
  });

  it('of 50 MB is bounded and says how much was cut', () => {
    const requestBody = { text: 'x y '.repeat(12_500_000) };
    const result = revealing.request(captureWith({ requestBody })).requestBody;
    expect(JSON.stringify(result)).toContain('[cut: 50000000 characters]');
    expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThanOrEqual(8192);
  });

  it('shows no half of a token that straddles the cut of a text', () => {
    const text = `${'x y '.repeat(10)}${'0123456789abcdef'.repeat(4)}`;
    const shape = createFreeForm(createSecretNames([]));
    const limits = { depth: 4, nodes: 10, children: 10, text: 60, allText: 1000 };
    expect(describeValue(text, shape, limits)).toBe(`${'x y '.repeat(10)}[hidden]`);
  });

  it('hides a token that stands in a key', () => {
    const requestBody = { ['0123456789abcdef'.repeat(4)]: 1 };
    expect(revealing.request(captureWith({ requestBody })).requestBody).toEqual({ '[hidden]': 1 });
  });
});

describe('a failing part', () => {
  it('is replaced while the rest of the event is kept', () => {
    const broken = {
      ...eventWith({}),
      get changes(): never {
        return throwing();
      },
      get payload(): never {
        return throwing();
      },
    };
    expect(redactorWith().event(broken)).toMatchObject({
      action: 'entry.update',
      changes: [],
      payload: '[undescribed: payload]',
    });
  });

  it('of one change hides that change', () => {
    const good = change({ path: 'title', before: 'a', after: 'b' });
    const bad = Object.defineProperty(change({ path: 'x' }), 'before', { get: throwing });
    expect(redactorWith().event(eventWith({ changes: [bad, good] })).changes).toEqual([
      {
        path: '[undescribed: change]',
        label: '[undescribed: change]',
        kind: 'value',
        hidden: true,
      },
      good,
    ]);
  });

  it('in the lookup of schemas keeps names and kinds', () => {
    const redactor = createRedactor({
      getModel: throwing,
      listModels: throwing,
      config: { keys: [], reveal: [], maxBodyBytes: 8192, maxEventBytes: 65_536 },
    });
    const capture = captureWith({ resourceType: ARTICLE, requestBody: { password: 'x', a: 1 } });
    expect(redactor.request(capture).requestBody).toEqual({
      password: '[hidden]',
      a: '[hidden: number]',
    });
  });
});

describe('any value at all', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
    withNullPrototype: true,
    withObjectString: true,
    withBoxedValues: true,
  });

  it('gives valid, bounded and clean JSON', () => {
    const redactor = redactorWith({ maxBodyBytes: 1024, maxEventBytes: 4096 });
    fc.assert(
      fc.property(anything, fc.string({ unit: 'binary', maxLength: 2000 }), (value, text) => {
        const body = { value, text };
        const request = redactor.request(captureWith({ requestBody: body, query: value }));
        const event = redactor.event(
          eventWith({
            payload: body,
            changes: [change({ path: 'settings', before: value, after: text })],
          })
        );
        const json = JSON.stringify([request, event]);
        expect(Buffer.byteLength(JSON.stringify(request.requestBody))).toBeLessThanOrEqual(1024);
        expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThanOrEqual(4096);
        expect(json).not.toMatch(/\\u0000|\\ud[89a-f]/);
      }),
      { numRuns: 500 }
    );
  });

  it('never shows a planted secret of a known type, wherever rows nest', () => {
    const secret = 'tulip-planted';
    const row = fc.letrec((tie) => ({
      row: fc.record(
        {
          title: fc.constant('t'),
          pin: fc.constant(secret),
          internalNotes: fc.constant(secret),
          unknown: fc.oneof(fc.constant(secret), tie('row')),
          localizations: fc.array(tie('row'), { maxLength: 2 }),
          seo: fc.record({
            code: fc.constant(secret),
            part: fc.record({ unlock: fc.constant([secret]) }),
          }),
          blocks: fc.array(
            fc.record({
              __component: fc.constantFrom('shared.part', 'x.y'),
              unlock: fc.constant(secret),
            })
          ),
          author: fc.oneof(
            fc.constant(1),
            fc.record({ connect: fc.array(fc.record({ phone: fc.constant(secret) })) })
          ),
          settings: fc.dictionary(
            fc.constantFrom('password', 'apiKey', 'x-auth-token'),
            fc.constant(secret)
          ),
        },
        { requiredKeys: [] }
      ),
    })).row;
    const redactor = redactorWith();
    fc.assert(
      fc.property(
        fc.oneof(
          row,
          row.map((data) => ({ data })),
          fc.array(row)
        ),
        (requestBody) => {
          const request = redactor.request(captureWith({ resourceType: ARTICLE, requestBody }));
          expect(JSON.stringify(request)).not.toContain(secret);
        }
      )
    );
    expect(getModel(ARTICLE)?.attributes.pin).toBeDefined();
  });
});

describe('an e-mail that somebody typed', () => {
  it.each(['who\0@example.com', 'who\ud800@example.com', 'who\u202e@example.com'])(
    'is not kept with a character that no address has: %j',
    (email) => {
      const actor = { type: 'anonymous', id: null, name: null, email } as const;
      expect(redactorWith().event(eventWith({ actor })).actor.email).toBeNull();
    }
  );
});
