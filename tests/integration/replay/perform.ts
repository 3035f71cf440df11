import type { Core } from '@strapi/types';
import type { Change } from '../../../server/src/contracts';
import type { Operation } from './operations';

/** A row with everything that the operations may touch. */
export interface RowImage {
  key: string;
  values: Record<string, unknown>;
  author: string | null;
  related: string[];
  links: Record<string, Record<string, unknown>>;
}

export interface StepEvent {
  action: string;
  key: string;
  changes: Change[];
}

/** What one operation left: the rows as they are after it and the events it recorded. */
export interface Step {
  did: string;
  error: string | null;
  rows: RowImage[];
  events: StepEvent[];
}

/** Runs inside the Strapi process: nothing outside of this function is seen there. */
export async function perform(strapi: Core.Strapi, todo: Operation[]): Promise<Step[]> {
  type Row = Record<string, unknown> & { id: number; documentId: string; locale: string | null };
  const [ARTICLE, AUTHOR] = ['api::article.article', 'api::author.author'];
  const MOST_DOCUMENTS = 8;
  const articles = strapi.documents(ARTICLE as never) as unknown as Record<
    string,
    (params: object) => Promise<Row>
  >;
  const authors = strapi.documents(AUTHOR as never) as unknown as typeof articles;
  const keyOf = (type: string, row: Row) =>
    type === AUTHOR
      ? `${type} ${row.documentId}`
      : `${type} ${row.documentId} ${row.locale} ${row.publishedAt ? 'published' : 'draft'}`;
  const related = (row: Row) => (row.related as Row[]).map(({ documentId }) => documentId);

  const read = async () => ({
    articles: (await strapi.db.query(ARTICLE).findMany({
      populate: { author: true, related: true, links: true, seo: true },
      orderBy: 'id',
    })) as Row[],
    authors: (await strapi.db.query(AUTHOR).findMany({ orderBy: 'id' })) as Row[],
  });

  const imagesOf = (rows: Awaited<ReturnType<typeof read>>) => [
    ...rows.articles.map((row) => {
      const { title, summary, details, views, featured, tone } = row;
      const seo = row.seo as Record<string, unknown> | null;
      return {
        key: keyOf(ARTICLE, row),
        values: {
          ...{ title, summary, details, views, featured, tone },
          'seo.metaTitle': seo?.metaTitle ?? null,
          'seo.metaDescription': seo?.metaDescription ?? null,
        },
        author: (row.author as Row | null)?.documentId ?? null,
        related: related(row).sort(),
        links: Object.fromEntries(
          (row.links as Row[]).map(({ id, label, url }) => [String(id), { label, url }])
        ),
      };
    }),
    ...rows.authors.map((row) => ({
      key: keyOf(AUTHOR, row),
      values: { name: row.name, bio: row.bio },
      ...{ author: null, related: [], links: {} },
    })),
  ];

  const eventsAfter = async (place: number) => {
    const rows = await strapi.db
      .connection('audit_trail_events')
      .where('id', '>', place)
      .orderBy('id');
    return rows.map((row: Record<string, string>) => ({
      id: Number(row.id),
      action: String(row.action),
      key: [row.resource_type, row.resource_document_id, row.resource_locale, row.resource_status]
        .filter((part) => part !== null)
        .join(' '),
      changes: typeof row.changes === 'string' ? JSON.parse(row.changes) : row.changes,
    }));
  };

  const act = async (one: Operation, index: number, rows: Awaited<ReturnType<typeof read>>) => {
    const drafts = rows.articles.filter(({ publishedAt }) => !publishedAt);
    const ids = [...new Set(drafts.map(({ documentId }) => documentId))];
    const { kind, pick, locale } = one;
    const documentId = ids[pick % Math.max(ids.length, 1)] ?? '';
    const row = drafts.find((draft) => draft.documentId === documentId && draft.locale === locale);
    const author = rows.authors[(one.author ?? 0) % Math.max(rows.authors.length, 1)];
    const present = (row?.links ?? []) as Row[];

    const data: Record<string, unknown> = { ...one.fields };
    if (pick % 3 > 0) data.title = `Title ${pick % 7}`;
    if (one.author !== null)
      data.author = one.author % 5 === 0 ? null : (author?.documentId ?? null);
    if (one.related !== null) {
      data.related = one.related.flatMap((at) => (ids[at] ? [ids[at]] : []));
    }
    if (one.links !== null) {
      data.links = one.links.map(({ keep, label }, at) => ({
        ...(keep && present[at] && { id: present[at].id }),
        label: label.trim() || 'none',
      }));
    }
    const named = { ...data, title: data.title ?? `Article ${index}` };
    const isFull = ids.length >= MOST_DOCUMENTS;

    switch (kind) {
      case 'create':
        return isFull
          ? articles.delete!({ documentId })
          : articles.create!({ locale, data: named });
      case 'update':
        return articles.update!({ documentId, locale, data: row ? data : named });
      case 'update-published':
        return articles.update!({
          ...{ documentId, locale, status: 'published' },
          data: row ? data : named,
        });
      case 'publish':
        return articles.publish!({ documentId, locale: pick % 5 === 0 ? '*' : locale });
      case 'unpublish':
        return articles.unpublish!({ documentId, locale });
      case 'discard':
        return articles.discardDraft!({ documentId, locale });
      case 'delete':
        return articles.delete!({ documentId, locale });
      case 'delete-all':
        return pick % 2 ? articles.delete!({ documentId, locale: '*' }) : undefined;
      case 'clone':
        return isFull
          ? undefined
          : articles.clone!({ documentId, data: { title: `Clone ${index}` } });
      case 'query-update':
        return row
          ? strapi.db.query(ARTICLE).update({
              where: { id: row.id },
              data: { summary: one.fields.summary ?? null, author: author?.id ?? null },
            })
          : undefined;
      case 'query-update-many':
        return strapi.db.query(ARTICLE).updateMany({
          where: { views: { $lt: pick % 5 } },
          data: { tone: one.fields.tone ?? null },
        });
      case 'author-create':
        return rows.authors.length < 5
          ? authors.create!({ data: { name: `Author ${index}` } })
          : authors.update!({ documentId: author!.documentId, data: { bio: `Bio ${index}` } });
      case 'author-update':
        return author
          ? authors.update!({ documentId: author.documentId, data: { bio: `Bio ${pick % 3}` } })
          : undefined;
      case 'author-delete':
        return author && pick % 3 === 0
          ? authors.delete!({ documentId: author.documentId })
          : undefined;
    }
  };

  const steps: Step[] = [];
  const [last] = await strapi.db.connection('audit_trail_events').max({ id: 'id' });
  let place = Number(last?.id ?? 0);
  let rows = await read();
  for (const [index, one] of todo.entries()) {
    let error: string | null = null;
    try {
      await act(one, index, rows);
    } catch (thrown) {
      error = (thrown as Error).message;
    }
    rows = await read();
    const events = await eventsAfter(place);
    place = events.at(-1)?.id ?? place;
    steps.push({ did: JSON.stringify(one), error, rows: imagesOf(rows), events });
  }
  return steps;
}
