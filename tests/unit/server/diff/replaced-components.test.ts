import fc from 'fast-check';
import type { RawChange } from '../../../../server/src/event';
import { differ } from './fixtures';

const zone = { type: 'dynamiczone', components: ['shared.part', 'shared.seo', 'blocks.hero'] };
const diff = differ({ zone }, { matchComponentsBy: 'position' });
const withIds = differ({ zone });

interface Component {
  __component: string;
  id?: number;
  title?: string | null;
  body?: string | null;
  metaTitle?: string | null;
  heading?: string | null;
  parts?: Omit<Component, '__component'>[];
}

let lastId = 0;
/** The same components as rows of their own, as Strapi makes them when it publishes. */
const renewed = (components: readonly Component[]): Component[] =>
  components.map((component) => ({
    ...component,
    id: (lastId += 1),
    ...(component.parts && { parts: renewed(component.parts as Component[]) }),
  }));

const hero = (heading: string, ...titles: string[]): Component => ({
  ...{ __component: 'blocks.hero', heading, text: `About ${heading}, at length`, price: '1.50' },
  parts: titles.map((title) => ({ title, body: `Text of ${title} in some words` })),
});
const part = (title: string, body: string | null = null): Component => ({
  __component: 'shared.part',
  title,
  body,
});

describe('components whose rows were replaced', () => {
  it('are the same where they say the same, whatever their ids', () => {
    const before = [hero('a', 'x', 'y'), part('t'), hero('a', 'x', 'y')];
    expect(diff({ zone: renewed(before) }, { zone: renewed(before) })).toEqual([]);
  });

  it('tell a small edit of a large zone as a small difference', () => {
    const before = Array.from({ length: 12 }, (_, index) =>
      hero(`Heading ${index}`, `one ${index}`, `two ${index}`, `three ${index}`)
    );
    const after = structuredClone(before);
    after[1]!.heading = 'Another heading';
    for (const index of [3, 5, 7]) after[index]!.parts![1]!.title = `another ${index}`;
    after.splice(9, 1);
    after.splice(0, 0, part('Brand new', 'words'));
    after.push(...after.splice(4, 1));
    const changes = diff({ zone: renewed(before) }, { zone: renewed(after) });
    const [order, ...fields] = changes;
    expect(order).toMatchObject({
      added: [{ name: 'Brand new', position: 0 }],
      removed: [{ name: 'Heading 9', position: 9 }],
      moved: [{ name: 'Heading 3', from: 3, position: 11 }],
    });
    const edited = fields.filter((change) => 'before' in change && 'after' in change);
    expect(edited.map(({ path }) => path)).toEqual([
      ...['zone[2:hero].heading', 'zone[5:hero].parts[1].title', 'zone[7:hero].parts[1].title'],
      'zone[11:hero].parts[1].title',
    ]);
    expect(fields.filter(({ path }) => path.startsWith('zone[0:part]'))).toHaveLength(2);
    expect(new Set(changes.map(({ path }) => path)).size).toBe(changes.length);
  });

  it('keep the text that was edited in its place, though a neighbour came', () => {
    const before = [part('a', 'the quick brown fox jumps'), part('z', 'over the lazy dog today')];
    const after = [
      part('new', 'lorem ipsum'),
      part('a', 'the quick red fox jumps'),
      part('z', 'over the lazy cat today'),
    ];
    const [order, ...fields] = diff({ zone: renewed(before) }, { zone: renewed(after) });
    expect(order).toMatchObject({ added: [{ name: 'new' }] });
    expect(order).not.toHaveProperty('moved');
    expect(fields.map(({ path }) => path)).toEqual([
      ...['zone[1:part].body', 'zone[2:part].body'],
      ...['zone[0:part].title', 'zone[0:part].body'],
    ]);
  });

  it('tell the order of components inside components', () => {
    const [before, after] = [hero('a', 'x', 'y', 'z'), hero('a', 'z', 'x', 'y')];
    const expected = {
      path: 'zone[0:hero].parts',
      label: 'Zone 1 · Hero Banner: Parts',
      kind: 'component',
      moved: [expect.objectContaining({ name: 'z', from: 2, position: 0 })],
    };
    expect(diff({ zone: renewed([before]) }, { zone: renewed([after]) })).toEqual([expected]);
    const [row] = renewed([before]);
    const [x, y, z] = row!.parts!;
    expect(withIds({ zone: [row] }, { zone: [{ ...row, parts: [z, x, y] }] })).toEqual([expected]);
  });

  it('are the same where related rows and numbers are only written otherwise', () => {
    const written = (price: unknown, id: number, settings: object) => ({
      ...hero('a'),
      price,
      settings,
      authors: [{ id, documentId: 'd1', name: 'Ada' }],
      image: { id: id + 1, documentId: 'f1', name: 'x.png' },
    });
    const before = [written('1.50', 1, { a: 1, b: 2 }), hero('b')];
    const after = [hero('b'), written(1.5, 7, { b: 2, a: 1 })];
    const changes = diff({ zone: renewed(before) }, { zone: renewed(after) });
    expect(changes.map(({ path }) => path)).toEqual(['zone']);
  });
});

