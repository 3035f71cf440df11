import { changesOf, differ, UID } from './fixtures';
import { diffSnapshots, humanize } from '../../../../server/src/diff';

const blocks = (text: string) => [{ type: 'paragraph', children: [{ type: 'text', text }] }];

describe('an attribute that changed', () => {
  it.each([
    ['string', 'a', 'b', 'value'],
    ['text', 'a', 'b', 'text'],
    ['richtext', '# a', '# b', 'text'],
    ['blocks', blocks('a'), blocks('b'), 'text'],
    ['uid', 'a', 'b', 'value'],
    ['email', 'a@x.de', 'b@x.de', 'value'],
    ['enumeration', 'draft', 'done', 'value'],
    ['integer', 1, 2, 'value'],
    ['biginteger', '9007199254740993', '9007199254740992', 'value'],
    ['float', 1.5, 1.25, 'value'],
    ['decimal', 1.5, '1.51', 'value'],
    ['boolean', true, false, 'value'],
    ['date', '2026-01-02', '2026-01-03', 'value'],
    ['datetime', '2026-01-02T03:04:05.000Z', '2026-01-02T03:04:05.001Z', 'value'],
    ['time', '10:00:00.000', '10:00:00.500', 'value'],
    ['timestamp', '2026-01-02T03:04:05.000Z', '2026-01-02T03:04:06.000Z', 'value'],
    ['string', null, 'b', 'value'],
    ['string', 'a', null, 'value'],
  ])('of type %s tells both sides', (type, before, after, kind) => {
    expect(changesOf({ type }, before, after)).toEqual([
      { path: 'field', label: 'Field', kind, before, after },
    ]);
  });

  it('of a custom field is told by the type that it is stored as', () => {
    const attribute = { type: 'string', customField: 'plugin::color-picker.color' };
    expect(changesOf(attribute, '#fff', '#000')).toEqual([
      { path: 'field', label: 'Field', kind: 'value', before: '#fff', after: '#000' },
    ]);
  });

  it('of a type that only a plugin knows is told as a value', () => {
    expect(changesOf({ type: 'geometry' }, { x: 1 }, { x: 2 })).toEqual([
      { path: 'field', label: 'Field', kind: 'value', before: { x: 1 }, after: { x: 2 } },
    ]);
  });

  it('and is secret tells no side', () => {
    expect(changesOf({ type: 'password' }, '$2a$10$old', '$2a$10$new')).toEqual([
      { path: 'field', label: 'Field', kind: 'value', secret: true },
    ]);
  });

  it('writes dates as text', () => {
    const [change] = changesOf({ type: 'datetime' }, null, new Date(0));
    expect(change?.after).toBe('1970-01-01T00:00:00.000Z');
  });
});

