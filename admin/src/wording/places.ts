import type { Actor, ActorType, EntryPlaceResponse, Resource } from '../../../server/src/contracts';

const SETTINGS: Partial<Record<ActorType, string>> = {
  'admin-user': 'users',
  'api-token': 'api-tokens',
  'transfer-token': 'transfer-tokens',
};

/** Where the panel's settings show an account or a token; null where they show none. */
export function actorPath({ type, id }: Actor): string | null {
  const folder = SETTINGS[type];
  return folder && id ? `/settings/${folder}/${encodeURIComponent(id)}` : null;
}

/** Where the Content Manager shows an entry in its locale; null where it shows none. */
export function entryPath(
  { kind, exists }: EntryPlaceResponse,
  { type, documentId, locale }: Resource
): string | null {
  if (!kind || !exists || !type || !documentId) return null;
  const entry = kind === 'collection-types' ? `/${encodeURIComponent(documentId)}` : '';
  const search = locale ? `?${new URLSearchParams({ 'plugins[i18n][locale]': locale })}` : '';
  return `/content-manager/${kind}/${type}${entry}${search}`;
}

/** What the log's address says to show only one entry, in its locale where it has one. */
export function entrySearch({
  type,
  documentId,
  locale,
}: Pick<Resource, 'type' | 'documentId' | 'locale'>): { q: string } {
  const terms = [`type:${type}`, `entry:${documentId}`, ...(locale ? [`locale:${locale}`] : [])];
  return { q: terms.join(' ') };
}
