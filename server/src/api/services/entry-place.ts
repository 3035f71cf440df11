import type { Core } from '@strapi/strapi';
import type { EntryPlaceResponse, Resource } from '../../contracts';

interface ContentType {
  kind: 'collectionType' | 'singleType';
  pluginOptions?: { 'content-manager'?: { visible?: boolean } };
}

const KINDS = { collectionType: 'collection-types', singleType: 'single-types' } as const;
const NOWHERE: EntryPlaceResponse = { kind: null, exists: false };

/** Where the Content Manager shows the entry of an event, and whether it still exists. */
export async function findEntryLocation(
  strapi: Core.Strapi,
  { type, documentId, locale }: Resource
): Promise<EntryPlaceResponse> {
  if (!type || !documentId || type.startsWith('admin::')) return NOWHERE;
  const model = (strapi.contentTypes as unknown as Record<string, ContentType | undefined>)[type];
  if (!model || model.pluginOptions?.['content-manager']?.visible === false) return NOWHERE;
  const row: unknown = await strapi.db
    .query(type)
    .findOne({ select: ['id'], where: { documentId, ...(locale && { locale }) } });
  return { kind: KINDS[model.kind], exists: row !== null };
}
