import type { ActionChoice, ActionWords } from '../contracts';
import { asLatin } from '../event';

/** How an application describes an action of its own. */
export type OwnAction = ActionWords;

/** The actions that exist: the built-in ones, and those that other code declares. */
export interface DeclaredActions {
  /** @throws a message that names the action and the fix */
  declare(actions: Readonly<Record<string, OwnAction>>): void;
  /** Whether the noun of an action belongs to the log, so that no other code may record it. */
  isReserved(action: string): boolean;
  choices(): ActionChoice[];
  /** Null for undeclared actions, and for built-in ones, which the page translates. */
  labelOf(action: string): string | null;
}

/** `noun.verb`, and further words between dots: `order.refund`, `newsletter.issue.send`. */
const ACTION = /^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+$/;
/** The limit of the journal's column. */
const MAX_LENGTH = 64;

export function createDeclaredActions(builtIn: readonly ActionChoice[]): DeclaredActions {
  const reserved = new Set(builtIn.flatMap(({ action, group }) => [action, group]));
  const own = new Map<string, OwnAction>();

  return {
    declare(actions) {
      for (const [action, declaration] of Object.entries(actions)) {
        const problem = problemOf(action, declaration, reserved, own.get(action));
        if (problem) throw new Error(`[audit-trail] The action "${action}" ${problem}`);
      }
      for (const [action, words] of Object.entries(actions)) {
        own.set(action, withWordsOf(wordsIn(words), own.get(action)));
      }
    },
    isReserved: (action) => reserved.has(groupOf(plain(action))),
    choices: () => [
      ...builtIn,
      ...[...own].map(([action, words]) => ({ action, group: groupOf(action), ...words })),
    ],
    labelOf: (action) => own.get(action)?.label ?? null,
  };
}

function problemOf(
  action: string,
  declaration: Partial<OwnAction> | null | undefined,
  reserved: ReadonlySet<string>,
  known: OwnAction | undefined
): string | null {
  if (!ACTION.test(action) || action.length > MAX_LENGTH) {
    return (
      'cannot be declared: name it by a noun and a verb in small letters with a dot between, ' +
      `such as "order.refund", at most ${MAX_LENGTH} characters.`
    );
  }
  if (reserved.has(groupOf(action))) {
    return `cannot be declared: "${groupOf(action)}." is the log's own; choose another noun.`;
  }
  const label = declaration?.label;
  if (typeof label !== 'string' || label.trim() === '') {
    return 'needs a label that people can read, such as { label: "Order refunded" }.';
  }
  if (known !== undefined && known.label !== label) {
    return `is declared twice, as "${known.label}" and as "${label}": leave one of them out.`;
  }
  const { sentence } = declaration as OwnAction;
  const before = known?.sentence;
  if (before !== undefined && sentence !== undefined && before !== sentence) {
    return `is declared twice, as "${before}" and as "${String(sentence)}": leave one of them out.`;
  }
  return problemOfWords(declaration as OwnAction);
}

function problemOfWords({ sentence, translations = {} }: OwnAction): string | null {
  if (sentence !== undefined && !isText(sentence)) {
    return 'has a sentence that is not a text: write one such as "{actor} refunded {resource}".';
  }
  if (!isObject(translations)) {
    return 'has translations that are not an object: write { de: { label: "Bestellung erstattet" } }.';
  }
  const sentences = [['', sentence]] as [string, unknown][];
  for (const [language, words] of Object.entries(translations)) {
    if (!isWords(words)) {
      return `has words for "${language}" that are not valid: give it a label, a sentence, or both.`;
    }
    sentences.push([` for "${language}"`, words.sentence]);
  }
  for (const [where, text] of sentences) {
    const unknown = typeof text === 'string' ? unknownValueIn(text) : null;
    if (unknown === null) continue;
    return `has a sentence${where} with ${unknown}: it may hold {actor} and {resource}.`;
  }
  return null;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '';

/** A label, a sentence, or both, and nothing else. */
const isWords = (words: unknown): words is Pick<OwnAction, 'sentence'> =>
  isObject(words) &&
  Object.keys(words).length > 0 &&
  Object.entries(words).every(
    ([name, text]) => ['label', 'sentence'].includes(name) && isText(text)
  );

/** A placeholder in braces that would be shown as is; null if there is none. */
const unknownValueIn = (sentence: string): string | null =>
  /\{[^{}]*\}|[{}]/.exec(sentence.replace(/\{(?:actor|resource)\}/g, ''))?.[0] ?? null;

/** The words alone: JavaScript callers may pass more. */
const wordsIn = ({ label, sentence, translations }: OwnAction): OwnAction => ({
  label,
  ...(sentence !== undefined && { sentence }),
  ...(translations !== undefined && { translations }),
});

/** A source may give an action its words, and the code that records it only the label. */
const withWordsOf = (words: OwnAction, known: OwnAction | undefined): OwnAction => {
  const translations = { ...words.translations, ...known?.translations };
  return { ...words, ...known, ...(Object.keys(translations).length > 0 && { translations }) };
};

/** The noun; for an action without a dot, all of it. */
const groupOf = (action: string): string => action.split('.', 1)[0] ?? '';

/**
 * Without invisible characters: what cannot be stored is removed later, and must not hide anything.
 */
const plain = (action: string): string =>
  asLatin(
    action
      .normalize('NFKC')
      .replace(/[\p{C}\s]/gu, '')
      .toLowerCase()
      .replace(/^[^\p{L}\p{N}]+/u, '')
  );
