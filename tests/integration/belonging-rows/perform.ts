import type { Core } from '@strapi/types';

/** An attribute whose value is stored in rows of a join table. */
export interface Place {
  /** The article's type, or a component's. */
  uid: string;
  attribute: string;
  kind: 'link' | 'media' | 'component';
  isSingle: boolean;
  table: string;
  ownerColumn: string;
  targetColumn: string;
  orderColumn: string | null;
  /** What else tells these rows from others of their table. */
  on: Record<string, unknown>;
  /** The type of what it holds. */
  target: string;
}

export interface Write {
  place: Place;
  /** The body of a function of `strapi`, `place` and `rows`. */
  code: string;
}

/** The article's content before and after a write: two alike, and one that has nothing there. */
export interface Written {
  titles: string[];
  before: string[];
  after: string[];
}

/** Every such attribute of the article and of the components in it. */
export function findPlaces(strapi: Core.Strapi): Place[] {
  const found: Place[] = [];
  const owners = ['api::article.article', 'shared.seo', 'blocks.gallery'];
  for (const uid of owners) {
    const { attributes } = strapi.db.metadata.get(uid);
    for (const [attribute, schema] of Object.entries(
      strapi.getModel(uid as never)['attributes'] as Record<string, any>
    )) {
      if (['createdBy', 'updatedBy', 'localizations'].includes(attribute)) continue;
      const { joinTable, morphBy, target, owner } = (attributes[attribute] ?? {}) as any;
      // A link that both sides show is told by one of them: differences/relations.
      if (schema.inversedBy || schema.mappedBy) continue;
      const isSingle =
        schema.type === 'component'
          ? !schema.repeatable
          : schema.type === 'media'
            ? !schema.multiple
            : String(schema.relation).endsWith('ToOne');
      if (schema.type === 'media') {
        const files = (strapi.db.metadata.get(target).attributes[morphBy] as any).joinTable;
        const { idColumn, typeColumn } = files.morphColumn;
        found.push({
          ...{ uid, attribute, kind: 'media', isSingle, table: files.name, target },
          ownerColumn: idColumn.name,
          targetColumn: files.joinColumn.name,
          orderColumn: 'order',
          on: { [typeColumn.name]: uid, field: attribute },
        });
      } else if (joinTable && owner !== false) {
        const component =
          schema.component ?? schema.components?.find((one: string) => one === 'blocks.gallery');
        found.push({
          ...{ uid, attribute, isSingle, table: joinTable.name },
          kind: component ? 'component' : 'link',
          ownerColumn: joinTable.joinColumn.name,
          targetColumn: (joinTable.inverseJoinColumn ?? joinTable.morphColumn?.idColumn).name,
          orderColumn: joinTable.orderColumnName ?? null,
          on: component ? { ...joinTable.on, component_type: component } : { ...joinTable.on },
          target: component ?? schema.target,
        });
      }
    }
  }
  return found;
}

