import type { App } from './boot-app';

/** Writes of code that are counted, each on rows of their own. */
export const CODE_WRITES = [
  'update',
  'updateMany',
  'deleteMany',
  'builderUpdate',
  'createMany',
] as const;
export type CodeWrite = (typeof CODE_WRITES)[number];

/** Statements that one write of the query layer runs, on so many authors, its transaction included. */
export const statementsOf = (app: App, write: CodeWrite, rows: number): Promise<number> =>
  app.run(
    async (strapi, kind, count) => {
      const uid = 'api::author.author';
      const authors = strapi.db.query(uid);
      const name = `${kind} ${Math.random()}`;
      const data = Array.from({ length: count }, (_, index) => ({
        ...{ name, documentId: `${name.replace(/\W/g, '')}x${index}` },
      }));
      if (kind !== 'createMany') await authors.createMany({ data });
      const [first] = kind === 'createMany' ? [] : await authors.findMany({ where: { name } });
      const where = { name };
      const acts: Record<string, () => Promise<unknown>> = {
        update: () => authors.update({ where: { id: first.id }, data: { bio: 'Counted' } }),
        updateMany: () => authors.updateMany({ where, data: { bio: 'Counted' } }),
        deleteMany: () => authors.deleteMany({ where }),
        builderUpdate: () =>
          strapi.db.queryBuilder(uid).where({ id: first.id }).update({ bio: 'Counted' }).execute(),
        createMany: () => authors.createMany({ data }),
      };
      // Jobs run when they like, in transactions of their own.
      const jobs =
        /lease|rollup|audit_trail_(state|requests|terms|postings|tags)|txid_|unix_timestamp|max\(.id.\)|information_schema/i;
      const inTransaction = new Map<string, { count: number; isOfJob: boolean }>();
      let alone = 0;
      const counter = ({ sql, __knexTxId: id }: { sql: string; __knexTxId?: string }) => {
        const isOfJob = jobs.test(sql);
        if (!id) alone += isOfJob ? 0 : 1;
        else {
          const known = inTransaction.get(id) ?? { count: 0, isOfJob: false };
          inTransaction.set(id, { count: known.count + 1, isOfJob: known.isOfJob || isOfJob });
        }
      };
      strapi.db.connection.on('query', counter);
      await acts[kind]!();
      strapi.db.connection.off('query', counter);
      const own = [...inTransaction.values()].filter(({ isOfJob }) => !isOfJob);
      return own.reduce((sum, { count }) => sum + count, alone);
    },
    write,
    rows
  );
