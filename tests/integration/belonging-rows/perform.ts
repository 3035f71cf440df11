import type { Core } from '@strapi/types';
import type { Place } from './places';

export interface Write {
  place: Place;
  /** The body of a function of `strapi` and `given`. */
  code: string;
}

/** The articles' content before and after a write: of two alike, and of one that has nothing there. */
export interface Written {
  titles: string[];
  before: string[];
  after: string[];
  /** Where the events of the write begin. */
  place: number;
}

/** Makes the articles, writes, and reads them again; runs inside Strapi. */
export async function perform(strapi: Core.Strapi, { place, code }: Write): Promise<Written> {
  type Row = Record<string, unknown> & { id: number; documentId: string };
  interface Query {
    create(params: { data: object }): Promise<Row>;
    findMany(params: object): Promise<Row[]>;
  }
  interface Builder {
    select(columns: string): Builder;
    where(conditions: object): Builder;
    execute(): Promise<Row[]>;
  }
  const ARTICLE = 'api::article.article';
  const query = (uid: string) => strapi.db.query(uid) as unknown as Query;
  const { create } = strapi.documents(ARTICLE as never) as unknown as Pick<Query, 'create'>;
  const stamp = Math.random().toString(36).slice(2);
  const file = (name: string) =>
    query('plugin::upload.file').create({
      data: {
        ...{ name: `${name}.png`, hash: `${name}-${stamp}`, mime: 'image/png', size: 1 },
        ...{ url: '/x', provider: 'local', folderPath: '/' },
      },
    });
  const author = (name: string) => query('api::author.author').create({ data: { name } });

  const files = [await file('f1'), await file('f2'), await file('f3')] as const;
  const authors = [await author('a1'), await author('a2'), await author('a3')] as const;
  const related: Row[] = [];
  for (const title of ['r1', 'r2', 'r3']) related.push(await create({ data: { title } }));
  const [f1, f2] = files.map(({ id }) => id);
  const [a1, a2] = authors.map(({ id }) => id);
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
  const isOfArticle = place.uid === ARTICLE;
  const bare = {
    seo: { metaTitle: 'none' },
    sections: [{ __component: 'blocks.gallery', caption: 'none' }],
  };
  const titles = ['one', 'two', 'bare'].map((title) => `${title} ${stamp}`);
  const ids: number[] = [];
  for (const [at, title] of titles.entries()) {
    const data = at < 2 ? content() : isOfArticle ? {} : bare;
    ids.push((await create({ data: { title, ...data } })).id);
  }

  const read = () =>
    query(ARTICLE).findMany({
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
  /** Names and titles in place of rows, to any depth. */
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    const { name, title, label, metaTitle, caption, image, tags, images, ...more } = value as Row;
    const { links, authors } = more;
    const parts = { image, tags, images, links, authors };
    return { ...{ name, title, label, metaTitle, caption }, ...plainParts(parts) };
  };
  const plainParts = (parts: object) =>
    Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, plain(part)]));
  const stateOf = ({ links, facts, cover, attachments, author, related, seo, sections }: Row) =>
    JSON.stringify(
      plainParts({ links, facts, cover, attachments, author, related, seo, sections })
    );

  const before = await read();
  const owners = before.map(({ id, seo, sections }) => {
    if (isOfArticle) return id;
    return (place.uid === 'shared.seo' ? (seo as Row) : (sections as Row[])[0]!).id;
  });
  const data: Record<string, object> = {
    'shared.link': { label: 'new' },
    'shared.meta-tag': { name: 'new' },
    'shared.seo': { metaTitle: 'new' },
    'blocks.gallery': { caption: 'new' },
  };
  const given: Record<string, Row> = {
    'plugin::upload.file': files[2],
    'api::author.author': authors[2],
    [ARTICLE]: related[2]!,
  };
  const { target } = place;
  const next = given[target] ?? (await query(target).create({ data: data[target]! }));

  const where = { ...place.on, [place.ownerColumn]: { $in: owners.slice(0, 2) } };
  const builder = () => strapi.db.queryBuilder(place.table) as unknown as Builder;
  const rows = await builder().select('*').where(where).execute();
  const first = owners.slice(0, 2).map((owner) => {
    const own = rows.filter((row) => row[place.ownerColumn] === owner);
    const rank = ({ order, id }: Row) => Number(order ?? id);
    return own.sort((one, other) => rank(one) - rank(other))[0]!;
  });
  const [row] = (await strapi.db
    .connection('audit_trail_events')
    .max({ last: 'id' })) as unknown as { last: unknown }[];
  const run = new Function('strapi', 'given', `return (async () => { ${code} })()`) as (
    strapi: Core.Strapi,
    given: object
  ) => Promise<void>;
  await run(strapi, {
    ...{ place, builder, where, owners, stamp, files, ids },
    next: next.id,
    /** One row of each article. */
    firstOfEach: { id: { $in: first.map(({ id }) => id) } },
    target: first[0]![place.targetColumn],
  });
  const after = await read();
  return {
    titles,
    before: before.map(stateOf),
    after: after.map(stateOf),
    place: Number(row?.last ?? 0),
  };
}