/** Makes the articles, writes, and reads them again. */
export async function perform(strapi: Core.Strapi, { place, code }: Write): Promise<Written> {
  const query = (uid: string) => strapi.db.query(uid) as any;
  const stamp = Math.random().toString(36).slice(2);
  const file = (name: string) =>
    query('plugin::upload.file').create({
      data: {
        ...{ name: `${name}.png`, hash: `${name}-${stamp}`, mime: 'image/png', size: 1 },
        ...{ url: '/x', provider: 'local', folderPath: '/' },
      },
    });
  const author = (name: string) => query('api::author.author').create({ data: { name } });
  const article = (data: object) =>
    strapi.documents('api::article.article').create({ data } as any);

  const files = [await file('f1'), await file('f2'), await file('f3')];
  const authors = [await author('a1'), await author('a2'), await author('a3')];
  const related: any[] = [];
  for (const title of ['r1', 'r2', 'r3']) related.push(await article({ title }));
  const [f1, f2] = files.map(({ id }) => id as number);
  const [a1, a2] = authors.map(({ id }) => id as number);
  const links = () => [{ label: `l1 ${stamp}` }, { label: 'l2' }];
  const gallery = {
    ...{ __component: 'blocks.gallery', caption: `c ${stamp}`, images: [f1, f2] },
    ...{ authors: [a1, a2], links: links() },
  };
  const content = () => ({
    ...{ links: links(), facts: links(), cover: f1, attachments: [f1, f2] },
    author: authors[0].documentId,
    related: related.slice(0, 2).map(({ documentId }) => documentId),
    seo: { metaTitle: `m ${stamp}`, image: f1, tags: [{ name: `t1 ${stamp}` }, { name: 't2' }] },
    sections: [gallery],
  });
  const isOfArticle = place.uid === 'api::article.article';
  const nothing = isOfArticle
    ? {}
    : {
        seo: { metaTitle: 'none' },
        sections: [{ __component: 'blocks.gallery', caption: 'none' }],
      };
  const titles = ['one', 'two', 'bare'].map((title) => `${title} ${stamp}`);
  const ids: number[] = [];
  for (const [at, title] of titles.entries()) {
    ids.push((await article({ title, ...(at < 2 ? content() : nothing) })).id as number);
  }

  const read = async () => {
    const found = await query('api::article.article').findMany({
      where: { id: { $in: ids } },
      orderBy: 'id',
      populate: {
        ...{ links: true, facts: true, cover: true, attachments: true, author: true },
        related: true,
        seo: { populate: { image: true, tags: true } },
        sections: {
          on: {
            'blocks.quote': true,
            'blocks.gallery': { populate: { images: true, authors: true, links: true } },
          },
        },
      },
    });
    return found as any[];
  };
  const plain = (value: any): any => {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    const { name, title, label, metaTitle, caption, image, tags, images, links, authors } = value;
    return plainAll({
      name,
      title,
      label,
      metaTitle,
      caption,
      image,
      tags,
      images,
      links,
      authors,
    });
  };
  const plainAll = (values: object) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, plain(value)]));
  const state = (articles: any[]) =>
    articles.map(({ links, facts, cover, attachments, author, related, seo, sections }) =>
      JSON.stringify(plainAll({ links, facts, cover, attachments, author, related, seo, sections }))
    );

  const before = await read();
  const owners = before.map((one) => {
    if (isOfArticle) return one.id as number;
    return (place.uid === 'shared.seo' ? one.seo : one.sections[0]).id as number;
  });
  const made: Record<string, () => Promise<{ id: number }>> = {
    'plugin::upload.file': () => Promise.resolve(files[2]),
    'api::author.author': () => Promise.resolve(authors[2]),
    'api::article.article': () => Promise.resolve(related[2]),
    'shared.link': () => query('shared.link').create({ data: { label: 'new' } }),
    'shared.meta-tag': () => query('shared.meta-tag').create({ data: { name: 'new' } }),
    'shared.seo': () => query('shared.seo').create({ data: { metaTitle: 'new' } }),
    'blocks.quote': () => query('blocks.quote').create({ data: { text: 'new' } }),
    'blocks.gallery': () => query('blocks.gallery').create({ data: { caption: 'new' } }),
  };
  const where = { ...place.on, [place.ownerColumn]: { $in: owners.slice(0, 2) } };
  const builder = () => (strapi.db.entityManager as any).createQueryBuilder(place.table);
  const rows = await builder().select('*').where(where).execute();
  const first = owners.slice(0, 2).map((owner) => {
    const own = rows.filter((row: any) => row[place.ownerColumn] === owner);
    return own.sort((x: any, y: any) => (x.order ?? x.id) - (y.order ?? y.id))[0];
  });
  const next = (await made[place.target]!()).id;
  const given = {
    ...{ place, builder, where, owners, rows, next, stamp, files, ids },
    /** One row of each article. */
    firstOfEach: { id: { $in: first.map((row) => row?.id) } },
    target: first[0]?.[place.targetColumn],
  };
  const run = new Function('strapi', 'given', `return (async () => { ${code} })()`);
  const { last } = (await strapi.db.connection('audit_trail_events').max({ last: 'id' }))[0] as any;
  await run(strapi, given);
  const after = state(await read());
  return { titles, before: state(before), after, place: Number(last ?? 0) } as Written & {
    place: number;
  };
}
