import type { IntlShape } from 'react-intl';

import { hasMessage, messageOf } from './translation';

type Intl = Pick<IntlShape, 'messages' | 'formatMessage'>;

const humanize = (code: string): string => {
  const words = code.replace(/[._-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/**
 * What an action is called in a choice: translated where we know it, otherwise the label its
 * source declared, otherwise its code as words (`order.refund` → "Order refund").
 */
export function actionLabel(intl: Intl, action: string, declaredLabel?: string): string {
  const key = `action.${action}`;
  if (hasMessage(intl, key)) return messageOf(intl, key);
  return declaredLabel || humanize(action);
}

/** The heading a group of actions stands under. */
export function actionGroupLabel(intl: Intl, group: string): string {
  const key = `group.${group}`;
  return hasMessage(intl, key) ? messageOf(intl, key) : humanize(group);
}
