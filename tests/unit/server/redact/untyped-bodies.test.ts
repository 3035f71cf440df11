import { ARTICLE, revealedBodyOf, captureWith, change, eventWith, redactorWith } from './fixtures';

describe('a body of an unknown type', () => {
  it('hides by whole words of the names and leaves look-alikes alone', () => {
    const secret = {
      ...{
        password: 'a',
        userPassword: 'a',
        'api-key': 'a',
        API_KEY: 'a',
        clientSecret: 'a',
        pin: 12,
      },
      ...{
        accessToken: 'a',
        otp: 123456,
        'x-csrf-token': 'a',
        cookies: { sid: 'a' },
        tokens: ['a'],
      },
    };
    const open = {
      ...{
        keywords: 'a',
        shipping: 'a',
        pinboard: 'a',
        maxTokens: 4096,
        tokenType: 'x',
        opinion: 'a',
      },
      resetPasswordTokenExpiresAt: '2026-01-01',
      passwordRequired: true,
      secretary: 'Bo',
    };
    const result = revealedBodyOf(null, { ...secret, ...open });
    expect(result).toEqual({
      ...Object.fromEntries(Object.keys(secret).map((name) => [name, '[hidden]'])),
      ...open,
    });
  });

  it('adds the names that the configuration lists, as whole words', () => {
    const redactor = redactorWith({ revealHandlers: ['*'], keys: ['iban', 'tax number'] });
    const requestBody = { iban: 'DE1', customerIban: 'DE2', taxNumber: 7, ibanez: 'guitar' };
    expect(redactor.request(captureWith({ requestBody })).requestBody).toEqual({
      iban: '[hidden]',
      customerIban: '[hidden]',
      taxNumber: '[hidden]',
      ibanez: 'guitar',
    });
  });

  it('hides the value of a pair whose name is secret', () => {
    expect(
      revealedBodyOf(null, [
        { key: 'X-Api-Key', value: 'v' },
        { key: 'Accept', value: 'v' },
      ])
    ).toEqual([
      { key: 'X-Api-Key', value: '[hidden]' },
      { key: 'Accept', value: 'v' },
    ]);
  });

  it('reads JSON inside a text as JSON', () => {
    expect(revealedBodyOf(null, { value: '{"google":{"secret":"s","icon":"g"}}' })).toEqual({
      value: '{"google":{"secret":"[hidden]","icon":"g"}}',
    });
  });

  it('hides the key of an OAuth client with its secret, and shows a key that stands alone', () => {
    const github = { enabled: true, key: 'client-id', secret: 's' };
    expect(revealedBodyOf(null, { github, one: { key: 'plain' } })).toEqual({
      github: { enabled: true, key: '[hidden]', secret: '[hidden]' },
      one: { key: 'plain' },
    });
  });
});

describe('a name in a body of an unknown type that is a secret attribute of some type', () => {
  it('is hidden if it is secret wherever it is, at any depth, as a column too', () => {
    const body = (secret: string) => ({
      internalNotes: secret,
      vault: secret,
      nickname: secret,
      rows: [{ internal_notes: secret, provider_metadata: secret, title: 'T' }],
      text: `{"unlock":"${secret}","title":"T"}`,
    });
    expect(revealedBodyOf(null, body('s'))).toEqual(body('[hidden]'));
    expect(revealedBodyOf('api::no.model', body('s'))).toEqual(body('[hidden]'));
  });

  it('is hidden with whatever it holds', () => {
    expect(revealedBodyOf(null, { internalNotes: { a: ['s'] }, pin: 1, unlock: null })).toEqual({
      internalNotes: '[hidden]',
      pin: '[hidden]',
      unlock: null,
    });
  });

  it('is judged by its company if it is public elsewhere', () => {
    // The code of a part is public, that of an seo is a password.
    expect(revealedBodyOf(null, { parts: [{ body: 'b', code: 'x' }] })).toEqual({
      parts: [{ body: 'b', code: 'x' }],
    });
    expect(revealedBodyOf(null, { seo: { metaTitle: 'm', code: 's' } })).toEqual({
      seo: { metaTitle: 'm', code: '[hidden]' },
    });
  });

  it('is hidden if its company does not tell', () => {
    expect(revealedBodyOf(null, { code: 's', other: 1 })).toEqual({ code: '[hidden]', other: 1 });
  });

  it('is shown if the configuration reveals it', () => {
    const redactor = redactorWith({ revealHandlers: ['*'], reveal: [`${ARTICLE}.internalNotes`] });
    const requestBody = { internalNotes: 'n', pin: '1' };
    expect(redactor.request(captureWith({ requestBody })).requestBody).toEqual({
      internalNotes: 'n',
      pin: '[hidden]',
    });
  });

  it('hides nothing that Strapi adds to every row', () => {
    const row = { id: 1, locale: 'de', createdBy: { id: 1, firstname: 'A' }, localizations: [] };
    expect(revealedBodyOf(null, row)).toEqual(row);
  });

  it('hides what a text assigns to it, however often it was quoted', () => {
    const text = (secret: string) => `Could not store internalNotes: "${secret}" (title: "T")`;
    const once = { message: text('a \\"quoted\\" secret') };
    const shown = { message: text('[hidden]') };
    expect(revealedBodyOf(null, once)).toEqual(shown);
    expect(revealedBodyOf(null, { result: `Result: ${JSON.stringify(once)}` })).toEqual({
      result: `Result: ${JSON.stringify(shown)}`,
    });
  });

  it('is hidden in a pair that names it, at the end of a path too', () => {
    const pairs = (secret: string) => [
      { path: 'order.internalNotes', before: secret, after: secret },
      { field: 'vault', value: secret },
      { path: 'order.title', before: 'A', after: 'B' },
    ];
    expect(revealedBodyOf(null, { changes: pairs('s') })).toEqual({ changes: pairs('[hidden]') });
  });

  it('is hidden in the arguments and results of MCP', () => {
    const call = (secret: string) => ({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: {
        name: 'create_article',
        arguments: { data: { title: 'T', internalNotes: secret } },
      },
    });
    const result = (secret: string) => ({
      result: { content: [{ type: 'text', text: `{"data":{"title":"T","vault":"${secret}"}}` }] },
    });
    expect(revealedBodyOf(null, call('s'), { origin: 'mcp' })).toEqual(call('[hidden]'));
    expect(revealedBodyOf(null, result('s'), { origin: 'mcp' })).toEqual(result('[hidden]'));
  });

  it("is hidden in an application's own event, whose type is none of Strapi's", () => {
    const redacted = redactorWith().event(
      eventWith({
        resource: { ...eventWith({}).resource, type: 'order' },
        payload: { internalNotes: 's', amount: 3 },
        changes: [
          change({ path: 'internalNotes', before: 's', after: 't' }),
          change({ path: 'amount', before: 1, after: 2 }),
        ],
      })
    );
    expect(redacted.payload).toEqual({ internalNotes: '[hidden]', amount: 3 });
    expect(redacted.changes).toEqual([
      { path: 'internalNotes', label: 'internalNotes', kind: 'value', hidden: true },
      { path: 'amount', label: 'amount', kind: 'value', before: 1, after: 2 },
    ]);
  });

  it('is no secret where the log tells of a schema', () => {
    const redacted = redactorWith().event(
      eventWith({
        resource: { ...eventWith({}).resource, type: 'content-type' },
        changes: [change({ path: 'attributes.internalNotes.type', before: 'text', after: 'json' })],
      })
    );
    expect(redacted.changes).toMatchObject([{ before: 'text', after: 'json' }]);
  });
});
