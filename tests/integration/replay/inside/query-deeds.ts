import type { Core } from '@strapi/types';
import { ARTICLE, AUTHOR, FILE, type Choices } from './choose';
import type { Perform } from './deeds';

interface RelationQuery {
  update(params: { where: object; data: object }): Promise<unknown>;
  updateRelations(id: number, data: object): Promise<unknown>;
  deleteRelations(id: number): Promise<unknown>;
}

/** What code does with the query layer, past the Document Service. */
export function queryDeeds(strapi: Core.Strapi, choices: Choices): Record<string, Perform> {
  const articles = strapi.db.query(ARTICLE);
  const scalars = (fields: Record<string, unknown>) => {
    const { title, summary, details, views, tone, day, price } = fields;
    return Object.fromEntries(
      Object.entries({ title, summary, details, views, tone, day, price }).filter(
        ([, value]) => value !== undefined
      )
    );
  };

  return {
    async 'query.create'({ pick, flag, locale, fields }) {
      if ((await choices.all(ARTICLE)).length >= 20) return;
      const data = { title: `Queried ${pick}`, ...scalars(fields), locale };
      const author = (await choices.one(AUTHOR, pick))?.id ?? null;
      await articles.create({ data: { ...data, author, ...(flag && { publishedAt: null }) } });
    },
    async 'query.createMany'({ pick, locale, flag, fields }) {
      if ((await choices.all(ARTICLE)).length >= 20) return;
      const one = { title: `Many ${pick}`, ...scalars(fields), locale };
      const state = flag ? { publishedAt: null } : {};
      await articles.createMany({
        data: [
          { ...one, ...state },
          { ...one, title: 'Other', ...state },
        ],
      });
    },
    async 'query.update'({ pick, fields }) {
      const row = await choices.one(ARTICLE, pick);
      if (row) await articles.update({ where: { id: row.id }, data: scalars(fields) });
    },
    async 'query.updateMany'({ pick, fields }) {
      const { title: _title, ...data } = scalars(fields);
      if (Object.keys(data).length === 0) return;
      await articles.updateMany({ where: { views: { $lt: pick % 5 } }, data });
    },
    async 'query.delete'({ pick, flag }) {
      const row = await choices.one(ARTICLE, pick, flag ? { publishedAt: { $notNull: true } } : {});
      if (row) await articles.delete({ where: { id: row.id } });
    },
    async 'query.deleteMany'({ pick }) {
      const row = await choices.one(ARTICLE, pick);
      if (row) await articles.deleteMany({ where: { documentId: row.documentId } });
    },
    async 'query.relation'({ pick, other, flag }) {
      const row = await choices.one(ARTICLE, pick);
      if (!row) return;
      const where = { publishedAt: row.publishedAt ? { $notNull: true } : null };
      const related = (await choices.all(ARTICLE, { ...where, locale: row.locale ?? null }))
        .filter((_, at) => (other >> at) % 2)
        .map(({ id }) => id);
      const author = (await choices.one(AUTHOR, other))?.id ?? null;
      const file = (await choices.one(FILE, other))?.id ?? null;
      const data = flag ? { related, attachments: file ? [file] : [] } : { author, cover: file };
      await articles.update({ where: { id: row.id }, data: data as never });
    },
    async 'query.published-at'({ pick, other, flag }) {
      const row = await choices.one(ARTICLE, pick);
      const publishedAt = row?.publishedAt && other % 2 ? null : new Date();
      if (!row) return;
      // One row of each version of a document, as Strapi itself has it.
      const status = publishedAt ? { $notNull: true } : null;
      const { documentId, locale = null } = row;
      const [taken] = await choices.all(ARTICLE, { documentId, locale, publishedAt: status });
      if (taken && taken.id !== row.id) return;
      if (flag) await articles.update({ where: { id: row.id }, data: { publishedAt } });
      else {
        const data = { publishedAt, summary: 'Flipped' };
        await articles.updateMany({ where: { id: row.id }, data });
      }
    },
    async 'query.locale'({ pick, locale }) {
      const row = await choices.one(ARTICLE, pick);
      if (!row) return;
      const status = row.publishedAt ? { $notNull: true } : null;
      const where = { documentId: row.documentId, locale, publishedAt: status };
      const [taken] = await choices.all(ARTICLE, where);
      if (!taken) await articles.update({ where: { id: row.id }, data: { locale } });
    },
    async 'query.component'({ pick, other, flag }) {
      const uid = ['shared.link', 'shared.seo', 'blocks.quote', 'shared.meta-tag'][other % 4]!;
      const data = {
        'shared.link': { label: `Label ${pick % 3}` },
        'shared.seo': { metaTitle: `Meta ${pick % 3}` },
        'blocks.quote': { source: `Source ${pick % 3}` },
        'shared.meta-tag': { content: `Content ${pick % 3}` },
      }[uid]!;
      const row = await choices.one(uid, pick);
      if (!row) return;
      if (flag) await strapi.db.query(uid).update({ where: { id: row.id }, data: data as never });
      else await strapi.db.query(uid).updateMany({ where: { id: row.id }, data: data as never });
    },
    async 'query.component-part'({ pick, other, flag }) {
      const [uid, part] = (
        [
          ['shared.seo', 'image'],
          ['blocks.gallery', 'images'],
          ['blocks.gallery', 'authors'],
        ] as const
      )[other % 3]!;
      const row = await choices.one(uid, pick);
      if (!row) return;
      const target = await choices.one(part === 'authors' ? AUTHOR : FILE, other);
      const data = { [part]: part === 'image' ? (target?.id ?? null) : target ? [target.id] : [] };
      const query = strapi.db.query(uid) as unknown as RelationQuery;
      if (flag) await query.update({ where: { id: row.id }, data });
      else await query.updateRelations(row.id, data);
    },
    async 'query.component-rows'({ pick, other, flag }) {
      const [uid, attribute] = (
        [
          [ARTICLE, 'links'],
          ['shared.seo', 'tags'],
          ['blocks.gallery', 'links'],
        ] as const
      )[other % 3]!;
      const row = await choices.one(uid, pick);
      const { joinTable } = strapi.db.metadata.get(uid).attributes[attribute] as unknown as {
        joinTable: { name: string; joinColumn: { name: string }; on?: object };
      };
      if (!row) return;
      const where = { ...joinTable.on, [joinTable.joinColumn.name]: row.id };
      const rows = strapi.db.queryBuilder(joinTable.name).where(where).delete();
      await (flag ? rows.limit(1) : rows).execute();
    },
    async 'query.file-links'({ pick, other, flag }) {
      const [file, entry] = [await choices.one(FILE, pick), await choices.one(ARTICLE, other)];
      if (!file || !entry) return;
      const query = strapi.db.query(FILE) as unknown as RelationQuery;
      const field = pick % 2 ? 'cover' : 'attachments';
      const related = [{ id: entry.id, __type: ARTICLE, __pivot: { field } }];
      if (flag) await query.update({ where: { id: file.id }, data: { related } });
      else await query.deleteRelations(file.id);
    },
  };
}
