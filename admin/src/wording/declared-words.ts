import type { ActionChoice } from '../../../server/src/contracts';
import { translationId } from './translation';

/**
 * The words that sources say about their actions, as messages: in the reader's language, or in a
 * language that theirs is a form of (`pt` for `pt-BR`), else in English. The page's own translations
 * go before them.
 */
export function declaredWords(
  actions: readonly ActionChoice[],
  locale: string
): Record<string, string> {
  const [language = locale] = locale.split('-');
  return Object.fromEntries(
    actions.flatMap(({ action, translations = {}, ...english }) => {
      const { label, sentence } = {
        ...english,
        ...translations[language],
        ...translations[locale],
      };
      return [
        // Formatted without values, which leaves a message as it stands.
        [translationId(`action.${action}`), label],
        ...(sentence ? [[translationId(`sentence.${action}`), messageOf(sentence)]] : []),
      ];
    })
  );
}

/** Its authors write plain text around the two values: an apostrophe before a value is one. */
const messageOf = (sentence: string): string =>
  sentence
    .split(/(\{(?:actor|resource)\})/)
    .map((part, index) => (index % 2 === 1 ? part : literal(part)))
    .join('');

/** A text as a message that says just that. */
const literal = (text: string): string =>
  text.replaceAll("'", "''").replace(/[{}<>]+/g, (marks) => `'${marks}'`);
