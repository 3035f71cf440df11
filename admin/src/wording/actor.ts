import type { IntlShape } from 'react-intl';

import type { Actor } from '../../../server/src/contracts';
import { messageOf } from './translation';

type Intl = Pick<IntlShape, 'formatMessage'>;

/** What kind of account acted, for people: "Administrator", "API token" … */
export const actorTypeLabel = (intl: Intl, type: Actor['type']): string =>
  messageOf(intl, `actor.${type}`);

/** What to call an actor: the name, else the e-mail, else the kind of account with its id. */
export function actorLabel(intl: Intl, actor: Actor): string {
  const known = actor.name?.trim() || actor.email;
  if (known) return known;
  const type = actorTypeLabel(intl, actor.type);
  return actor.id ? `${type} ${actor.id}` : type;
}
