import type { Core } from '@strapi/types';
import type { Change } from '../../../server/src/contracts';
import type { Program } from './programs';

/** The row as it is found, its parts by what an event calls them. */
export interface Image {
  values: Record<string, unknown>;
  author: string | null;
  related: string[];
  links: { id: number; label: string }[];
  seo: { id: number; metaTitle: string } | null;
  sections: { id: number; text: string }[];
}

export interface Outcome {
  program: string;
  error: string | null;
  before: Image;
  after: Image;
  events: { action: string; changes: Change[] }[];
}

/** Runs inside the Strapi process: nothing outside of this function is seen there. */
export async function perform(strapi: Core.Strapi, todo: Program[]): Promise<Outcome[]> {
  type Row = Record<string, unknown> & { id: number; documentId: string };
  type Values = Program[number]['values'];
  const [ARTICLE, AUTHOR] = ['api::article.article', 'api::author.author'];
  const articles = strapi.documents(ARTICLE as never) as unknown as Record<
    'create' | 'update',
    (params: object) => Promise<Row>
  >;
  const query = strapi.db.query(ARTICLE);

  const create = (title: string) => articles.create({ locale: 'en', data: { title } });
  const row = await create('start');
  const others = [await create('one'), await create('two'), await create('three')];
  const authors: Row[] = [];
  for (const name of ['Ann', 'Bob', 'Cleo']) {
    authors.push((await strapi.db.query(AUTHOR).create({ data: { name } })) as Row);
  }
  const where = { id: row.id };

  const read = async (): Promise<Image> => {
    const found = (await query.findOne({
      where,
      populate: {
        author: true,
        related: true,
        links: true,
        seo: true,
        sections: { on: { 'blocks.quote': true } },
      },
    })) as Row;
    const { title, summary, details, views, tone } = found;
    const seo = found.seo as Row | null;
    return {
      values: { title, summary, details, views, tone },
      author: (found.author as Row | null)?.documentId ?? null,
      related: (found.related as Row[]).map(({ documentId }) => documentId).sort(),
      links: (found.links as Row[]).map(({ id, label }) => ({ id, label: String(label) })),
      seo: seo && { id: seo.id, metaTitle: String(seo.metaTitle) },
      sections: (found.sections as Row[]).map(({ id, text }) => ({ id, text: String(text) })),
    };
  };

  const scalars = ({ title, summary, details, views, tone }: Values) => {
    const data = { title, summary, details, views, tone };
    return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
  };

  const documentData = async (values: Values) => {
    const { author, related, links, seo, sections } = values;
    const now = await read();
    return {
      ...scalars(values),
      ...(author !== undefined && { author: author === null ? null : authors[author]!.documentId }),
      ...(related && { related: related.map((at) => others[at]!.documentId) }),
      ...(links && {
        links: links.map((label, at) => ({
          ...(now.links[at] && { id: now.links[at].id }),
          label,
        })),
      }),
      ...(seo !== undefined && { seo: seo && { ...(now.seo && { id: now.seo.id }), ...seo } }),
      ...(sections && {
        sections: sections.map((text, at) => ({
          __component: 'blocks.quote',
          ...(now.sections[at] && { id: now.sections[at].id }),
          text,
        })),
      }),
    };
  };

  const queryData = (values: Values) => {
    const { author, related } = values;
    return {
      ...scalars(values),
      ...(author !== undefined && { author: author === null ? null : authors[author]!.id }),
      ...(related && { related: { set: related.map((at) => others[at]!.id) } }),
    };
  };

  const act = async ({ via, values }: Program[number]): Promise<unknown> => {
    const data = { title: 'none', ...scalars(values) };
    switch (via) {
      case 'documents':
        return articles.update({
          documentId: row.documentId,
          locale: 'en',
          data: await documentData(values),
        });
      case 'query':
        return query.update({ where, data: queryData(values) });
      case 'many':
        return query.updateMany({ where: { documentId: row.documentId }, data });
      case 'builder':
        return strapi.db.queryBuilder(ARTICLE).where(where).update(data).execute();
      case 'component': {
        const { links, seo } = await read();
        const { title } = data;
        if (seo && values.seo) {
          return strapi.db
            .query('shared.seo')
            .update({ where: { id: seo.id }, data: { metaTitle: title } });
        }
        const ids = links.map(({ id }) => id);
        return strapi.db
          .query('shared.link')
          .updateMany({ where: { id: { $in: ids } }, data: { label: title } });
      }
      case 'join': {
        const { related } = strapi.db.metadata.get(ARTICLE).attributes as unknown as {
          related: { joinTable: { name: string; joinColumn: { name: string } } };
        };
        const { name, joinColumn } = related.joinTable;
        return strapi.db
          .queryBuilder(name)
          .where({ [joinColumn.name]: row.id })
          .delete()
          .execute();
      }
    }
  };

  let inLifecycle: Values | null = null;
  let inMiddleware: Values | null = null;
  strapi.db.lifecycles.subscribe({
    models: [ARTICLE],
    async afterUpdate() {
      const values = inLifecycle;
      inLifecycle = null;
      if (values) await query.update({ where, data: queryData(values) });
    },
  });
  strapi.documents.use(async (context, next) => {
    const { params } = context as { params: { data?: object } };
    if (inMiddleware && params.data) {
      params.data = { ...params.data, ...(await documentData(inMiddleware)) };
      inMiddleware = null;
    }
    return next();
  });

  const outcomes: Outcome[] = [];
  for (const program of todo) {
    const before = await read();
    const [last] = await strapi.db.connection('audit_trail_events').max({ id: 'id' });
    let error: string | null = null;
    try {
      await strapi.db.transaction(async () => {
        for (const step of program) {
          inLifecycle = step.lifecycle;
          inMiddleware = step.middleware;
          await (step.isNested ? strapi.db.transaction(() => act(step)) : act(step));
        }
      });
    } catch (thrown) {
      error = (thrown as Error).message;
    }
    const rows = await strapi.db
      .connection('audit_trail_events')
      .where('id', '>', Number(last?.id ?? 0))
      .where('resource_document_id', row.documentId)
      .orderBy('id');
    outcomes.push({
      program: JSON.stringify(program),
      error,
      before,
      after: await read(),
      events: rows.map(({ action, changes }: Record<string, unknown>) => ({
        action: String(action),
        changes: typeof changes === 'string' ? JSON.parse(changes) : changes,
      })),
    });
  }
  return outcomes;
}
