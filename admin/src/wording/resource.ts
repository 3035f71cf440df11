import type { IntlShape } from 'react-intl';

import type { Resource } from '../../../server/src/contracts';
import { messageOf } from './translation';

/** The last word of a uid: `api::article.article` → "article", `admin::api-token` → "api token". */
export const resourceTypeName = (type: string): string =>
  (type.split(/::|\./).pop() || type).replace(/-/g, ' ');

/** What to call a resource in a sentence; never empty. Names its locale where it has one. */
export function resourceLabel(intl: Pick<IntlShape, 'formatMessage'>, resource: Resource): string {
  const { name, type, documentId, id, locale } = resource;
  const label =
    name?.trim() ||
    [type && resourceTypeName(type), documentId ?? id].filter(Boolean).join(' ') ||
    messageOf(intl, 'resource.unnamed');
  return locale ? `${label} (${locale})` : label;
}

/** Whether anything is known of the resource that a sentence could name. */
export const isNamed = ({ name, type, documentId, id }: Resource): boolean =>
  Boolean(name?.trim() || type || documentId || id);
