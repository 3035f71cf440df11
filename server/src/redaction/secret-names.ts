import { types } from 'node:util';

const MAX_NAME = 255;
const WORDS = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}]+|\d+/gu;

/** Phrases that make a name secret wherever they stand in it, as whole words. */
const SECRET_PHRASES = [
  ...['password', 'passwords', 'passwd', 'passphrase', 'passcode', 'pwd', 'secret', 'secrets'],
  ...['credential', 'credentials', 'otp', 'totp', 'cvv', 'cvc', 'salt', 'apikey', 'apikeys'],
  ...[
    'api key',
    'api keys',
    'access key',
    'private key',
    'secret key',
    'signing key',
    'master key',
  ],
  ...['encryption key', 'encrypted key', 'client secret', 'session id', 'pin code', 'pin number'],
  ...['recovery code', 'recovery codes', 'backup code', 'backup codes', 'verification code'],
  ...['confirmation code', 'reset code', 'auth code', 'security code', 'accesskey', 'privatekey'],
  ...['secretkey', 'clientsecret', 'sessionid'],
];
/** As above, but a number or a date of that name is a fact: `maxTokens: 4096`. */
const SECRET_TEXT_PHRASES = [
  ...['token', 'tokens', 'authorization', 'cookie', 'cookies', 'jwt', 'jwts', 'bearer', 'csrf'],
  ...['xsrf', 'accesstoken', 'refreshtoken', 'idtoken', 'authtoken', 'apitoken', 'csrftoken'],
];
/** Secret only when they are the whole name: `pin`, but not `pin board`. */
const SECRET_WHOLE_NAMES = new Set(['pin', 'pass', 'sid']);
/** A name that ends so tells a fact about a secret: `tokenType`, `resetPasswordTokenExpiresAt`. */
const FACT_ENDINGS = new Set([
  ...['at', 'count', 'enabled', 'expiration', 'expires', 'expiry', 'in', 'kind', 'length'],
  ...['lifespan', 'limit', 'name', 'permissions', 'policy', 'required', 'type', 'until'],
]);
/** E-mail templates and settings are grouped under these; what is inside decides for itself. */
const GROUP_NAMES = new Set(['reset password', 'forgot password', 'change password']);

/** Decides by a property's name, and the kind of its value, whether the value is a secret. */
export type IsSecretName = (name: string, value?: unknown) => boolean;

/** Splits camelCase, snake_case, kebab-case and dotted names into lower-case words. */
export function wordsOf(name: string): string[] {
  return (name.slice(0, MAX_NAME).match(WORDS) ?? []).map((word) => word.toLowerCase());
}

/**
 * The rule for names in values that no schema describes. `keys` are the configuration's additions;
 * they match as whole words too, so that `pin` does not hide `shipping`.
 */
export function createSecretNames(keys: readonly string[]): IsSecretName {
  const own = keys.map((key) => wordsOf(key).join(' ')).filter(Boolean);
  const always = [...SECRET_PHRASES, ...own].map(bounded);
  const textOnly = SECRET_TEXT_PHRASES.map(bounded);

  return (name, value) => {
    if (value === null || typeof value === 'boolean') return false;
    const words = wordsOf(name);
    const phrase = words.join(' ');
    const haystack = bounded(phrase);
    if (own.some((key) => haystack.includes(bounded(key)))) return true;
    if (isObject(value) && GROUP_NAMES.has(phrase)) return false;
    if (FACT_ENDINGS.has(words.at(-1) ?? '')) return false;
    if (SECRET_WHOLE_NAMES.has(phrase)) return true;
    if (always.some((secret) => haystack.includes(secret))) return true;
    return !isMeasure(value) && textOnly.some((secret) => haystack.includes(secret));
  };
}

function bounded(phrase: string): string {
  return ` ${phrase} `;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMeasure(value: unknown): boolean {
  return typeof value === 'number' || types.isDate(value);
}
