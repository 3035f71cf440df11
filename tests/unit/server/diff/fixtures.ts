import { diffSnapshots, type DiffInput } from '../../../../server/src/diff';
import type { SchemaAttribute, StrapiSchema } from '../../../../server/src/event';

export const UID = 'api::article.article';

const part: StrapiSchema = {
  attributes: { title: { type: 'string' }, body: { type: 'text' }, pin: { type: 'password' } },
};
const seo: StrapiSchema = {
  attributes: {
    metaTitle: { type: 'string' },
    part: { type: 'component', component: 'shared.part' },
  },
};
const hero: StrapiSchema = {
  info: { displayName: 'Hero Banner' },
  attributes: {
    heading: { type: 'string' },
    text: { type: 'text' },
    price: { type: 'decimal' },
    settings: { type: 'json' },
    parts: { type: 'component', component: 'shared.part', repeatable: true },
    seo: { type: 'component', component: 'shared.seo' },
    authors: { type: 'relation', relation: 'oneToMany', target: 'api::author.author' },
    image: { type: 'media' },
  },
};
const models: Record<string, StrapiSchema> = {
  'shared.part': part,
  'shared.seo': seo,
  'blocks.hero': hero,
};

/** A differ over one type with the given attributes, beside the components above. */
export function differ(attributes: Record<string, SchemaAttribute>, options?: Partial<DiffInput>) {
  const all: Record<string, StrapiSchema> = { ...models, [UID]: { attributes } };
  return (before: DiffInput['before'], after: DiffInput['after']) =>
    diffSnapshots({
      uid: UID,
      before,
      after,
      getModel: (uid) => all[uid],
      isSecret: (uid, name) => all[uid]?.attributes[name]?.type === 'password',
      ...options,
    });
}

/** The changes of one attribute called `field`, without the rows of components that they are in. */
export function changesOf(
  attribute: SchemaAttribute,
  before: unknown,
  after: unknown,
  options?: Partial<DiffInput>
) {
  const changes = differ({ field: attribute }, options)({ field: before }, { field: after });
  return changes.map(({ row: _, ...change }) => change);
}
