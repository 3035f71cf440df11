import { useIntl, type IntlShape } from 'react-intl';

import type en from '../translations/en.json';
import { PLUGIN_ID } from '../pluginId';

export type TranslationKey = keyof typeof en;

/** What may stand for an `{argument}` of a plain-text message. */
export type TextValues = Record<string, string | number>;

/** The id under which the host knows one of our messages. */
export const translationId = (key: string): string => `${PLUGIN_ID}.${key}`;

/** The host keeps the messages of all plugins in one flat table. */
export function prefixMessages(messages: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(messages).map(([key, message]) => [translationId(key), message])
  );
}

/** Whether there is a message of that key: every language has the same ones. */
export const hasMessage = (intl: Pick<IntlShape, 'messages'>, key: string): boolean =>
  translationId(key) in intl.messages;

/** A message by a key made from data; ask `hasMessage` before. */
export const messageOf = (
  intl: Pick<IntlShape, 'formatMessage'>,
  key: string,
  values?: TextValues
): string => intl.formatMessage({ id: translationId(key) }, values);

/** Our messages by their checked keys, in the reader's language. */
export function useTranslate(): (key: TranslationKey, values?: TextValues) => string {
  const intl = useIntl();
  return (key, values) => messageOf(intl, key, values);
}
