import type { IntlShape } from 'react-intl';

import type { EventSummary } from '../../../server/src/contracts';
import { actionLabel } from './action';
import { actorLabel } from './actor';
import { isNamed, resourceLabel } from './resource';
import { hasMessage, translationId } from './translation';

type Intl = Pick<IntlShape, 'messages' | 'formatMessage'>;
export type SentenceEvent = Pick<
  EventSummary,
  'action' | 'actionLabel' | 'outcome' | 'actor' | 'resource'
>;

export interface Sentence {
  /** The message's id in the host's table. */
  id: string;
  values: { actor: string; action: string; resource: string };
}

/**
 * Chooses the sentence for an event. A success has its own message per action; what failed or was
 * refused must not read as done, so it says what was tried, unless the action has a message for
 * exactly that outcome. Actions of other code get a sentence made from their label.
 */
export function sentenceOf(intl: Intl, event: SentenceEvent): Sentence {
  const { action, outcome, actor, resource } = event;
  const generic = `sentence.any.${outcome}${isNamed(resource) ? '' : '.bare'}`;
  const candidates = [
    `sentence.${action}.${outcome}`,
    ...(outcome === 'success' ? [`sentence.${action}`] : []),
  ];
  return {
    id: translationId(candidates.find((key) => hasMessage(intl, key)) ?? generic),
    values: {
      actor: actorLabel(intl, actor),
      action: actionLabel(intl, action, event.actionLabel ?? undefined),
      resource: resourceLabel(intl, resource),
    },
  };
}

/** The sentence as plain text, for titles, tooltips and screen readers. */
export function sentenceText(intl: Intl, event: SentenceEvent): string {
  const { id, values } = sentenceOf(intl, event);
  return intl.formatMessage({ id }, values);
}
