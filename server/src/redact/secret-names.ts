import { types } from 'node:util';
import { rememberByName, unmixed } from '../event';
import * as secret from './secret-words';

const MAX_NAME = 255;
const WORDS = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+|\d+/gu;
/** A name with this ending describes a secret: `tokenType`, `resetPasswordTokenExpiresAt`. */
const FACT_ENDINGS = new Set([
  ...['at', 'count', 'enabled', 'expiration', 'expires', 'expiry', 'in', 'kind', 'length'],
  ...['lifespan', 'limit', 'name', 'permissions', 'policy', 'required', 'type', 'until'],
]);
/**
 * E-mail templates and permissions are grouped under these; each value inside is judged separately.
 */
const GROUP_NAMES = new Set(['reset password', 'forgot password', 'change password']);
const GROUP_KEYS = new Set(['enabled', 'policy', 'display', 'options', 'icon', 'from', 'subject']);

/**
 * Decides by a property's name, and the kind of its value, whether the value is a secret.
 *
 * @param isDeclared a schema says that the value is of that kind. In JSON, a password may be a
 * number because nobody quoted it.
 */
export type IsSecretName = (name: string, value?: unknown, isDeclared?: boolean) => boolean;

/**
 * The verdict of the name alone; `text` is secret unless its value is a number or a date, `untyped`
 * unless a schema says that it is one.
 */
type Verdict = 'own' | 'always' | 'untyped' | 'text' | 'no';

/** Splits camelCase, snake_case, kebab-case and dotted names into lower-case words. */
export function wordsOf(name: string): string[] {
  return (inUsualForm(name.slice(0, MAX_NAME)).match(WORDS) ?? []).map((word) =>
    word.toLowerCase()
  );
}

/**
 * Letters as input methods for wide scripts write them (`ｐａｓｓｗｏｒｄ`, `ﾊﾟｽﾜｰﾄﾞ`), and letters of
 * another script among Latin ones, in their usual form.
 */
const inUsualForm = (text: string): string =>
  /^\p{ASCII}*$/u.test(text) ? text : unmixed(text.normalize('NFKC').replace(/\p{Cf}/gu, ''));

/**
 * The rule for names in values without a schema. `keys` are the configuration's additions; they
 * match as whole words, so `pin` does not hide `shipping`.
 */
export function createSecretNames(keys: readonly string[]): IsSecretName {
  const own = keys.map((key) => bounded(wordsOf(key).join(' '))).filter((key) => key.trim() !== '');
  const verdictOf = rememberByName((name): Verdict => {
    const words = wordsOf(name);
    const haystack = bounded(words.join(' '));
    return own.some((key) => haystack.includes(key)) ? 'own' : judge(name, words);
  });

  return (name, value, isDeclared = false) => {
    if (value === null || typeof value === 'boolean') return false;
    const verdict = verdictOf(name);
    if (verdict === 'no') return false;
    if (verdict === 'own') return true;
    if (isGroup(name, value)) return false;
    if (verdict === 'always') return true;
    return !isMeasure(value) || (verdict === 'untyped' && !isDeclared);
  };
}

const OF_SOMETHING = [secret.PASS_OF, secret.PIN_OF, secret.OF_PIN, secret.CARD_NUMBER];

function judge(name: string, words: readonly string[]): Verdict {
  if (FACT_ENDINGS.has(words.at(-1) ?? '')) return 'no';
  const verdict = verdictOn(name, isSpelled(words) ? [words.join('')] : words);
  if (verdict !== 'always') return verdict;
  if (isOfMeasure(words)) return 'text';
  return isPlural(words.at(-1)) ? 'untyped' : 'always';
}

/** `p.w.d` */
const isSpelled = (words: readonly string[]): boolean =>
  words.length > 2 && words.every((word) => word.length === 1);

function isOfMeasure(words: readonly string[]): boolean {
  const [last = '', before] = words.slice(-2).reverse();
  if (secret.ENDINGS_OF_SEVERAL.has(last)) return isPlural(before);
  // Of a client secret, the second version may be the secret itself.
  if (last === 'version' && before === 'secret') return false;
  return secret.MEASURE_ENDINGS.has(last) || secret.MEASURE_BEGINNING.test(words.join(' '));
}

/** `licenseKeys`, but not `pass` and `status`. */
const isPlural = (word: string | undefined): boolean => /[^isu]s$/.test(word ?? '');

function verdictOn(name: string, words: readonly string[]): Verdict {
  const phrase = words.join(' ');
  if (secret.SECRET_NAMES.has(phrase)) return 'always';
  if (secret.SECRET_UNTYPED_NAMES.has(phrase)) return 'untyped';
  const latin = withoutAccents(words.join(''));
  if (secret.SECRET_PARTS.some((part) => latin.includes(part))) return 'always';
  if (words.some((word) => secret.SECRET_WORDS.has(withoutAccents(word)))) return 'always';
  if (secret.SECRET_PHRASES.some((one) => bounded(phrase).includes(bounded(one)))) return 'always';
  if (words.some((word) => secret.SECRET_IN_WORD.test(word))) return 'always';
  if (OF_SOMETHING.some((pattern) => pattern.test(latin))) return 'always';
  if (isOfOtherScript(name)) return 'always';
  if (secret.KEY_FILE.test(latin)) return 'text';
  if (words.some((word) => secret.SECRET_TEXT_WORDS.has(word))) return 'text';
  return words.some((word) => secret.TOKEN_IN_WORD.test(word)) ? 'text' : 'no';
}

function isOfOtherScript(name: string): boolean {
  if (/^[\p{ASCII}\p{Script=Latin}]*$/u.test(name)) return false;
  const usual = name.slice(0, MAX_NAME).normalize('NFKC').toLowerCase();
  const isGreek = /\p{Script=Greek}/u.test(usual);
  const joined = (isGreek ? withoutAccents(usual) : usual).replace(/[\s_.-]+/g, '');
  return secret.SECRET_PARTS_OF_OTHER_SCRIPTS.some((part) => joined.includes(part));
}

/** `contraseña` as `contrasena`. */
const withoutAccents = (text: string): string =>
  /^\p{ASCII}*$/u.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '');

function bounded(phrase: string): string {
  return ` ${phrase} `;
}

/** `{ changePassword: { old, new } }` is no group. */
function isGroup(name: string, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return (
    GROUP_NAMES.has(wordsOf(name).join(' ')) &&
    Object.keys(value).some((key) => GROUP_KEYS.has(key))
  );
}

function isMeasure(value: unknown): boolean {
  return typeof value === 'number' || types.isDate(value);
}
