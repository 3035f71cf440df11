import { createHash } from 'node:crypto';
import { ARTICLE, change, eventWith, redactorWith } from './fixtures';
import type { RawChange } from '../../../../server/src/event';

const HEX = '0123456789abcdef'.repeat(4);

function changesOf(changes: RawChange[], type: string | null = ARTICLE) {
  const event = eventWith({ changes });
  return redactorWith().event({ ...event, resource: { ...event.resource, type } }).changes;
}

describe('the changes of an event', () => {
  it.each([
    ['pin'],
    ['internalNotes'],
    ['seo.code'],
    ['parts[3].unlock'],
    ['blocks[12].unlock'],
    ['blocks[2:part].unlock'],
    ['blocks[2:part removed].unlock'],
    ['blocks[12].part.unlock'],
    ['blocks[12].code'],
    ['settings.smtp.password'],
    ['settings.tokens[0].value'],
  ])('say of %s only that it changed', (path) => {
    expect(changesOf([change({ path, before: 'old', after: 'new' })])).toEqual([
      { path, label: path, kind: 'value', hidden: true },
    ]);
  });

  it.each(['Password', 'New API key', 'Kennwort'])(
    'hide what code calls "%s" under a path that no schema knows',
    (label) => {
      const given = { ...change({ path: 'unheardOf', before: 'old', after: 'new' }), label };
      expect(changesOf([given])).toEqual([
        { path: 'unheardOf', label, kind: 'value', hidden: true },
      ]);
    }
  );

  it('hide a value that the source calls secret', () => {
    expect(changesOf([change({ path: 'title', before: 'a', after: 'b', secret: true })])).toEqual([
      { path: 'title', label: 'title', kind: 'value', hidden: true },
    ]);
  });

  it('keep both sides of what is shown', () => {
    const shown = [
      change({ path: 'title', before: 'a', after: 'b' }),
      change({ path: 'seo.metaTitle', before: null, after: 'b' }),
      change({ path: 'blocks[12].body', after: 'b' }),
      change({ path: 'settings.smtp.host', before: { a: [1] }, after: false }),
    ];
    expect(changesOf(shown)).toEqual(shown);
  });

  it('walk a whole component by its schema', () => {
    const after = { id: 1, metaTitle: 'm', code: 'x' };
    expect(changesOf([change({ path: 'seo', kind: 'component', after })])[0]).toMatchObject({
      after: { id: 1, metaTitle: 'm', code: '[hidden]' },
    });
  });

  it('are hidden where nothing but an embedded secret differs', () => {
    const sides = { before: `key ${HEX}`, after: `key ${[...HEX].reverse().join('')}` };
    expect(changesOf([change({ path: 'body', kind: 'text', ...sides })])).toEqual([
      { path: 'body', label: 'body', kind: 'text', hidden: true },
    ]);
  });

  it('go by names where the type is unknown', () => {
    const changes = [
      change({ path: 'options.apiKey', after: 'x' }),
      change({ path: 'options.color', after: 'red' }),
    ];
    expect(changesOf(changes, null).map(({ hidden }) => hidden)).toEqual([true, undefined]);
  });

  it('name related rows without the secrets in their names', () => {
    const added = [{ id: '1', documentId: 'd', type: 'x', name: `Key ${HEX}`, locale: null }];
    expect(changesOf([change({ path: 'author', kind: 'relation', added })])[0]?.added).toEqual([
      { id: '1', documentId: 'd', type: 'x', name: 'Key [hidden]', locale: null },
    ]);
  });
});

