import type { App } from './boot-app';

/** Statements in the transaction that one save of an article costs, with what it touches. */
export const statementsOfASave = (app: App, fields: string[]): Promise<number> =>
  app.run(async (strapi, names) => {
    const articles = strapi.documents('api::article.article' as never);
    const author = await strapi
      .documents('api::author.author' as never)
      .create({ data: { name: 'Cost' } as never });
    const { documentId } = await articles.create({ data: { title: 'Cost' } as never });
    const values: Record<string, unknown> = {
      title: 'Costs',
      author: author.documentId,
      related: [],
      cover: null,
    };
    const data = Object.fromEntries(names.map((name) => [name, values[name]]));
    const open = new Map<string, { count: number; saves: boolean }>();
    let count = 0;
    // Of the save's own transaction alone: jobs run when they like, and what Strapi reads for its event hub.
    const counter = ({ sql, __knexTxId: id = '' }: { sql: string; __knexTxId?: string }) => {
      const transaction = open.get(id);
      if (/^begin/i.test(sql)) open.set(id, { count: 0, saves: false });
      if (!transaction) return;
      if (/^commit/i.test(sql)) {
        if (transaction.saves) count = transaction.count;
        open.delete(id);
        return;
      }
      transaction.count += 1;
      transaction.saves ||= /^update \S*articles\b/i.test(sql);
    };
    strapi.db.connection.on('query', counter);
    await articles.update({ documentId, locale: 'en', data } as never);
    strapi.db.connection.off('query', counter);
    return count;
  }, fields);
