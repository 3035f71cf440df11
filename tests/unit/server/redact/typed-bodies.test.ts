import { ARTICLE, bodyOf, captureWith, redactorWith, requestOf } from './fixtures';

const HEX = '0123456789abcdef0123456789abcdef0123456789abcdef';

describe('a body of a known type', () => {
  it('keeps what the schema shows and hides passwords, encrypted, private and token attributes', () => {
    const sent = {
      title: 'Hello',
      keywords: 'a, b',
      shippingAddress: 'Main street 1',
      maxTokens: 3,
      pin: '1234',
      vault: 'v',
      internalNotes: 'n',
      partnerToken: 't',
    };
    const shown = {
      title: 'Hello',
      keywords: 'a, b',
      shippingAddress: 'Main street 1',
      maxTokens: 3,
      ...{
        pin: '[hidden]',
        vault: '[hidden]',
        internalNotes: '[hidden]',
        partnerToken: '[hidden]',
      },
    };
    expect(bodyOf(ARTICLE, { data: sent })).toEqual({ data: shown });
    expect(bodyOf(ARTICLE, sent)).toEqual(shown);
    expect(bodyOf(ARTICLE, [sent])).toEqual([shown]);
    expect(bodyOf(ARTICLE, { results: [sent], pagination: { page: 1 } })).toEqual({
      results: [shown],
      pagination: { page: 1 },
    });
  });

  it('hides keys that the schema lacks and keeps those that Strapi adds to every row', () => {
    const row = {
      id: 1,
      documentId: 'z7v8zma3nfo1x0c2b4n6m8k0',
      locale: 'de',
      publishedAt: null,
      status: 'draft',
    };
    expect(bodyOf(ARTICLE, { ...row, titel: 'typo', constructor: 'x' })).toEqual({
      ...row,
      titel: '[hidden: text]',
      constructor: '[hidden: text]',
    });
  });

  it('follows components, dynamic zones, relations and media', () => {
    const part = { id: 3, body: 'text', unlock: 'x' };
    const shownPart = { id: 3, body: 'text', unlock: '[hidden]' };
    expect(
      bodyOf(ARTICLE, {
        seo: { metaTitle: 'm', code: 'x', part, extra: 1 },
        parts: [part, part],
        blocks: [
          { __component: 'shared.part', ...part },
          { __component: 'not.allowed', body: 'x' },
        ],
        author: { connect: [{ id: 1, position: { before: 2, end: true } }], disconnect: [] },
        owner: { id: 1, firstname: 'A', email: 'a@b.de', password: 'x', newInAnyVersion: 'x' },
        about: [
          { __type: 'api::author.author', name: 'n', phone: '1' },
          { __type: 'no', id: 4, name: 'x' },
        ],
        cover: { id: 9, hash: HEX, url: `/uploads/${HEX}.png`, provider_metadata: { key: 'x' } },
      })
    ).toEqual({
      seo: { metaTitle: 'm', code: '[hidden]', part: shownPart, extra: '[hidden: number]' },
      parts: [shownPart, shownPart],
      blocks: [
        { __component: 'shared.part', ...shownPart },
        { __component: 'not.allowed', body: '[hidden: text]' },
      ],
      author: { connect: [{ id: 1, position: { before: 2, end: true } }], disconnect: [] },
      owner: {
        id: 1,
        firstname: 'A',
        email: 'a@b.de',
        password: '[hidden]',
        newInAnyVersion: '[hidden]',
      },
      about: [
        { __type: 'api::author.author', name: 'n', phone: '[hidden]' },
        { __type: '[hidden: text]', id: 4, name: '[hidden: text]' },
      ],
      cover: { id: 9, hash: HEX, url: `/uploads/${HEX}.png`, provider_metadata: '[hidden]' },
    });
  });

  it('shows a creator by name, not by hash', () => {
    expect(bodyOf(ARTICLE, { createdBy: { id: 1, firstname: 'A', password: '$2a$10$x' } })).toEqual(
      { createdBy: { id: 1, firstname: 'A', password: '[hidden]' } }
    );
  });

  it('reveals a private attribute only where the configuration names it, and never a password', () => {
    const redactor = redactorWith({ reveal: [`${ARTICLE}.internalNotes`, `${ARTICLE}.pin`] });
    const capture = captureWith({
      resourceType: ARTICLE,
      requestBody: { internalNotes: 'n', pin: '1' },
    });
    expect(redactor.request(capture).requestBody).toEqual({ internalNotes: 'n', pin: '[hidden]' });
  });

  it('keeps of an error in the answer its name, path and rule', () => {
    const message = 'pin must be a `string` type, but the final value was: `1234`.';
    const error = {
      status: 400,
      name: 'ValidationError',
      message,
      details: { errors: [{ path: ['pin'], message, name: 'ValidationError', value: '1234' }] },
    };
    const request = { ...captureWith({}).request, status: 400 };
    const sent = { request, responseBody: { data: null, error } };
    expect(requestOf(ARTICLE, sent).responseBody).toEqual({
      data: null,
      error: {
        status: 400,
        name: 'ValidationError',
        rule: 'type',
        details: { errors: [{ path: 'pin', rule: 'type' }] },
      },
    });
  });
});