describe('the columns of an event', () => {
  it('are searched for secrets and cut to their length', () => {
    const event = eventWith({
      reason: `token=${'a'.repeat(9)} ${'r'.repeat(400)}`,
      tags: [
        'field:password',
        'password:hunter2',
        't'.repeat(100),
        ...Array<string>(1_100).fill('x'),
      ],
    });
    event.actor = { type: 'anonymous', id: null, name: 'n\0', email: 'hunter2' };
    event.request = { ...event.request, path: `/reset/${HEX}?a=1`, userAgent: `x Bearer ${HEX}` };
    const redacted = redactorWith().event(event);
    expect(redacted.reason).toHaveLength(255);
    expect(redacted.reason).toMatch(/^token=\[hidden\] r/);
    expect(redacted.tags).toHaveLength(1_021);
    expect(redacted.tags.slice(0, 3)).toEqual([
      ...['field:password', 'password:[hidden]', 't'.repeat(64)],
    ]);
    expect(redacted.actor).toEqual({ type: 'anonymous', id: null, name: 'n', email: null });
    expect(redacted.request).toMatchObject({
      path: '/reset/[hidden]',
      userAgent: 'x Bearer [hidden]',
    });
  });
});

describe('a large event', () => {
  const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

  it('keeps the beginning of large texts, their length and a fingerprint', () => {
    const before = 'ä'.repeat(100_000);
    const redacted = redactorWith().event(
      eventWith({ changes: [change({ path: 'body', kind: 'text', before, after: 'short' })] })
    );
    const [first] = redacted.changes;
    expect(first?.after).toBe('short');
    expect(String(first?.before)).toMatch(/^ä{1000,}$/);
    expect(first?.cut).toEqual({
      before: { bytes: 200_000, fingerprint: createHash('sha256').update(before).digest('hex') },
    });
    expect(bytesOf(redacted)).toBeLessThanOrEqual(65_536);
  });

  it('takes the fingerprint of the redacted text', () => {
    const fingerprintOf = (secret: string) =>
      changesOf([
        change({ path: 'body', before: `${secret} ${'a b '.repeat(40_000)}`, after: '' }),
      ])[0]?.cut?.before?.fingerprint;
    expect(fingerprintOf(HEX)).toBe(fingerprintOf([...HEX].reverse().join('')));
    expect(fingerprintOf(HEX)).not.toBe(fingerprintOf('open'));
  });

  it.each([
    [
      'many changes',
      {
        changes: Array.from({ length: 5000 }, (_, n) =>
          change({ path: `settings.a${n}`, before: 'x'.repeat(500), after: n })
        ),
      },
    ],
    [
      'a large payload',
      {
        payload: { list: Array.from({ length: 9000 }, (_, n) => ({ n, text: '"\n'.repeat(400) })) },
      },
    ],
    [
      'both',
      {
        payload: 'x'.repeat(1e6),
        changes: [
          change({
            path: 'settings',
            before: { a: 'x'.repeat(1e6) },
            after: Array(5000).fill('y'),
          }),
        ],
      },
    ],
    [
      'many references',
      {
        changes: [
          change({
            path: 'author',
            kind: 'relation',
            added: Array.from({ length: 3000 }, () => ({ id: '1', name: 'n'.repeat(300) })),
          }),
        ],
      },
    ],
    ['a text of control characters', { payload: '\u0001'.repeat(1e6) }],
  ])('stays within its limit with %s', (_, fields) => {
    const redacted = redactorWith().event(eventWith(fields));
    expect(bytesOf(redacted)).toBeLessThanOrEqual(65_536);
    expect(bytesOf(redacted)).toBeGreaterThan(8_000);
    expect(JSON.stringify(redacted)).toContain('cut');
  });
});

describe('the filter of a bulk change', () => {
  const filter = { $and: [{ title: 'Spring' }, { _q: 'words' }] };
  const filterOf = (type: string) => {
    const resource = { ...eventWith({}).resource, type };
    return redactorWith().event(eventWith({ resource, payload: { count: 2000, filter } })).payload;
  };

  it('hides the text of a search that looks into hidden attributes', () => {
    expect(filterOf(ARTICLE)).toEqual({
      count: 2000,
      filter: { $and: [{ title: 'Spring' }, { _q: '[hidden]' }] },
    });
  });

  it('keeps it if the type hides nothing', () => {
    expect(filterOf('plugin::users-permissions.role')).toEqual({ count: 2000, filter });
  });
});
