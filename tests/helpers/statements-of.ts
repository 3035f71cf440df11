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
      let statements = 0;
      // Jobs run when they like, on connections of their own.
      const counter = ({ sql }: { sql: string }) => {
        if (!/lease|rollup|audit_trail_(state|requests)/i.test(sql)) statements += 1;
      };
      strapi.db.connection.on('query', counter);
      await acts[kind]!();
      strapi.db.connection.off('query', counter);
      return statements;
    },
    write,
    rows
  );
