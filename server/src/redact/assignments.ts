import { valueOf } from './assigned-values';
import { HIDDEN } from './markers';
import type { IsSecretName } from './secret-names';

const BLANKS = String.raw`[^\S\r\n]{0,40}\s{0,4}`;
/** What closes a name: quotes in any JSON layer, brackets, emphasis, tags, a note in parentheses. */
const CLOSED = String.raw`\\{0,15}["'\x60*~\]]{0,5}(?:<\/[a-zA-Z][\w-]{0,15}>){0,3}(?:[ \t]{0,4}\([^()\r\n:=]{0,48}\))?`;
/** The types that are written between a name and its value: `password: string = "x"`. */
const TYPE = String.raw`:\s{0,4}(?:string|str|String|&(?:'static )?str|any|unknown|Optional\[str\]|SecretStr)(?:\s{0,4}\|\s{0,4}(?:null|undefined|None))?\s{0,4}=`;
/** `name: x`, `name = x`, `name := x`, `'name' => 'x'`, `name -> x`, `name += x`, `name || 'x'`. */
const SIGN = String.raw`(?<sign>${TYPE}(?=\s{0,4}[bBrRuUfFNE@$]{0,2}["'\x60])|(?:[+!?]|\?\?|\|\|)?[:=：＝]{1,3}>?|[-=]>|[→⇒]|(?:\|\||\?\?)(?=\s{0,4}["'\x60])|\((?=\s{0,4}["'\x60]))`;
const TAG =
  '(?:b|strong|em|i|u|s|code|kbd|samp|tt|mark|small|font|span|a|p|div|li|td|th|dd|dt|br|pre)';
/** What may close the name after the sign (`**Password:** x`), or open the value. */
const OPENED = String.raw`(?:[*_~\x60]{1,4}(?=\s))?(?:\s{0,4}<\/?${TAG}\b[^<>\r\n]{0,64}>){0,4}${BLANKS}(?:[bBrRuUfFNE@$]{1,2}(?=["']))?`;
const NAME = new RegExp(
  String.raw`(?<![\p{L}\p{N}\p{M}\p{Cf}_.-])([\p{L}\p{N}_.-][\p{L}\p{N}\p{M}\p{Cf}_.-]+)(?<closed>${CLOSED}${BLANKS})${SIGN}(${BLANKS}${OPENED})`,
  'gu'
);
/** Of a longer name, its end says what it is. */
const LONGEST_NAME = 64;
/**
 * Words before a name: `API key`, `mot de passe`. Looking back from the name does not try every letter
 * before it as a beginning.
 */
const WORDS_BEFORE =
  /(?<=((?:[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}_.-]{0,31}[ \t\u00a0'’]{1,2}){1,4}))/uy;
/** What a secret is called by its purpose: `secret key`, but not `password policy requires`. */
const KINDS = new Set([
  ...['answer', 'code', 'codes', 'confirmation', 'hash', 'key', 'keys', 'number', 'phrase', 'pin'],
  ...['seed', 'word', 'ordine', 'код', 'πρόσβασης'],
]);

/**
 * Hides what `password: x`, `token=y` and `{"apiKey":"z"}` assign, in program messages and in code.
 * The name decides, as everywhere.
 */
export function hideAssignments(text: string, isSecretName: IsSecretName): string {
  const parts: string[] = [];
  let end = 0;
  NAME.lastIndex = 0;
  for (let found = NAME.exec(text); found; found = NAME.exec(text)) {
    const word = (found[1] ?? '').slice(-LONGEST_NAME);
    const wordEnd = found.index + (found[1]?.length ?? 0);
    const name = secretNameAt(text, wordEnd - word.length, word, isSecretName);
    if (name === null) continue;
    const sign = found.groups?.sign ?? '';
    const closed = found.groups?.closed ?? '';
    // The name first: reading the value of every pair would be quadratic in `a:a:a:a`.
    const value = valueOf(text, {
      signEnd: wordEnd + closed.length + sign.length,
      index: NAME.lastIndex,
      name,
      begin: wordEnd - name.length,
      sign,
      isCloseSign: closed === '',
    });
    if (value.text && value.text !== HIDDEN && isSecretName(name, parsed(value.text))) {
      parts.push(text.slice(end, value.index), quoteLike(value.text));
      end = value.index + value.text.length;
      NAME.lastIndex = end;
    }
  }
  return end === 0 ? text : parts.join('') + text.slice(end);
}

/**
 * The name of a secret that ends with this word; null if it is none. Of several words, all must be
 * of the name: a sentence may mention a password and then end with a colon.
 */
export function secretNameAt(
  text: string,
  index: number,
  word: string,
  isSecretName: IsSecretName
): string | null {
  if (isSecretName(word, '')) return word;
  // Most names follow no word: the search for words would be the larger part of the work.
  if (!/[ \t\u00a0'’]/.test(text.charAt(index - 1))) return null;
  WORDS_BEFORE.lastIndex = index;
  const before = WORDS_BEFORE.exec(text)?.[1];
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

/** `maxTokens: 4096` and `passwordRequired: true` are no secrets, as in JSON. */
function parsed(value: string): unknown {
  if (/^\d{1,15}$/.test(value)) return Number(value);
  if (value === 'true' || value === 'false') return value === 'true';
  if (value.startsWith('{')) return parsedObject(value);
  return value === 'null' ? null : value;
}

/** Groups of settings may have the name of a secret. */
function parsedObject(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Keeps the quotes, so GraphQL and JSON in a text stay readable. */
function quoteLike(value: string): string {
  const quote = /^\\*["'`]/.exec(value)?.[0];
  return quote ? `${quote}${HIDDEN}${quote}` : HIDDEN;
}
