import type { Core } from '@strapi/types';
import type { Change } from '../../../server/src/contracts';

export type Way = 'documents' | 'query' | 'transaction';

export interface Written {
  /** What the database answered to writers that failed. */
  errors: string[];
  /** The changes of the row, in the order in which they committed. */
  events: Change[][];
  title: string;
  author: string | null;
}

/** Writers of one row, all at once. Runs inside the Strapi process. */
export async function writeAtOnce(
  strapi: Core.Strapi,
  writers: number,
  writes: number,
  ways: Way[],
  isRecorded: boolean
): Promise<Written> {
  type Row = { id: number; documentId: string; title: string; author: { documentId: string } };
  const [ARTICLE, AUTHOR] = ['api::article.article', 'api::author.author'];
  const articles = strapi.documents(ARTICLE as never) as unknown as Record<
    'create' | 'update',
    (params: object) => Promise<Row>
  >;
  const query = strapi.db.query(ARTICLE);
  const authors: Row[] = [];
  for (let index = 0; index < 8; index += 1) {
    authors.push((await strapi.db.query(AUTHOR).create({ data: { name: `A${index}` } })) as Row);
  }
  const { id, documentId } = await articles.create({ locale: 'en', data: { title: 'start' } });

  const errors: string[] = [];
  const write = async (writer: number, index: number) => {
    const way = ways[(writer + index) % ways.length]!;
    const author = authors[(writer * 3 + index) % authors.length]!;
    const title = `${writer}.${index}`;
    const isRelation = (writer + Math.floor(index / 2)) % 2 === 0;
    const byDocuments = () =>
      articles.update({
        documentId,
        locale: 'en',
        data: isRelation ? { author: author.documentId } : { title },
      });
    const byQuery = () =>
      query.update({ where: { id }, data: isRelation ? { author: author.id } : { title } });
    if (way === 'documents') await byDocuments();
    else if (way === 'query') await byQuery();
    else await strapi.db.transaction(byQuery);
  };
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let index = 0; index < writes; index += 1) {
        await write(writer, index).catch((error: Error) => errors.push(error.message));
      }
    })
  );

  const rows = isRecorded
    ? await strapi.db
        .connection('audit_trail_events')
        .where({ resource_document_id: documentId, action: 'entry.update' })
        .orderBy('id')
    : [];
  const row = (await query.findOne({ where: { id }, populate: { author: true } })) as Row;
  return {
    errors,
    events: rows.map(({ changes }: Record<string, unknown>) =>
      typeof changes === 'string' ? JSON.parse(changes) : changes
    ),
    title: row.title,
    author: row.author?.documentId ?? null,
  };
}
