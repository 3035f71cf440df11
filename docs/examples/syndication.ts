import type { Core } from '@strapi/strapi';
import type { RecorderService } from 'strapi-plugin-audit-trail/strapi-server';

const ARTICLE = 'api::article.article';

export function createSyndication(strapi: Core.Strapi) {
  const recorder = strapi.plugin('audit-trail').service<RecorderService>('recorder');
  const audit = recorder.declareActions({
    'syndication.deliver': { label: 'Article delivered' },
    'syndication.recall': { label: 'Article recalled' },
  });

  /** The publication and its event commit together, or neither does. */
  const deliver = (documentId: string, partner: string) =>
    strapi.db.transaction(async () => {
      const { entries } = await strapi.documents(ARTICLE).publish({ documentId });
      await audit.record({
        action: 'syndication.deliver',
        resource: { type: ARTICLE, documentId, name: entries[0]?.title },
        tags: [`partner:${partner}`],
        payload: { partner },
      });
    });

  return {
    deliver,

    /** Everything recorded meanwhile is one operation with this reason. */
    deliverAll: (documentIds: string[], partner: string) =>
      recorder.run({ reason: `Weekly delivery to ${partner}` }, async () => {
        for (const documentId of documentIds) await deliver(documentId, partner);
      }),
  };
}
