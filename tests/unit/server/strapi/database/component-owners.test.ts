import {
  createComponentOwners,
  type ComponentTable,
} from '../../../../../server/src/strapi/database/component-owners';
import type { Watches } from '../../../../../server/src/record/watches';

const ARTICLE = 'api::article.article';

/** Which rows have which: the id of a component is that of its owner times ten, and the next. */
function ownersOf(nesting: Record<string, string[]>) {
  const tables = new Map<string, ComponentTable[]>();
  for (const [ownerUid, components] of Object.entries(nesting)) {
    for (const uid of components) {
      const table = { ownerUid, table: `${ownerUid}_cmps`, ownerColumn: 'entity_id' };
      tables.set(uid, [...(tables.get(uid) ?? []), { ...table, componentColumn: 'cmp_id' }]);
    }
  }
  const reads: string[] = [];
  const owners = createComponentOwners({
    watches: { of: (uid: string) => (uid === ARTICLE ? {} : undefined) } as Watches,
    tables: () => tables,
    select(table, _columns, { ids, on }) {
      reads.push(table);
      const field = String(on?.component_type);
      const found = ids.map((id) => ({ entity_id: Math.floor(Number(id) / 10), field }));
      return Promise.resolve(found.filter(({ entity_id }) => entity_id > 0));
    },
  });
  return { owners, reads };
}

describe('the entries that have a component', () => {
  it('are found through all components that it is nested in', async () => {
    const { owners } = ownersOf({ [ARTICLE]: ['a'], a: ['b'], b: ['c'], c: ['d'] });
    const found = await owners.of('d', [70_001, 70_002, 80_001]);
    expect(owners.isWatched('d')).toBe(true);
    expect(found).toMatchObject([
      { uid: ARTICLE, type: 'update', where: [{ id: { $in: [7, 8] } }] },
    ]);
    expect([...(found[0]!.attributes as ReadonlySet<string>)]).toEqual(['a']);
  });

  it('are found where it stands at several depths', async () => {
    const { owners } = ownersOf({ [ARTICLE]: ['a', 'b'], a: ['b'] });
    const found = await owners.of('b', [710]);
    expect(found.map(({ where }) => where)).toEqual([
      [{ id: { $in: [71] } }],
      [{ id: { $in: [7] } }],
    ]);
  });

  it('are none of a component that only unwatched rows have, and nothing is read', async () => {
    const { owners, reads } = ownersOf({ 'api::secret.secret': ['a'], a: ['b'] });
    expect(owners.isWatched('b')).toBe(false);
    expect(await owners.of('a', [10])).toEqual([]);
    expect(reads).toEqual([]);
  });

  it('are looked for a few times where a component contains itself', async () => {
    const { owners, reads } = ownersOf({ a: ['a'] });
    expect(owners.isWatched('a')).toBe(false);
    await owners.of('a', [10 ** 14]);
    expect(reads.length).toBeLessThan(10);
  });
});
