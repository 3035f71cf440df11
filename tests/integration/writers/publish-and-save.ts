import type { Core } from '@strapi/types';
import type { Change } from '../../../server/src/contracts';

export interface PublishedAndSaved {
  /** In the order of the journal. */
  events: { action: string; changes: Change[] }[];
  /** Of the published row. */
  title: string;
}

/**
 * Saves a draft while its first publication is under way: after Strapi has read the draft, and
 * before the publication commits. Runs inside the Strapi process.
 *
 * @param patience milliseconds that the publication stands still at most, should the save wait for it
 */
export async function publishAndSave(
  strapi: Core.Strapi,
  patience: number
): Promise<PublishedAndSaved> {
  const ARTICLE = 'api::article.article';
  const service = strapi.documents(ARTICLE as never) as unknown as Record<
    'create' | 'update' | 'publish',
    (params: object) => Promise<{ documentId: string }>
  >;
  const { documentId } = await service.create({ locale: 'en', data: { title: 'first' } });

  let reach = () => {};
  // What follows a promise runs where it was asked to: outside of the publication.
  const saved = new Promise<void>((resolve) => (reach = resolve)).then(() =>
    service.update({ documentId, locale: 'en', data: { title: 'second' } })
  );
  const unsubscribe = strapi.db.lifecycles.subscribe({
    models: [ARTICLE],
    async afterCreate({ result }: { result: { publishedAt: unknown } }) {
      if (!result.publishedAt) return;
      reach();
      let timer: NodeJS.Timeout | undefined;
      const waited = new Promise((resolve) => (timer = setTimeout(resolve, patience)));
      await Promise.race([saved, waited]);
      clearTimeout(timer);
    },
  } as never);
  try {
    await service.publish({ documentId, locale: 'en' });
    await saved;
  } finally {
    unsubscribe();
  }

  const rows = await strapi.db
    .connection('audit_trail_events')
    .where({ resource_document_id: documentId })
    .orderBy('id');
  const where = { documentId, publishedAt: { $notNull: true } };
  const row = (await strapi.db.query(ARTICLE).findOne({ where })) as { title: string };
  return {
    events: rows.map(({ action, changes }: Record<string, unknown>) => ({
      action: String(action),
      changes: (typeof changes === 'string' ? JSON.parse(changes) : (changes ?? [])) as Change[],
    })),
    title: row.title,
  };
}
