import fc from 'fast-check';
import type { RawChange } from '../../../../server/src/event';
import { createSecretNames, hideParameters } from '../../../../server/src/redact';
import { bodyOf, captureWith, change, eventWith, redactorWith } from './fixtures';

const JWT = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpZCI6MX0.s5fW_8s-1aYyE';
const characters = (of: string, length: number) =>
  fc
    .array(fc.constantFrom(...of), { minLength: length, maxLength: length })
    .map((list) => list.join(''));
const tokens = fc.oneof(
  fc.constant(JWT),
  characters('0123456789abcdef', 64),
  characters('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-', 43),
  characters('123456789', 24)
);
const plain = { ...eventWith({}).resource, type: 'api::order.order' };

function everywhere(token: string, path: string) {
  const request = { ...eventWith({}).request, path };
  const event = eventWith({
    request,
    reason: `Nothing at ${token}`,
    resource: { ...plain, id: token, documentId: token, name: `Order ${token}` },
    tags: [`token:${token}`, `seen:${token}`],
  });
  const redactor = redactorWith();
  return JSON.stringify([redactor.event(event), redactor.request(captureWith({ request }))]);
}

describe('a token in a path', () => {
  it('is hidden in every column', () => {
    fc.assert(
      fc.property(tokens, (token) => {
        expect(everywhere(token, `/api/orders/${token}`)).not.toContain(token);
      })
    );
  });

  it.each(['invite', 'reset', 'verify', 'confirm', 'activate', 'magic-link'])(
    'is hidden in every column, however short, after /%s/',
    (segment) => {
      const short = fc.oneof(
        characters('abcdefghjkmnpqrstuvwxyz', 7).map((letters) => `${letters}7`),
        characters('123456789', 6),
        characters('abcdefghjkmnpqrstuvwxyz', 23).map((letters) => `${letters}7`)
      );
      fc.assert(
        fc.property(short, (token) => {
          expect(everywhere(token, `/api/${segment}/${encodeURIComponent(token)}`)).not.toContain(
            token
          );
        })
      );
    }
  );

  it('is hidden where the route calls it a secret', () => {
    const hide = (path: string, params: Record<string, string>) =>
      hideParameters(path, params, createSecretNames([]));
    expect(hide('/api/join/tulip/now', { token: 'tulip' })).toBe('/api/join/[hidden]/now');
    expect(hide('/api/join/tu%20lip', { inviteCode: 'x', accessKey: 'tu lip' })).toBe(
      '/api/join/[hidden]'
    );
    expect(hide('/api/articles/tulip', { id: 'tulip', slug: 'tulip' })).toBe('/api/articles/tulip');
  });

  it.each([
    ['a number', '12345678'],
    ['a documentId', 'z7v8zma3nfo1x0c2b4n6m8k0'],
    ['a UUID', '550e8400-e29b-41d4-a716-446655440000'],
    ['a slug', 'a-summer-of-2024-in-the-mountains'],
    ['a word', 'missing'],
    [
      'a key of settings',
      'plugin_content_manager_configuration_content_types::api::article.article',
    ],
  ])('is none, if it is %s', (_, id) => {
    const request = { ...eventWith({}).request, path: `/api/orders/${id}` };
    const event = redactorWith().event(
      eventWith({ request, resource: { ...plain, id, documentId: id } })
    );
    expect(event.resource).toMatchObject({ id, documentId: id });
    expect(event.request.path).toBe(`/api/orders/${id}`);
  });
});

describe('the address of a webhook', () => {
  const addresses: Array<[string, string]> = [
    ['https://hooks.example.com/services/T0/B0/abcdef', 'https://hooks.example.com/…'],
    ['https://api.example.com/build_hooks/123456789012345678901234', 'https://api.example.com/…'],
    ['https://u:p@ci.example.com:8443/x?token=y#z', 'https://ci.example.com:8443/…'],
    ['http://localhost:1337', 'http://localhost:1337'],
    ['https://example.com/', 'https://example.com'],
    ['${DEPLOY_HOOK}', '${DEPLOY_HOOK}'],
    ['hooks.example.com/abc', '[hidden: text]'],
    ['', ''],
  ];

  it.each(addresses)('%j is kept as %j, in bodies and changes', (url, shown) => {
    expect(bodyOf('strapi::webhook', { url })).toEqual({ url: shown });
    const event = eventWith({
      resource: { ...plain, type: 'strapi::webhook' },
      changes: [change({ path: 'url', before: 'https://old.example.com/1', after: url })],
    });
    expect(redactorWith().event(event).changes[0]).toMatchObject({
      before: 'https://old.example.com/…',
      after: shown,
    });
  });

  it('says only that it changed where scheme and host stay', () => {
    const event = eventWith({
      resource: { ...plain, type: 'strapi::webhook' },
      changes: [change({ path: 'url', before: 'https://x.de/1', after: 'https://x.de/2' })],
    });
    expect(redactorWith().event(event).changes).toEqual([
      { path: 'url', label: 'url', kind: 'value', hidden: true },
    ]);
  });

  it('is hidden among settings too', () => {
    const paths = ['email_reset_password', 'github.callback', 'example.redirectUri', 'webhookUrl'];
    const event = eventWith({
      resource: { ...plain, type: 'strapi::core-store' },
      changes: paths.map((path) => change({ path, after: 'https://x.de/tulip?a=tulip' })),
    });
    const { changes } = redactorWith().event(event);
    expect(changes.map(({ after }) => after)).toEqual(paths.map(() => 'https://x.de/…'));
  });
});