describe('values that only differ in how they are written', () => {
  it.each([
    ['integer', '1', 1],
    ['integer', 1n, 1],
    ['biginteger', '123', 123],
    ['biginteger', '9007199254740993', 9007199254740993n],
    ['float', 1e21, '1e21'],
    ['decimal', '1.50', 1.5],
    ['decimal', '-0.0', 0],
    ['decimal', '007', 7],
    ['boolean', 1, true],
    ['boolean', '0', false],
    ['date', new Date('2026-01-02'), '2026-01-02'],
    ['date', '2026-01-02T00:00:00.000Z', '2026-01-02'],
    ['datetime', new Date(5), '1970-01-01T00:00:00.005Z'],
    ['datetime', 1767323045678, '2026-01-02T03:04:05.678Z'],
    ['datetime', '2026-01-02T04:04:05.678+01:00', '2026-01-02T03:04:05.678Z'],
    ['timestamp', '1767323045678', new Date(1767323045678)],
    ['time', '10:00', '10:00:00.000'],
    ['json', '{"a":[1]}', { a: [1] }],
    ['json', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['blocks', JSON.stringify(blocks('a')), blocks('a')],
    ['password', 'same', 'same'],
    ['string', null, undefined],
  ])('of type %s are no change: %j and %j', (type, before, after) => {
    expect(changesOf({ type }, before, after)).toEqual([]);
    expect(changesOf({ type }, after, before)).toEqual([]);
  });
});

describe('JSON', () => {
  const json = { type: 'json' };
  const told = (before: unknown, after: unknown) =>
    changesOf(json, before, after).map(({ path, label, before: from, after: to }) => [
      path,
      label,
      from,
      to,
    ]);

  it('is told by path', () => {
    expect(
      told({ smtp: { host: 'a', port: 1 }, x: 1 }, { smtp: { host: 'b', port: 1 }, y: 2 })
    ).toEqual([
      ['field.smtp.host', 'host', 'a', 'b'],
      ['field.x', 'x', 1, undefined],
      ['field.y', 'y', undefined, 2],
    ]);
  });

  it('tells lists of objects by index and lists of values as a whole', () => {
    expect(
      told({ rows: [{ a: 1 }, { a: 2 }], tags: ['a'] }, { rows: [{ a: 1 }], tags: ['a', 'b'] })
    ).toEqual([
      ['field.rows.1', '1', { a: 2 }, undefined],
      ['field.tags', 'tags', ['a'], ['a', 'b']],
    ]);
  });

  it('is told as a whole where a key could be mistaken for a path', () => {
    expect(told({ 'a.b': 1 }, { 'a.b': 2 })).toEqual([
      ['field', 'Field', { 'a.b': 1 }, { 'a.b': 2 }],
    ]);
  });

  it('is told as a whole where nearly everything differs', () => {
    const wide = (n: number) =>
      Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`k${i}`, n]));
    expect(told(wide(1), wide(2))).toEqual([['field', 'Field', wide(1), wide(2)]]);
  });

  it('of any depth is compared', () => {
    const nest = (depth: number, leaf: string) =>
      JSON.parse(`${'{"a":'.repeat(depth)}"${leaf}"${'}'.repeat(depth)}`) as unknown;
    expect(told(nest(40, 'x'), nest(40, 'x'))).toEqual([]);
    expect(told(nest(40, 'x'), nest(40, 'y'))).toHaveLength(1);
    expect(told(nest(10_000, 'x'), nest(10_000, 'y'))).toHaveLength(1);
  });
});

describe('a row', () => {
  const diff = differ({
    title: { type: 'string' },
    empty: { type: 'string' },
    pin: { type: 'password' },
    createdAt: { type: 'datetime' },
    updatedBy: { type: 'relation', target: 'admin::user' },
    locale: { type: 'string' },
  });
  const row = {
    id: 1,
    title: 'a',
    empty: '',
    pin: 'x',
    createdAt: 'x',
    updatedBy: { id: 1 },
    locale: 'en',
  };

  it('that was created tells every value that is not empty, as after only', () => {
    expect(diff(null, row)).toEqual([
      { path: 'title', label: 'Title', kind: 'value', after: 'a' },
      { path: 'pin', label: 'Pin', kind: 'value', secret: true },
    ]);
  });

  it('that was deleted tells the same as before only', () => {
    expect(diff(row, null)).toEqual([
      { path: 'title', label: 'Title', kind: 'value', before: 'a' },
      { path: 'pin', label: 'Pin', kind: 'value', secret: true },
    ]);
  });

  it('that is the same but for its bookkeeping did not change', () => {
    expect(
      diff(row, { ...row, id: 2, createdAt: 'y', updatedBy: { id: 2 }, locale: 'de' })
    ).toEqual([]);
  });

  it('does not tell what one image did not read', () => {
    expect(diff({ title: 'a' }, { pin: 'x', empty: 'y' })).toEqual([]);
  });

  it('without a schema is told property by property', () => {
    const input = {
      uid: 'strapi::webhook',
      getModel: () => undefined,
      isSecret: (_: string, name: string) => name === 'headers',
    };
    const before = { id: 1, url: 'https://a', headers: { a: '1' }, events: ['x'] };
    const after = { id: 1, url: 'https://b', headers: { a: '2' }, events: ['x'] };
    expect(diffSnapshots({ ...input, before, after })).toEqual([
      { path: 'url', label: 'Url', kind: 'value', before: 'https://a', after: 'https://b' },
      { path: 'headers', label: 'Headers', kind: 'value', secret: true },
    ]);
    expect(UID).not.toBe(input.uid);
  });
});

describe('a label', () => {
  it.each([
    ['metaTitle', 'Meta title'],
    ['SEOText', 'SEO text'],
    ['is_active', 'Is active'],
    ['html5Body', 'Html 5 body'],
    ['größe', 'Größe'],
    ['_', '_'],
  ])('of %s is %s', (name, label) => {
    expect(humanize(name)).toBe(label);
  });
});
