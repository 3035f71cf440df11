import type { Core } from '@strapi/types';

const [ARTICLE, AUTHOR] = ['api::article.article', 'api::author.author'];

interface LifecycleEvent {
  action: string;
  params: { data?: Record<string, unknown>; where?: unknown };
  result?: { id?: number; documentId?: string; name?: string };
}

/**
 * What an application's own code does beside every write. It is installed once; the programs switch
 * it on. A write of a habit sets off no habit.
 */
export function installHabits(strapi: Core.Strapi) {
  let on = new Set<string>();
  let depth = 0;
  const late: Promise<unknown>[] = [];
  const act = async (work: () => Promise<unknown>) => {
    if (depth > 0) return;
    depth += 1;
    try {
      await work();
    } finally {
      depth -= 1;
    }
  };
  const articles = strapi.db.query(ARTICLE);

  strapi.db.lifecycles.subscribe({
    models: [ARTICLE],
    beforeCreate({ params }: LifecycleEvent) {
      if (on.has('lifecycle: summary before create') && params.data) params.data.summary = 'Made';
    },
    async afterUpdate({ result }: LifecycleEvent) {
      if (!result?.id) return;
      const where = { id: result.id };
      if (on.has('lifecycle: tone after update')) {
        await act(() => articles.update({ where, data: { tone: 'serious' } }));
      }
      if (on.has('lifecycle: related after update')) {
        await act(async () => {
          const first = await articles.findOne({ where: { publishedAt: null }, orderBy: 'id' });
          const data = { related: first ? [first.id] : [], links: undefined };
          await articles.update({ where: { ...where, publishedAt: null }, data });
        });
      }
    },
  } as never);

  strapi.db.lifecycles.subscribe({
    models: [AUTHOR],
    async afterCreate({ result }: LifecycleEvent) {
      if (!on.has('lifecycle: author after create')) return;
      await act(() => strapi.db.query(AUTHOR).create({ data: { name: `${result?.name} II` } }));
    },
    afterUpdate({ result }: LifecycleEvent) {
      const documentId = result?.documentId;
      if (!on.has('lifecycle: late bio') || !documentId || depth > 0) return;
      late.push(
        new Promise<void>((resolve) => {
          setTimeout(() => {
            const data = { bio: `Late ${result?.name}` };
            void act(() => strapi.documents(AUTHOR as never).update({ documentId, data } as never))
              .catch(() => undefined)
              .then(() => resolve());
          }, 0);
        })
      );
    },
  } as never);

  strapi.documents.use((context, next) => {
    const params = context.params as { data?: Record<string, unknown>; locale?: string };
    if (context.uid === ARTICLE && context.action === 'update') {
      if (on.has('middleware: facts') && params.data) {
        params.data = { ...params.data, facts: [{ label: 'By a middleware' }], featured: true };
      }
      if (on.has('middleware: locale')) params.locale = params.locale === 'de' ? 'en' : 'de';
    }
    return next();
  });

  return {
    use(habits: readonly string[]) {
      on = new Set(habits);
    },
    /** Waits for what nobody awaits. */
    async settle() {
      for (let next = late.shift(); next; next = late.shift()) await next;
    },
  };
}
