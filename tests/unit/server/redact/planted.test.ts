import fc from 'fast-check';
import type { Origin } from '../../../../server/src/contracts';
import { ARTICLE, captureWith, OWN_HANDLER, redactorWith, requestOf } from './fixtures';

/*
 * Plants values of every type at every position that no schema calls safe, and looks for them in
 * what would be stored. Each planted value is unique, so that none is found by chance.
 */

let planted = 0;
const number = () => 710_000_000 + (planted += 1);
const text = () => `tulip-${number()}`;

/** A secret in every form a value can have. */
const secret = fc
  .constantFrom(
    () => text(),
    () => number(),
    () => [text(), number()],
    () => ({ inner: text(), deep: { deeper: [number()] } }),
    () => JSON.stringify({ a: text() }),
    () => JSON.stringify([number()]),
    () => [[text()]],
    () => `"${text()}`,
    () => `  ${text()}\n`,
    () => [{ value: text() }]
  )
  .map((make) => make());

/** What each attribute of an article may be given: itself, or something of a wrong type. */
const unknownKeys = fc.dictionary(
  fc.constantFrom(
    'note',
    'titel',
    'x-extra',
    'constructor',
    'Password',
    'newpassword',
    '密码',
    'q'
  ),
  secret,
  { maxKeys: 3 }
);
const part = fc.record({ body: fc.constant('b'), unlock: secret, extra: secret });
const inForm = <Value>(made: fc.Arbitrary<Value>) =>
  fc.oneof(
    made,
    made.map((value) => JSON.stringify(value))
  );

const article = fc
  .record(
    {
      title: fc.oneof(fc.constant('t'), fc.record({ any: secret })),
      maxTokens: fc.oneof(fc.constant(3), fc.constant(null).map(text)),
      pin: secret,
      vault: secret,
      internalNotes: secret,
      partnerToken: secret,
      seo: inForm(fc.record({ metaTitle: fc.constant('m'), code: secret, part })),
      parts: inForm(fc.array(part, { maxLength: 2 })),
      blocks: inForm(
        fc.array(
          fc.oneof(
            fc.record({ __component: fc.constant('shared.part'), unlock: secret, extra: secret }),
            fc.record({ __component: fc.constant('not.there'), body: secret }),
            secret.filter((value) => typeof value !== 'number')
          ),
          { maxLength: 3 }
        )
      ),
      author: inForm(
        fc.oneof(
          fc.record({ connect: fc.array(fc.record({ id: fc.constant(1), phone: secret })) }),
          fc.record({ set: fc.array(fc.record({ documentId: secret.filter(isText) })) })
        )
      ),
      owner: fc.record({ password: secret, resetPasswordToken: secret, more: secret }),
      about: fc.array(fc.record({ __type: fc.constant('no'), name: secret }), { maxLength: 1 }),
      createdBy: fc.record({ password: secret }),
      localizations: fc.array(fc.record({ pin: secret, other: secret }), { maxLength: 1 }),
      settings: fc.record({
        smtpPass: secret,
        list: fc.constant([['password', 'tulip-710000000']]),
      }),
      locale: secret.filter(isText),
      documentId: secret.filter(isText),
    },
    { requiredKeys: [] }
  )
  .chain((row) => unknownKeys.map((more) => ({ ...more, ...row })));

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

const bodies = fc.oneof(
  article,
  article.map((data) => ({ data })),
  article.map((data) => ({ data: JSON.stringify(data) })),
  fc.array(article, { maxLength: 2 }),
  article.map((data) => ({ data, other: data.pin, meta: { hint: data.pin } }))
);

const PLANTED = /tulip-|71\d{7}/;
const redactor = redactorWith({ maxBodyBytes: 1_000_000 });
const stored = (fields: Parameters<typeof captureWith>[0]) =>
  JSON.stringify(redactor.request(captureWith(fields)));

