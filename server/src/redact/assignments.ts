import { HIDDEN } from './markers';
import { wordsOf, type IsSecretName } from './secret-names';

/** `name: x`, `name = x`, `name := x`, `'name' => 'x'`, `name -> x`. */
const NAME =
  /(?<![\p{L}\p{N}\p{M}\p{Cf}_.-])([\p{L}_][\p{L}\p{N}\p{M}\p{Cf}_.-]{1,63})\\{0,15}["']?\s{0,4}(?:[:=：＝]{1,3}>?|[-=]>|[→⇒])\s{0,4}/gu;
/** Words before a name: `API key`, `mot de passe`. */
const WORDS_BEFORE = /(?:[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}_.-]{0,31}[ \t\u00a0'’]{1,2}){1,4}$/u;
const LONGEST_BEFORE = 140;
/** What a secret is called by its purpose: `secret key`, but not `password policy requires`. */
const KINDS = new Set([
  ...['answer', 'code', 'codes', 'confirmation', 'hash', 'key', 'keys', 'number', 'phrase', 'pin'],
  ...['seed', 'word', 'ordine', 'код', 'πρόσβασης'],
]);
/** Quoted up to a quote with as many backslashes, in any number of JSON layers; or one word. */
const VALUE =
  /"""[\s\S]*?(?:"""|$)|(?<escape>\\*)(?<quote>["'])[\s\S]*?(?:(?<!\\)\k<escape>\k<quote>|$)|(?:Bearer|Basic|Token|Digest)\s+[^\s,;&"'<>{}[\]]+|[^\s,;&"'<>{}[\]]+/iuy;
const REST_OF_LINE = /[^\r\n]+/uy;
/** A YAML block below a name: `password: |`. */
const INDENTED = /[|>][-+]?[ \t]{0,8}(?:\r?\n[ \t]+[^\r\n]*)+/uy;
/** Headers hold several pairs: `Cookie: a=1; b=2`. */
const LINE_NAMES = new Set(['cookie', 'authorization']);

/**
 * Hides what `password: x`, `token=y` and `{"apiKey":"z"}` assign, in program messages and in code.
 * The name decides, as everywhere.
 */
export function hideAssignments(text: string, isSecretName: IsSecretName): string {
  const parts: string[] = [];
  let end = 0;
  NAME.lastIndex = 0;
  for (let found = NAME.exec(text); found; found = NAME.exec(text)) {
    const name = secretNameAt(text, found.index, found[1] ?? '', isSecretName);
    if (name === null) continue;
    const begin = found.index + (found[1]?.length ?? 0) - name.length;
    const isAlone = isLineOfItsOwn(text, begin, found[0]);
    // The name first: reading the value of every pair would be quadratic in `a:a:a:a`.
    const value = valueAt(text, NAME.lastIndex, name, isAlone);
    if (value && value !== HIDDEN && isSecretName(name, parsed(value))) {
      parts.push(text.slice(end, NAME.lastIndex), quoteLike(value));
      end = NAME.lastIndex + value.length;
      NAME.lastIndex = end;
    }
  }
  return end === 0 ? text : parts.join('') + text.slice(end);
}

/**
 * The name of a secret that ends with this word; null if it is none. Of several words, all must be
 * of the name: a sentence may mention a password and then end with a colon.
 */
function secretNameAt(
  text: string,
  index: number,
  word: string,
  isSecretName: IsSecretName
): string | null {
  if (isSecretName(word, '')) return word;
  // Most names follow no word: the search for words would be the larger part of the work.
  if (!/[ \t\u00a0'’]/.test(text.charAt(index - 1))) return null;
  const before = WORDS_BEFORE.exec(text.slice(Math.max(0, index - LONGEST_BEFORE), index))?.[0];
  if (before === undefined) return null;
  const isKind = KINDS.has(word.toLowerCase());
  for (const { index: begin } of [...before.matchAll(/[^\s'’]+/g)].reverse()) {
    const name = before.slice(begin) + word;
    if (!isSecretName(name, '')) continue;
    const words = name.split(/[\s'’]+/);
    const isMentioned = words.some((part) => isSecretName(part, ''));
    const isOfKind = isKind && words.filter(({ length }) => length > 2).length === 2;
    return isMentioned && !isOfKind ? null : name;
  }
  return null;
}

/** `Password: correct horse battery`, as in settings and letters. */
const isLineOfItsOwn = (text: string, index: number, found: string): boolean =>
  found.trimEnd().endsWith(':') &&
  /(?:^|\n)[ \t]{0,32}$/.test(text.slice(Math.max(0, index - 40), index));

function valueAt(text: string, index: number, name: string, isAlone: boolean): string {
  INDENTED.lastIndex = index;
  const indented = isAlone ? INDENTED.exec(text)?.[0] : undefined;
  if (indented) return indented;
  const isLine = isAlone || wordsOf(name).some((word) => LINE_NAMES.has(word));
  const isQuoted = /["'\\]/.test(text.charAt(index));
  const pattern = isLine && !isQuoted ? REST_OF_LINE : VALUE;
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
}

/** `maxTokens: 4096` and `passwordRequired: true` are no secrets, as in JSON. */
function parsed(value: string): unknown {
  if (/^\d{1,15}$/.test(value)) return Number(value);
  if (value === 'true' || value === 'false') return value === 'true';
  return value === 'null' ? null : value;
}

/** Keeps the quotes, so GraphQL and JSON in a text stay readable. */
function quoteLike(value: string): string {
  const quote = /^\\*["']/.exec(value)?.[0];
  return quote ? `${quote}${HIDDEN}${quote}` : HIDDEN;
}
