import { changesOf } from './fixtures';

const single = { type: 'component', component: 'shared.seo' };
const list = { type: 'component', component: 'shared.part', repeatable: true };
const zone = { type: 'dynamiczone', components: ['shared.part', 'shared.seo'] };
const p = (id: number, title: string) => ({ id, title, body: null });
const z = (id: number, title: string) => ({ __component: 'shared.part', id, title });
const ref = (id: number, name: string | null, type = 'shared.part') => ({
  id: String(id),
  type,
  name,
});
const field = { path: 'field', label: 'Field', kind: 'component' };

describe('a single component', () => {
  it('is told field by field, however deep', () => {
    const before = { id: 1, metaTitle: 'a', part: { id: 5, title: 'x' } };
    const after = { id: 1, metaTitle: 'b', part: { id: 5, title: 'y' } };
    expect(changesOf(single, before, after)).toEqual([
      { path: 'field.metaTitle', label: 'Meta title', kind: 'value', before: 'a', after: 'b' },
      { path: 'field.part.title', label: 'Title', kind: 'value', before: 'x', after: 'y' },
    ]);
  });

  it('is the same when only its row was replaced', () => {
    expect(changesOf(single, { id: 1, metaTitle: 'a' }, { id: 9, metaTitle: 'a' })).toEqual([]);
  });

  it('that was added or removed says so and tells its fields', () => {
    const title = { path: 'field.metaTitle', label: 'Meta title', kind: 'value' };
    expect(changesOf(single, null, { id: 1, metaTitle: 'a' })).toEqual([
      { ...field, added: [ref(1, null, 'shared.seo')] },
      { ...title, after: 'a' },
    ]);
    expect(changesOf(single, { id: 1, metaTitle: 'a' }, null)).toEqual([
      { ...field, removed: [ref(1, null, 'shared.seo')] },
      { ...title, before: 'a' },
    ]);
  });

  it('says of its secrets only that they changed', () => {
    expect(changesOf(list, [{ id: 1, pin: 'a' }], [{ id: 1, pin: 'b' }])).toEqual([
      { path: 'field[1].pin', label: 'Pin', kind: 'value', secret: true },
    ]);
  });
});

describe('repeatable components', () => {
  it('are matched by id: moved, not rewritten', () => {
    expect(
      changesOf(list, [p(1, 'a'), p(2, 'b'), p(3, 'c')], [p(3, 'c'), p(1, 'a'), p(2, 'B')])
    ).toEqual([
      { ...field, moved: [ref(3, 'c')] },
      { path: 'field[2].title', label: 'Title', kind: 'value', before: 'b', after: 'B' },
    ]);
  });

  it('tell what was added and removed', () => {
    expect(changesOf(list, [p(1, 'a'), p(2, 'b')], [p(1, 'a'), p(3, 'c')])).toEqual([
      { ...field, added: [ref(3, 'c')], removed: [ref(2, 'b')] },
      { path: 'field[3].title', label: 'Title', kind: 'value', after: 'c' },
      { path: 'field[2].title', label: 'Title', kind: 'value', before: 'b' },
    ]);
  });

  it('are matched by content and place where a writer sent no ids', () => {
    expect(changesOf(list, [p(1, 'a'), p(2, 'b')], [p(8, 'a'), p(9, 'b')])).toEqual([]);
    expect(changesOf(list, [p(1, 'a'), p(2, 'b')], [p(8, 'A'), p(9, 'b')])).toEqual([
      { path: 'field[8].title', label: 'Title', kind: 'value', before: 'a', after: 'A' },
    ]);
  });

  it('of a draft and its publication are matched without their ids', () => {
    const [draft, published] = [
      [p(1, 'a'), p(2, 'b')],
      [p(2, 'a'), p(3, 'B')],
    ];
    expect(changesOf(list, draft, published, { matchComponentsBy: 'position' })).toEqual([
      { path: 'field[3].title', label: 'Title', kind: 'value', before: 'b', after: 'B' },
    ]);
  });
});

describe('a dynamic zone', () => {
  it('tells fields by the component that holds them', () => {
    const seo = { __component: 'shared.seo', id: 1, metaTitle: 'm' };
    expect(changesOf(zone, [z(1, 'a'), seo], [z(1, 'b'), { ...seo, metaTitle: 'n' }])).toEqual([
      { path: 'field[1].title', label: 'Title', kind: 'value', before: 'a', after: 'b' },
      { path: 'field[1].metaTitle', label: 'Meta title', kind: 'value', before: 'm', after: 'n' },
    ]);
  });

  it('does not match components of different types', () => {
    const seo = { __component: 'shared.seo', id: 1 };
    expect(changesOf(zone, [z(1, 'a')], [seo])).toEqual([
      { ...field, added: [ref(1, null, 'shared.seo')], removed: [ref(1, 'a')] },
      { path: 'field[1].title', label: 'Title', kind: 'value', before: 'a' },
    ]);
  });
});
