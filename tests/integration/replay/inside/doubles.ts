import type { Core } from '@strapi/types';
import { ARTICLE, AUTHOR, HOMEPAGE, type Row } from './choose';

/**
 * Strapi looks whether a version of a document is there before it makes it, and no index of its tables
 * keeps two writers from doing so at the same time. It then has two rows of one version, of which its
 * next publication takes either. The newer ones are deleted before that.
 *
 * @returns a sentence for each
 */
export async function removeDoubles(strapi: Core.Strapi): Promise<string[]> {
  const removed: string[] = [];
  for (const uid of [ARTICLE, AUTHOR, HOMEPAGE]) {
    const rows = (await strapi.db.query(uid).findMany({ orderBy: 'id' } as never)) as Row[];
    const known = new Set<string>();
    for (const { id, documentId, locale, publishedAt } of rows) {
      if (!documentId) continue;
      const version = [documentId, locale, publishedAt ? 'published' : 'draft'].join(' ');
      if (!known.has(version)) {
        known.add(version);
        continue;
      }
      await strapi.db.query(uid).delete({ where: { id } });
      removed.push(`a second row of ${uid} was made at the same time`);
    }
  }
  return removed;
}
