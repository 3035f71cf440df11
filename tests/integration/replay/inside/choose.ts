import type { Core } from '@strapi/types';

export type Row = Record<string, unknown> & { id: number; documentId: string; locale?: string };

export const [ARTICLE, AUTHOR, HOMEPAGE] = [
  'api::article.article',
  'api::author.author',
  'api::homepage.homepage',
];
export const FILE = 'plugin::upload.file';
export const FOLDER = 'plugin::upload.folder';

/** Rows as they are at the moment, for deeds to choose among. */
export function createChoices(strapi: Core.Strapi) {
  const all = async (uid: string, where: object = {}, populate?: object): Promise<Row[]> =>
    (await strapi.db.query(uid).findMany({ where, populate, orderBy: 'id' } as never)) as Row[];
  const one = async (uid: string, pick: number, where: object = {}): Promise<Row | undefined> => {
    const rows = await all(uid, where);
    return rows[pick % Math.max(rows.length, 1)];
  };
  const documents = async (uid: string, where: object = {}): Promise<string[]> => [
    ...new Set((await all(uid, where)).map(({ documentId }) => documentId)),
  ];
  const document = async (uid: string, pick: number): Promise<string | undefined> => {
    const ids = await documents(uid);
    return ids[pick % Math.max(ids.length, 1)];
  };
  return { all, one, documents, document };
}

export type Choices = ReturnType<typeof createChoices>;
