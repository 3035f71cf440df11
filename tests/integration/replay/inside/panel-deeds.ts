import { articleData } from './article-data';
import { ARTICLE, AUTHOR, type Choices } from './choose';
import type { Call, Perform } from './deeds';

const CM = '/content-manager/collection-types';

/** What the Content Manager does. */
export function panelDeeds(choices: Choices, call: Call): Record<string, Perform> {
  const bulk = async (action: string, pick: number, locale: string) => {
    const documentIds = (await choices.documents(ARTICLE)).filter((_, at) => (pick >> at) % 2);
    if (documentIds.length === 0) return;
    const path = `${CM}/${ARTICLE}/actions/${action}?locale=${locale}`;
    await call('POST', path, { documentIds, locale });
  };

  return {
    'panel.bulk-publish': ({ pick, locale }) => bulk('bulkPublish', pick, locale),
    'panel.bulk-unpublish': ({ pick, locale }) => bulk('bulkUnpublish', pick, locale),
    'panel.bulk-delete': ({ pick, locale }) => bulk('bulkDelete', pick % 4, locale),
    async 'panel.save'({ pick, locale, flag, fields }) {
      const documentId = await choices.document(ARTICLE, pick);
      if (!documentId) return;
      const [row] = await choices.all(ARTICLE, { documentId, locale, publishedAt: null }, [
        'links',
        'facts',
      ]);
      const { title, summary, details, links, facts, related, author, views, price } = fields;
      const sent = Object.fromEntries(
        Object.entries({
          title,
          summary,
          details,
          links,
          facts,
          related,
          author,
          views,
          price,
        }).filter(([, value]) => value !== undefined)
      );
      const data = await articleData(choices, sent, row, { connects: true, locale });
      const path = `${CM}/${ARTICLE}/${documentId}`;
      const named = row ? data : { title: 'Translated', ...data };
      if (flag && row) await call('POST', `${path}/actions/publish?locale=${locale}`, named);
      else await call('PUT', `${path}?locale=${locale}`, named);
    },
    async 'panel.move-inverse'({ pick, other }) {
      const documentId = await choices.document(AUTHOR, pick);
      if (!documentId) return;
      const [author] = await choices.all(AUTHOR, { documentId }, ['articles']);
      const articles = author?.articles as { documentId: string; locale: string }[];
      const moved = articles[other % Math.max(articles.length, 1)];
      if (!moved) return;
      const { documentId: id, locale } = moved;
      await call('PUT', `${CM}/${AUTHOR}/${documentId}`, {
        articles: { connect: [{ documentId: id, locale, position: { start: true } }] },
      });
    },
  };
}