describe('the default of an attribute', () => {
  const deployed = (changes: RawChange[]) =>
    redactorWith().event(eventWith({ resource: { ...plain, type: 'content-type' }, changes }))
      .changes;
  const PASSWORD = { type: 'password', default: 'tulip', minLength: 6 };

  it.each([
    ['came', undefined, PASSWORD],
    ['went', PASSWORD, undefined],
    ['became one', { type: 'string', default: 'tulip' }, PASSWORD],
    ['was one', PASSWORD, { type: 'string', default: 'tulip' }],
    ['is private', undefined, { type: 'string', private: true, default: 'tulip' }],
    ['is encrypted', undefined, { type: 'string', encrypted: true, default: 'tulip' }],
    [
      'is a custom field',
      undefined,
      { type: 'string', customField: 'plugin::encrypted-field.text', default: { a: ['tulip'] } },
    ],
  ])('is hidden where the attribute is a secret and %s', (_, before, after) => {
    const [only] = deployed([change({ path: 'attributes.door', before, after })]);
    expect(JSON.stringify(only)).not.toContain('tulip');
    expect(JSON.stringify(only)).toContain('"type"');
  });

  it('is shown where the attribute is none', () => {
    const after = { type: 'string', default: 'tulip' };
    expect(deployed([change({ path: 'attributes.flower', after })])).toMatchObject([{ after }]);
  });
});

describe('a value that is too large to be kept', () => {
  const cutOf = (value: unknown, path = 'settings') =>
    redactorWith().event(eventWith({ changes: [change({ path, before: value, after: 0 })] }))
      .changes[0]?.cut?.before;
  const large = fc.constantFrom<[string, (end: unknown) => unknown]>(
    ['text', (end) => `${'a b '.repeat(400_000)}${String(end)}`],
    ['long texts', (end) => ({ list: Array(40).fill('a b '.repeat(20_000)), end })],
    ['many values', (end) => [...Array<number>(25_000).fill(1), end]],
    [
      'many names',
      (end) => Object.fromEntries([...Array(3_000).keys(), 'end'].map((n) => [`a${n}`, end])),
    ],
    [
      'deep',
      (end) =>
        JSON.parse(
          `${'{"a":'.repeat(30)}${JSON.stringify([end, 'x'.repeat(50_000)])}${'}'.repeat(30)}`
        ),
    ]
  );

  it('has the length and the fingerprint of the whole', () => {
    fc.assert(
      fc.property(large, fc.integer(), fc.integer(), ([, make], one, other) => {
        const [first, second] = [cutOf(make(one)), cutOf(make(other))];
        expect(first).toBeDefined();
        expect(first?.fingerprint === second?.fingerprint).toBe(one === other);
        expect(cutOf(make(one))).toEqual(first);
        const whole = make(one);
        const text = typeof whole === 'string' ? whole : JSON.stringify(whole);
        expect(first?.bytes).toBe(Buffer.byteLength(text));
      }),
      { numRuns: 12 }
    );
  });

  it('says nothing of the secrets in it', () => {
    const value = (password: string) => ({ list: Array(30_000).fill(1), password });
    expect(cutOf(value('one'))?.fingerprint).toBe(cutOf(value('two'))?.fingerprint);
  });

  it('shows a change where only its end differs, though a secret stands in both', () => {
    const value = (end: string) => ({ password: 'x', list: Array(30_000).fill(1), end });
    const event = eventWith({
      changes: [change({ path: 'settings', before: value('a'), after: value('b') })],
    });
    const [only] = redactorWith().event(event).changes;
    expect(only?.hidden).toBeUndefined();
    expect(only?.cut?.before?.fingerprint).not.toBe(only?.cut?.after?.fingerprint);
  });
});