const word = fc.stringMatching(/^[a-d]{1,2}$/);
const nested = fc.array(fc.record({ title: word, body: fc.option(word) }), { maxLength: 4 });
const component: fc.Arbitrary<Component> = fc.oneof(
  fc.record({ __component: fc.constant('shared.part'), title: word, body: fc.option(word) }),
  fc.record({ __component: fc.constant('shared.seo'), metaTitle: fc.option(word) }),
  fc.record({ __component: fc.constant('blocks.hero'), heading: word, parts: nested })
);
const components = fc.array(component, { maxLength: 9 });

/** The edits of a person: some words, one component less, one more, one elsewhere. */
const edit = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), at: fc.nat(), text: word }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(), component }),
  fc.record({ kind: fc.constant('move' as const), at: fc.nat(), to: fc.nat() })
);
type Edit = typeof edit extends fc.Arbitrary<infer One> ? One : never;

const filledOf = (one: object): number =>
  Object.entries(one).reduce((sum, [name, value]) => {
    if (name === '__component' || name === 'id' || value === null || value === undefined)
      return sum;
    if (!Array.isArray(value)) return sum + 1;
    return value.reduce((inner: number, item: object) => inner + filledOf(item), sum + 1);
  }, 0);

/** Applies an edit, and says how many changes are enough to tell it, the order apart. */
function apply(list: Component[], one: Edit): number {
  const at = list.length === 0 ? 0 : one.at % list.length;
  if (one.kind === 'insert') {
    list.splice(at, 0, structuredClone(one.component));
    return filledOf(one.component);
  }
  const found = list[at];
  if (!found) return 0;
  if (one.kind === 'write') {
    const name = ['title', 'metaTitle', 'heading'].find((key) => key in found)!;
    Object.assign(found, { [name]: one.text });
    return 1;
  }
  list.splice(at, 1);
  if (one.kind === 'move') list.splice(one.to % (list.length + 1), 0, found);
  return one.kind === 'move' ? 0 : filledOf(found);
}

describe.each([
  ['with new ids', diff, renewed],
  ['with the ids they had', withIds, (list: Component[]) => list],
])('random edits of a zone %s', (_, differOf, idsOf) => {
  it('lead from before to after', () => {
    fc.assert(
      fc.property(components, components, fc.array(edit, { maxLength: 6 }), (one, other, edits) => {
        const before = renewed(one);
        const after = edits.length % 2 ? [...structuredClone(before)] : renewed(other);
        for (const step of edits) apply(after, step);
        const images = [before, idsOf(after)] as const;
        const changes = differOf({ zone: images[0] }, { zone: images[1] });
        expect(replay(before, changes)).toEqual(plain(after));
        expect(new Set(changes.map(({ path }) => path)).size).toBe(changes.length);
      }),
      { numRuns: 500 }
    );
  });
});