describe('a planted secret', () => {
  it('does not survive in a body of a known type, whatever its type and position', () => {
    fc.assert(
      fc.property(bodies, (requestBody) => {
        expect(
          stored({ resourceType: ARTICLE, requestBody, responseBody: requestBody })
        ).not.toMatch(PLANTED);
      }),
      { numRuns: 400 }
    );
  });

  it.each([
    'plugin::content-manager.collection-types.create',
    'admin::authentication.register',
    'admin::role.updatePermissions',
    'admin::admin-token.create',
    'admin::transfer.token-create',
    'admin::admin.updateProjectSettings',
    'plugin::users-permissions.auth.callback',
    'plugin::users-permissions.user.create',
    'plugin::users-permissions.settings.updateProviders',
    'plugin::users-permissions.settings.updateAdvancedSettings',
    'plugin::upload.admin-upload.uploadFile',
    'plugin::upload.admin-settings.updateSettings',
    'plugin::content-type-builder.schema.updateSchema',
    'plugin::i18n.locales.createLocale',
    'plugin::other.settings.update',
    'plugin::content-manager.content-types.updateContentTypeConfiguration',
    OWN_HANDLER,
  ])('does not survive under a key that %s does not know', (handler) => {
    const type = handler.includes('content-manager.collection') ? ARTICLE : null;
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('pin', 'password', 'note', 'old', 'x', 'Kennwort'), secret),
        (body) => {
          const requestBody = { ...body, data: body, user: body, options: body, userInfo: body };
          const fields = { handler, resourceType: type, requestBody, responseBody: requestBody };
          expect(stored(fields)).not.toMatch(PLANTED);
        }
      ),
      { numRuns: 60 }
    );
  });

  it('does not survive in arguments of MCP', () => {
    const args = fc.record({ name: fc.constantFrom('create_article', 'own_tool'), data: article });
    fc.assert(
      fc.property(args, secret, ({ name, data }, other) => {
        const params = { name, arguments: { data, other, filters: { pin: { $eq: other } } } };
        const requestBody = { jsonrpc: '2.0', id: 'x', method: 'tools/call', params };
        expect(stored({ origin: 'mcp', handler: 'mcp', requestBody })).not.toMatch(PLANTED);
      }),
      { numRuns: 200 }
    );
  });

  it('does not survive in a query string', () => {
    const name = fc.constantFrom(
      ...[
        'filters[pin][$eq]',
        'filters[$or][0][internalNotes][$contains]',
        'filters[author][phone]',
      ],
      ...[
        'filters[seo][code][$eq]',
        'filters[parts][unlock]',
        'filters.pin',
        'populate[x][filters][y]',
      ],
      ...['sort', 'fields[0]', 'populate[author][fields][0]', 'page', 'pagination[page]', 'locale'],
      ...[
        'status',
        '_q',
        'search',
        'token',
        'code',
        'unknown',
        'filters[nothing][$eq]',
        'filters[id]',
      ]
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.constant(null).map(text))), (parameters) => {
        const query = String(new URLSearchParams(parameters as string[][]));
        expect(stored({ resourceType: ARTICLE, query })).not.toMatch(PLANTED);
        expect(stored({ query })).not.toMatch(PLANTED);
      })
    );
  });

  it.each([
    ['text/plain', () => JSON.stringify({ username: 'w', password: text() })],
    ['application/xml', () => `<user><password>${text()}</password></user>`],
    ['text/html', () => text()],
    ['application/octet-stream', () => Buffer.from(text())],
    ['application/x-www-form-urlencoded', () => ({ [JSON.stringify({ password: text() })]: '' })],
    ['application/x-www-form-urlencoded', () => ({ [text()]: '' })],
    [null, () => text()],
    ['application/tulip-1', () => text()],
  ])('does not survive in a body of %s', (type, make) => {
    const requestMedia = { type, bytes: 40 };
    const fields = { requestMedia, responseType: type, requestBody: make(), responseBody: make() };
    for (const resourceType of [ARTICLE, null]) {
      expect(stored({ ...fields, resourceType })).not.toMatch(PLANTED);
    }
  });
});

describe('a body that was not parsed', () => {
  const kept = (requestBody: unknown, type: string | null, bytes: number | null = null) =>
    requestOf(ARTICLE, { requestBody, requestMedia: { type, bytes } }).requestBody;

  it.each([
    ['a text', 'Zoë', 'text/plain', null, '[hidden: text/plain, 4 bytes]'],
    ['XML', {}, 'application/xml', 120, '[hidden: application/xml, 120 bytes]'],
    ['broken JSON', undefined, 'application/json', 5, '[hidden: application/json, 5 bytes]'],
    ['of a type of its own', 'x', 'secret/word', null, '[hidden: body, 1 bytes]'],
    ['an empty one', {}, 'application/json', 2, {}],
    ['files only', {}, 'multipart/form-data', 2_000, {}],
    ['none at all', undefined, null, null, null],
  ])('%s keeps its media type and length', (_, body, type, bytes, shown) => {
    expect(kept(body, type, bytes)).toEqual(shown);
  });

  it('is searched for secrets where the owner reveals it', () => {
    const sent = { requestBody: 'password=x a=1', requestMedia: { type: 'text/plain', bytes: 14 } };
    const reveal = { revealHandlers: ['api::*'] };
    expect(requestOf(null, sent, reveal).requestBody).toBe('password=[hidden] a=1');
  });
});

describe('the option that reveals handlers', () => {
  const body = { note: 'n', password: 'x', data: { title: 'T', extra: 'e', pin: '1' } };
  const kept = (handler: string | null, revealHandlers: string[], origin: Origin = 'content-api') =>
    requestOf(ARTICLE, { requestBody: body, handler, origin }, { revealHandlers }).requestBody;
  const shape = {
    note: '[hidden: text]',
    password: '[hidden]',
    data: { title: '[hidden: text]', extra: '[hidden: text]', pin: '[hidden]' },
  };

  it.each([[OWN_HANDLER], ['api::order.*'], ['*'], ['api::*.refund']])('%s matches', (pattern) => {
    expect(kept(OWN_HANDLER, [pattern])).toEqual({
      note: 'n',
      password: '[hidden]',
      data: { title: 'T', extra: 'e', pin: '[hidden]' },
    });
  });

  it.each([['api::order.order.refunds'], ['api::order'], ['order.*'], ['api.:order.*']])(
    '%s does not match',
    (pattern) => expect(kept(OWN_HANDLER, [pattern])).toEqual(shape)
  );

  it('reveals of a known type what its schema lacks, and nothing that it hides', () => {
    expect(kept(`${ARTICLE}.update`, ['*'])).toEqual({
      note: 'n',
      password: '[hidden]',
      data: { title: 'T', extra: 'e', pin: '[hidden]' },
    });
  });

  it('reveals nothing where no handler is known', () => {
    expect(kept(null, ['*'])).toEqual(shape);
  });
});
describe('a body that is cut', () => {
  const noteOf = (bytes: number | null) => {
    const { requestBody } = requestOf(
      ARTICLE,
      {
        requestBody: { title: 'a b '.repeat(100_000), maxTokens: 1 },
        requestMedia: { type: 'application/json', bytes },
      },
      { maxBodyBytes: 512 }
    );
    return (requestBody as { '[cut]'?: string })['[cut]'];
  };

  it('has the length of the whole, and says where it is not known', () => {
    expect(noteOf(400_026)).toBe('[cut: of 400026 bytes]');
    expect(noteOf(null)).toMatch(/^\[cut: of more than \d+ bytes\]$/);
  });
});
