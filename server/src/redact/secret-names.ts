import { types } from 'node:util';
import { rememberByName, unmixed } from '../event';
import { hasPart, joinName } from './joined-name';
import {
  ABOUT_ENDINGS,
  PASS_THAT_IS_NONE,
  TEXT_OF_SECRET,
  withoutHarmless,
} from './ordinary-words';
import { plain } from './plain-letters';
import { CREDENTIALS_NAME, NARROW_PHRASES } from './secret-phrases';
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
 * unless a schema says that it is one. Of `credentials` an object is read: `{ auth: { user } }`.
 */
type Verdict = 'own' | 'always' | 'untyped' | 'text' | 'credentials' | 'no';

/** Splits camelCase, snake_case, kebab-case and dotted names into lower-case words. */
export const wordsOf = (name: string): string[] =>
  writtenWords(name).map((word) => word.toLowerCase());

const writtenWords = (name: string): string[] =>
  inUsualForm(name.slice(0, MAX_NAME)).match(WORDS) ?? [];

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
    const haystack = bounded(wordsOf(name).join(' '));
    return own.some((key) => haystack.includes(key)) ? 'own' : judge(name);
  });

  return (name, value, isDeclared = false) => {
    if (value === null || typeof value === 'boolean') return false;
    const verdict = verdictOf(name);
    if (verdict === 'no') return false;
    if (verdict === 'own') return true;
    if (isGroup(name, value)) return false;
    if (verdict === 'credentials') return isCredentials(value) && !(isMeasure(value) && isDeclared);
    if (verdict === 'always') return true;
    return !isMeasure(value) || (verdict === 'untyped' && !isDeclared);
  };
}

const OF_SOMETHING = [
  ...[secret.PASS_OF, secret.PW_OF, secret.PIN_OF, secret.OF_PIN, secret.CARD_NUMBER],
];

function judge(name: string): Verdict {
  const words = wordsOf(name);
  if (FACT_ENDINGS.has(words.at(-1) ?? '') || isAboutSecret(words)) return 'no';
  const verdict = verdictOn(name, isSpelled(words));
  if (verdict !== 'always') return verdict;
  if (isOfMeasure(words)) return 'text';
  return isPlural(words.at(-1)) ? 'untyped' : 'always';
}

/** `auth`: a secret, unless it is an object, whose names then decide. */
export const isCredentialsName = rememberByName((name) => judge(name) === 'credentials');

function isAboutSecret(words: readonly string[]): boolean {
  const [last = '', before = ''] = words.slice(-2).reverse();
  return ABOUT_ENDINGS.has(last) && !(last === 'text' && TEXT_OF_SECRET.has(before));
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

function verdictOn(name: string, isOneWord: boolean): Verdict {
  const written = isOneWord ? [writtenWords(name).join('')] : withoutHarmless(writtenWords(name));
  const words = written.map((word) => plain(word.toLowerCase()));
  const phrase = words.join(' ');
  if (secret.SECRET_NAMES.has(phrase)) return 'always';
  const joined = joinName(written);
  if (secret.SECRET_PARTS.some((part) => hasPart(joined, part, true))) return 'always';
  if (NARROW_PARTS.some((part) => hasPart(joined, part, false))) return 'always';
  if (words.some(isSecretWord)) return 'always';
  if (OF_SOMETHING.some((pattern) => pattern.test(joined.text))) return 'always';
  if (isOfOtherScript(name)) return 'always';
  const stem = stemOf(words);
  if (secret.SECRET_UNTYPED_NAMES.has(stem.join(' ')) || isPass(stem)) return 'untyped';
  if (secret.KEY_FILE.test(joined.text)) return 'text';
  const token = tokenVerdict(stem);
  if (token !== 'no') return token;
  if (words.some((word) => secret.SECRET_TEXT_WORDS.has(word))) return 'text';
  if (words.some((word) => secret.TOKEN_IN_WORD.test(word))) return 'text';
  return CREDENTIALS_NAME.test(joined.text) ? 'credentials' : 'no';
}

const NARROW_PARTS = NARROW_PHRASES.map((phrase) => phrase.replaceAll(' ', ''));

const isSecretWord = (word: string): boolean =>
  secret.SECRET_WORDS.has(word) ||
  secret.SECRET_IN_WORD.test(word) ||
  secret.PWD_IN_WORD.test(word) ||
  secret.TURKISH_PASSWORD.test(word);

/** `userPass2` and `pass_hash` without their ends. */
function stemOf(words: readonly string[]): readonly string[] {
  const last = words.findLastIndex((word) => !/^\d+$/.test(word) && !secret.TAILS.has(word));
  return words.slice(0, last + 1);
}

/** `sudo_pass`, but not `skiPass`. */
const isPass = (stem: readonly string[]): boolean => {
  const [last, before] = stem.slice(-2).reverse();
  return last === 'pass' && before !== undefined && !PASS_THAT_IS_NONE.has(before);
};

/** A code that someone was sent is a number too. */
function tokenVerdict(stem: readonly string[]): Verdict {
  const latin = stem.join('');
  if (stem.at(-1) === 'jwt') return 'untyped';
  if (!latin.endsWith('token')) return 'no';
  if (secret.TOKEN_COUNT.test(latin)) return 'text';
  return secret.TOKEN_OF.test(latin) ? 'always' : 'untyped';
}

function isOfOtherScript(name: string): boolean {
  if (/^[\p{ASCII}\p{Script=Latin}]*$/u.test(name)) return false;
  const usual = name.slice(0, MAX_NAME).normalize('NFKC').toLowerCase();
  const isGreek = /\p{Script=Greek}/u.test(usual);
  const joined = (isGreek ? plain(usual) : usual).replace(/[\s_.\p{Cf}-]+/gu, '');
  return (
    secret.SECRET_IN_OTHER_SCRIPT.test(joined) ||
    secret.SECRET_PARTS_OF_OTHER_SCRIPTS.some((part) => joined.includes(part))
  );
}

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

/** `auth: 'anna:x'`, or `auth: ['anna', 'x']`. */
const isCredentials = (value: unknown): boolean =>
  typeof value !== 'object' || (Array.isArray(value) && typeof value[0] !== 'object');

function isMeasure(value: unknown): boolean {
  return typeof value === 'number' || types.isDate(value);
}
