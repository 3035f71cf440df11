import { HIDDEN } from './markers';
import { wordsOf, type IsSecretName } from './secret-names';

/** `name: x`, `name = x`, `name := x`, `'name' => 'x'`, `name -> x`. */
const NAME =
  /(?<![\p{L}\p{N}_.-])([\p{L}_][\p{L}\p{N}_.-]{1,63})\\{0,15}["']?\s{0,4}(?:[:=：＝]{1,3}>?|[-=]>|[→⇒])\s{0,4}/gu;
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
    const [, name = ''] = found;
    // The name first: reading the value of every pair would be quadratic in `a:a:a:a`.
    const isAlone = isLineOfItsOwn(text, found.index, found[0]);
    const value = isSecretName(name, '') ? valueAt(text, NAME.lastIndex, name, isAlone) : '';
    if (value && value !== HIDDEN && isSecretName(name, parsed(value))) {
      parts.push(text.slice(end, NAME.lastIndex), quoteLike(value));
      end = NAME.lastIndex + value.length;
      NAME.lastIndex = end;
    }
  }
  return end === 0 ? text : parts.join('') + text.slice(end);
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
