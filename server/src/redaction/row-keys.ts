/** Keys that Strapi puts beside the attributes of any row; their names are reserved. */
export const ROW_KEYS = new Set([
  ...['id', 'documentId', 'locale', 'createdAt', 'updatedAt', 'publishedAt', 'firstPublishedAt'],
  ...['__component', '__type', '__temp_key__', '__pivot'],
]);

export const CREATOR_KEYS = new Set(['createdBy', 'updatedBy']);

export const LOCALES_KEY = 'localizations';

/** Facts that requests and responses put beside the attributes, where no attribute has the name. */
export const FACT_KEYS = new Set([
  ...['status', 'count', 'documentIds', 'ids', 'hasPublishedVersion', 'publicationState'],
]);

/** The row itself once more: bulk selections, and the response format of Strapi 4. */
export const SELF_KEYS = new Set(['entries', 'attributes']);

/** How a relation is sent: what to add and remove, and where to put it. */
export const LINK_KEYS = new Set(['connect', 'disconnect', 'set', 'data', 'options', 'position']);
export const PLACE_KEYS = new Set(['before', 'after', 'start', 'end']);
