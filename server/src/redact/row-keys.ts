import * as facts from './facts';
import { formOnly } from './form-only';
import type { Shape } from './shape';

/** Keys that Strapi adds to the attributes of any row; their names are reserved. */
export const ROW_KEYS: ReadonlyMap<string, Shape> = new Map([
  ['id', facts.id],
  ['documentId', facts.documentId],
  ['locale', facts.locale],
  ['createdAt', facts.instant],
  ['updatedAt', facts.instant],
  ['publishedAt', facts.instant],
  ['firstPublishedAt', facts.instant],
  ['__component', facts.uid],
  ['__type', facts.uid],
  ['__typename', facts.word],
  ['__temp_key__', facts.number],
  ['__pivot', formOnly],
]);

export const CREATOR_KEYS = new Set(['createdBy', 'updatedBy']);

export const LOCALES_KEY = 'localizations';

/** Properties that requests and responses add to the attributes, if no attribute has the name. */
export const FACT_KEYS: ReadonlyMap<string, Shape> = new Map([
  ['status', facts.oneOf('draft', 'published', 'modified', 'DRAFT', 'PUBLISHED')],
  ['count', facts.number],
  ['documentIds', facts.documentId],
  ['ids', facts.id],
  ['hasPublishedVersion', facts.flag],
  ['publicationState', facts.oneOf('live', 'preview')],
]);

/** The row itself again: bulk selections, and the response format of Strapi 4. */
export const SELF_KEYS = new Set(['entries', 'attributes']);

/** How a relation is sent: what to add and remove, and where to put it. */
export const LINK_KEYS = new Set(['connect', 'disconnect', 'set', 'data', 'options', 'position']);
export const POSITION_KEYS: ReadonlyMap<string, Shape> = new Map([
  ['before', facts.id],
  ['after', facts.id],
  ['start', facts.flag],
  ['end', facts.flag],
]);