it('small edits of a zone are told by few changes', () => {
  const sizes: { told: number; enough: number }[] = [];
  fc.assert(
    fc.property(components, fc.array(edit, { minLength: 1, maxLength: 3 }), (one, edits) => {
      const after = structuredClone(one);
      const enough = edits.reduce((sum, step) => sum + apply(after, step), 1);
      const told = diff({ zone: renewed(one) }, { zone: renewed(after) }).length;
      sizes.push({ told, enough });
    }),
    { numRuns: 500 }
  );
  const sum = (pick: 'told' | 'enough') => sizes.reduce((all, size) => all + size[pick], 0);
  expect(sum('told')).toBeLessThanOrEqual(sum('enough'));
});

it.each([
  ['all rewritten', (index: number) => `${index * 7919} other words ${index % 13}`],
  ['all reversed', (index: number) => `the words of number ${499 - index} and more`],
  ['all alike', (index: number) => `the same words every time ${index % 2}`],
  [
    'one in ten rewritten',
    (index: number) => `the words of number ${index} ${index % 10 ? 'and more' : 'but'}`,
  ],
])('500 components, %s, take less than half a second of the processor', (_, text) => {
  const zoneOf = (write: (index: number) => string) =>
    renewed(
      Array.from({ length: 500 }, (__, index) => hero(write(index), `${write(index)} x`, 'y'))
    );
  const before = zoneOf((index) => `the words of number ${index} and more`);
  const after = zoneOf(text);
  const start = process.cpuUsage();
  expect(diff({ zone: before }, { zone: after })).not.toEqual([]);
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1_000).toBeLessThan(500);
});

/** What a reader of the event can make of it: the components after it, from those before it. */
function replay(before: readonly Component[], changes: readonly RawChange[]): unknown {
  return replayList(before as unknown as Fields[], 'zone', changes);
}

type Fields = Record<string, unknown>;

function replayList(before: readonly Fields[], path: string, changes: readonly RawChange[]) {
  const own = changes.find((change) => change.path === path);
  const { added = [], removed = [], moved = [] } = own ?? {};
  const slots = new Map<number, Fields>();
  for (const { position, type } of added) {
    slots.set(position!, path === 'zone' ? { __component: type } : {});
  }
  for (const { position, from } of moved) slots.set(position!, { ...before[from!]! });
  const gone = new Set([...removed.map((one) => one.position), ...moved.map((one) => one.from)]);
  const stayed = before.filter((_, index) => !gone.has(index)).map((one) => ({ ...one }));
  const length = stayed.length + slots.size;
  const after = Array.from({ length }, (_, index) => slots.get(index) ?? stayed.shift()!);
  return after.map((one, position) => replayFields(one, path, position, changes));
}

function replayFields(
  one: Fields,
  list: string,
  position: number,
  changes: readonly RawChange[]
): unknown {
  const short = typeof one.__component === 'string' ? `:${one.__component.split('.')[1]}` : '';
  const path = `${list}[${position}${short}]`;
  const result: Fields = { ...one };
  for (const change of changes) {
    const name = change.path.slice(path.length + 1);
    if (!change.path.startsWith(`${path}.`) || !/^\w+$/.test(name)) continue;
    if (change.kind === 'component') continue;
    expect(result[name] ?? null).toEqual(change.before ?? null);
    result[name] = change.after;
  }
  if (short === ':hero') {
    result.parts = replayList((result.parts ?? []) as Fields[], `${path}.parts`, changes);
  }
  return plain([result])[0];
}

/** Without ids and without what is empty. */
function plain(list: readonly object[]): unknown[] {
  return list.map((one) =>
    Object.fromEntries(
      Object.entries(one)
        .filter(([name, value]) => name !== 'id' && value !== null && value !== undefined)
        .map(([name, value]) => [name, Array.isArray(value) ? plain(value) : value])
    )
  );
}
