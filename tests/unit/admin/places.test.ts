import { actorPath, entryPath } from '../../../admin/src/wording/places';
import type { Actor, Resource } from '../../../server/src/contracts';

const actor = (part: Partial<Actor>): Actor => ({
  type: 'admin-user',
  id: '7',
  name: null,
  email: null,
  ...part,
});
const article: Resource = {
  type: 'api::article.article',
  id: '3',
  documentId: 'abc',
  locale: null,
  status: 'draft',
  name: 'Spring',
};
const there = { kind: 'collection-types', exists: true } as const;

describe('the place of an actor', () => {
  it.each([
    [actor({}), '/settings/users/7'],
    [actor({ type: 'api-token' }), '/settings/api-tokens/7'],
    [actor({ type: 'transfer-token' }), '/settings/transfer-tokens/7'],
    [actor({ type: 'end-user' }), null],
    [actor({ type: 'system', id: null }), null],
  ])('of %j is %s', (someone, path) => {
    expect(actorPath(someone)).toBe(path);
  });
});

describe('the place of an entry', () => {
  it('is the edit view of its type', () => {
    expect(entryPath(there, article)).toBe(
      '/content-manager/collection-types/api::article.article/abc'
    );
  });

  it('is in its locale', () => {
    expect(entryPath(there, { ...article, locale: 'de' })).toBe(
      '/content-manager/collection-types/api::article.article/abc?plugins%5Bi18n%5D%5Blocale%5D=de'
    );
  });

  it('has no id where there is only one of its type', () => {
    const homepage = { ...article, type: 'api::homepage.homepage' };
    expect(entryPath({ kind: 'single-types', exists: true }, homepage)).toBe(
      '/content-manager/single-types/api::homepage.homepage'
    );
  });

  it('is nowhere once the entry is gone', () => {
    expect(entryPath({ ...there, exists: false }, article)).toBeNull();
  });
});
