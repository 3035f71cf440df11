import type { App } from '../../../helpers/boot-app';

/** Writes of an application's code that are large, or touch something large. */
export const CODE_WRITES = ['title', 'form', 'createMany', 'updateMany'] as const;
export type CodeWrite = (typeof CODE_WRITES)[number];

export const CODE_WRITE_NAMES: Record<CodeWrite, string> = {
  title: 'title of an entry with 2 MB of JSON',
  form: 'all fields of an entry with 2 MB of JSON',
  createMany: 'createMany of 2,000 rows',
  updateMany: 'updateMany of 899 rows',
};

export interface Cost {
  /** Milliseconds of processor time of the server's process. */
  cpu: number;
  /** Milliseconds until the write had committed. */
  time: number;
}

/** One write; what it needs is made before the clock runs. */
export const costOf = (app: App, write: CodeWrite): Promise<Cost> =>
  app.run(async (strapi, kind) => {
    const authors = strapi.db.query('api::author.author');
    const articles = strapi.documents('api::article.article' as never) as unknown as Record<
      'create' | 'update',
      (params: object) => Promise<{ documentId: string }>
    >;
    const unique = () => Math.random().toString(36).slice(2);
    const text = 'some words about a thing, and its number ';
    const details = () => ({
      things: Array.from({ length: 20_000 }, (_, id) => ({ id, text: text + id, more: [1, 'x'] })),
    });
    const rows = (count: number, email: string) =>
      Array.from({ length: count }, (_, index) => ({
        ...{ name: `Author ${index}`, bio: `Wrote about ${index}`, email },
        documentId: `${unique()}x${index}`,
      }));
    const prepare: Record<string, () => Promise<() => Promise<unknown>>> = {
      async title() {
        const { documentId } = await articles.create({
          data: { title: 'Large', details: details() },
        });
        return () => articles.update({ documentId, data: { title: unique() } });
      },
      async form() {
        const { documentId } = await articles.create({
          data: { title: 'Large', details: details() },
        });
        const data = { title: unique(), details: details(), tone: 'funny', views: 3 };
        return () => articles.update({ documentId, data });
      },
      createMany() {
        const data = rows(2_000, 'made@example.com');
        return Promise.resolve(() => authors.createMany({ data }));
      },
      async updateMany() {
        const email = `${unique()}@example.com`;
        await authors.createMany({ data: rows(899, email) });
        return () => authors.updateMany({ where: { email }, data: { bio: unique() } });
      },
    };
    const act = await prepare[kind]!();
    const cpu = process.cpuUsage();
    const start = performance.now();
    await act();
    const time = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    return { cpu: (user + system) / 1_000, time };
  }, write);
