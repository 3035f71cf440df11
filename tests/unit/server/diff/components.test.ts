import { changesOf } from './fixtures';

const single = { type: 'component', component: 'shared.seo' };
const list = { type: 'component', component: 'shared.part', repeatable: true };
const zone = { type: 'dynamiczone', components: ['shared.part', 'shared.seo', 'blocks.hero'] };
const p = (id: number, title: string) => ({ id, title, body: null });
const z = (id: number, title: string) => ({ __component: 'shared.part', id, title });
const ref = (id: number, name: string, place: object = {}, type = 'shared.part') => ({
  id: String(id),
  type,
  name,
  ...place,
});
const at = (position: number) => ({ position });
const field = { path: 'field', label: 'Field', kind: 'component' };
const value = (path: string, label: string, sides: object) => ({
  ...{ path: `field${path}`, label: `Field${label}`, kind: 'value' },
  ...sides,
});

describe('a single component', () => {
  it('is told field by field, however deep', () => {
    const before = { id: 1, metaTitle: 'a', part: { id: 5, title: 'x' } };
    const after = { id: 1, metaTitle: 'b', part: { id: 5, title: 'y' } };
    expect(changesOf(single, before, after)).toEqual([
      value('.metaTitle', ': Meta title', { before: 'a', after: 'b' }),
      value('.part.title', ' › Part: Title', { before: 'x', after: 'y' }),
    ]);
  });

  it('is the same when only its row was replaced', () => {
    expect(changesOf(single, { id: 1, metaTitle: 'a' }, { id: 9, metaTitle: 'a' })).toEqual([]);
  });

  it('that was added or removed says so and tells its fields', () => {
    expect(changesOf(single, null, { id: 1, metaTitle: 'a' })).toEqual([
      { ...field, added: [ref(1, 'Seo', {}, 'shared.seo')] },
      value('.metaTitle', ': Meta title', { after: 'a' }),
    ]);
    expect(changesOf(single, { id: 1, metaTitle: 'a' }, null)).toEqual([
      { ...field, removed: [ref(1, 'Seo', {}, 'shared.seo')] },
      value('.metaTitle', ': Meta title', { before: 'a' }),
    ]);
  });

  it('says of its secrets only that they changed', () => {
    expect(changesOf(list, [{ id: 1, pin: 'a' }], [{ id: 1, pin: 'b' }])).toEqual([
      value('[0].pin', ' 1: Pin', { secret: true }),
    ]);
  });
});

describe('repeatable components', () => {
  it('are matched by id: moved, not rewritten', () => {
    expect(
      changesOf(list, [p(1, 'a'), p(2, 'b'), p(3, 'c')], [p(3, 'c'), p(1, 'a'), p(2, 'B')])
    ).toEqual([
      { ...field, moved: [ref(3, 'c', { position: 0, from: 2 })] },
      value('[2].title', ' 3: Title', { before: 'b', after: 'B' }),
    ]);
  });

  it('tell what was added and removed, each under a path of its own', () => {
    expect(changesOf(list, [p(1, 'a'), p(2, 'b')], [p(1, 'a'), p(3, 'c')])).toEqual([
      { ...field, added: [ref(3, 'c', at(1))], removed: [ref(2, 'b', at(1))] },
      value('[1].title', ' 2: Title', { after: 'c' }),
      value('[1 removed].title', ' 2: Title', { before: 'b' }),
    ]);
  });

  it('are matched by content and position where a writer sent no ids', () => {
    expect(changesOf(list, [p(1, 'a'), p(2, 'b')], [p(8, 'a'), p(9, 'b')])).toEqual([]);
    expect(changesOf(list, [p(1, 'a'), p(2, 'b')], [p(8, 'A'), p(9, 'b')])).toEqual([
      value('[0].title', ' 1: Title', { before: 'a', after: 'A' }),
    ]);
  });

  it('of a draft and its publication are matched without their ids', () => {
    const [draft, published] = [
      [p(1, 'a'), p(2, 'b')],
      [p(2, 'a'), p(3, 'B')],
    ];
    expect(changesOf(list, draft, published, { matchComponentsBy: 'position' })).toEqual([
      value('[1].title', ' 2: Title', { before: 'b', after: 'B' }),
    ]);
  });
});

describe('a dynamic zone', () => {
  it('tells fields by type and position of the component that holds them', () => {
    const seo = { __component: 'shared.seo', id: 1, metaTitle: 'm' };
    expect(changesOf(zone, [z(1, 'a'), seo], [z(1, 'b'), { ...seo, metaTitle: 'n' }])).toEqual([
      value('[0:part].title', ' 1 · Part: Title', { before: 'a', after: 'b' }),
      value('[1:seo].metaTitle', ' 2 · Seo: Meta title', { before: 'm', after: 'n' }),
    ]);
  });

  it('calls components by their display names, at every depth', () => {
    const hero = (title: string) => ({
      __component: 'blocks.hero',
      id: 4,
      parts: [p(7, 'x'), p(8, title)],
      ...{ seo: { id: 1, part: p(9, title) }, settings: { theme: { name: title } } },
    });
    const changes = changesOf(zone, [hero('a')], [hero('b')]);
    expect(changes.map(({ inside: _inside, ...change }) => change)).toEqual(
      [
        ['.settings.theme.name', ': name'],
        ['.parts[1].title', ' › Parts 2: Title'],
        ['.seo.part.title', ' › Seo › Part: Title'],
      ].map(([path, label]) =>
        value(`[0:hero]${path}`, ` 1 · Hero Banner${label}`, { before: 'a', after: 'b' })
      )
    );
  });

  it('gives each of many components with the same id a path of its own', () => {
    const types = ['shared.part', 'shared.seo', 'blocks.hero'];
    const six = (text: string) =>
      [...types, ...types].map((type, index) => ({
        __component: type,
        id: 17 + Math.floor(index / 3),
        title: text,
        metaTitle: text,
        heading: text,
      }));
    const changes = changesOf(zone, six('a'), six('b'));
    expect(changes.map(({ path }) => path)).toEqual([
      ...['field[0:part].title', 'field[1:seo].metaTitle', 'field[2:hero].heading'],
      ...['field[3:part].title', 'field[4:seo].metaTitle', 'field[5:hero].heading'],
    ]);
    expect(new Set(changes.map(({ label }) => label)).size).toBe(6);
  });

  it('does not match components of different types', () => {
    const seo = { __component: 'shared.seo', id: 1 };
    expect(changesOf(zone, [z(1, 'a')], [seo])).toEqual([
      { ...field, added: [ref(1, 'Seo', at(0), 'shared.seo')], removed: [ref(1, 'a', at(0))] },
      value('[0:part removed].title', ' 1 · Part: Title', { before: 'a' }),
    ]);
  });
});
