import { HIDDEN } from './markers';
import { looksLikeToken } from './random-string';
import { wordsOf, type IsSecretName } from './secret-names';
import { cleanText, COLUMN_LENGTH } from './text';

const CREDENTIALS =
  /\b([a-z][a-z0-9+.-]{1,20}:\/\/)(?:[^\s/?#@"'<>]{1,512}|[^\s/:@]{0,128}:(?!\d+\/)[^\s@]{1,256})@/gi;
const PARAMETER = /(?:[?&;#]|&amp;)([\w.[\]%-]{1,64})=/g;
/** In a link inside a link, which may itself be inside a third. */
const ENCODED_EQUALS = /%(?:25){0,8}3D/i;
const MAX_LAYERS = 9;
const PARAMETER_VALUE = /[^&\s"'<>#]*/y;
/** Names that are harmless elsewhere, but carry one-time secrets in a URL or on a sign-in route. */
const URL_SECRETS = new Set([
  ...['assertion', 'code', 'confirmation', 'hmac', 'key', 'nonce', 'saml response', 'sig'],
  ...['signature', 'state', 'ticket', 'x amz credential', 'x amz signature', 'x goog credential'],
  'x goog signature',
]);
/** The path segment after one of these is the token of a link. */
const LINK_SEGMENT =
  /^(?:reset(?:-password)?|password-reset|forgot-password|confirm|confirmation|email-confirmation|verify|verification|magic(?:-link)?|invite|invitation|activate|token|tokens|unsubscribe)$/i;
const SIGN_IN_SEGMENT =
  /^(?:auth|login|signin|sign-in|register|register-admin|reset-password|forgot-password|change-password|oauth2?|connect|mfa|2fa|verify|callback)$/i;

/** True for names that hold a secret in a query string. */
export function isSecretParameter(name: string, isSecretName: IsSecretName): boolean {
  return URL_SECRETS.has(wordsOf(safeDecode(name)).join(' ')) || isSecretName(safeDecode(name), '');
}

/** Hides `user:password@` and secret parameters in every URL or query string inside a text. */
export function hideUrlSecrets(text: string, isSecretName: IsSecretName): string {
  return hideQueryValues(text.replace(CREDENTIALS, `$1${HIDDEN}@`), isSecretName);
}

function hideQueryValues(text: string, isSecretName: IsSecretName): string {
  const parts: string[] = [];
  let end = 0;
  const mayNest = ENCODED_EQUALS.test(text);
  const parameter = new RegExp(PARAMETER);
  for (let found = parameter.exec(text); found; found = parameter.exec(text)) {
    const start = parameter.lastIndex;
    const isNested = mayNest && holdsEncodedSecret(text.slice(start, start + 2048), isSecretName);
    if (isNested || isSecretParameter(found[1] ?? '', isSecretName)) {
      PARAMETER_VALUE.lastIndex = start;
      const value = PARAMETER_VALUE.exec(text)?.[0] ?? '';
      if (value !== '') parts.push(text.slice(end, start), HIDDEN);
      if (value !== '') end = start + value.length;
      parameter.lastIndex = start + value.length;
    }
  }
  return end === 0 ? text : parts.join('') + text.slice(end);
}

/** A link inside a link: `?next=https%3A%2F%2F…%3Ftoken%3D…`. */
function holdsEncodedSecret(beginning: string, isSecretName: IsSecretName): boolean {
  const [value = ''] = beginning.split(/[&\s"'<>#]/, 1);
  if (!ENCODED_EQUALS.test(value)) return false;
  let decoded = value;
  for (let layers = MAX_LAYERS; layers > 0 && decoded.includes('%'); layers -= 1) {
    decoded = safeDecode(decoded);
    const names = [...decoded.matchAll(PARAMETER)].map(([, name = '']) => name);
    if (names.some((name) => isSecretParameter(name, isSecretName))) return true;
  }
  return false;
}

/** A request's path as it may be kept. */
export interface ReadPath {
  path: string;
  /** The hidden segments: a resource may have the same text as its name. */
  hidden: readonly string[];
}

/** A request's path without its query string, and without tokens among its segments. */
export function readPath(path: string, scrub: (text: string) => string): ReadPath {
  const [bare = ''] = path.slice(0, 4096).split(/[?#]/, 1);
  const hidden: string[] = [];
  const segments = bare.split('/');
  const shown = segments.map((segment, index) => {
    const decoded = safeDecode(segment);
    const isToken = isLinkToken(decoded, segments[index - 1] ?? '');
    if (!isToken && !looksLikeToken(decoded) && scrub(decoded) === decoded) return segment;
    if (decoded !== HIDDEN) hidden.push(decoded);
    return HIDDEN;
  });
  return { path: cleanText(shown.join('/'), COLUMN_LENGTH), hidden };
}

/** `/invite/SUMMER24`; but `/transfer/tokens/12` names a token by its id. */
function isLinkToken(segment: string, before: string): boolean {
  if (!LINK_SEGMENT.test(before) || !/\d/.test(segment)) return false;
  return /^\d+$/.test(segment)
    ? segment.length >= 4 && !/^tokens?$/i.test(before)
    : segment.length >= 6;
}

/** The path without the parameters that its route names as secrets: `/invite/:code`. */
export function hideParameters(
  path: string,
  params: Readonly<Record<string, unknown>>,
  isSecretName: IsSecretName
): string {
  const secrets = new Set(
    Object.entries(params).flatMap(([name, value]) =>
      isSecretParameter(name, isSecretName) ? [value] : []
    )
  );
  if (secrets.size === 0) return path;
  const isSecret = (segment: string) => secrets.has(segment) || secrets.has(safeDecode(segment));
  return path
    .split('/')
    .map((segment) => (segment !== '' && isSecret(segment) ? HIDDEN : segment))
    .join('/');
}

/** True for routes of signing in, registering and recovering: there even `code` is a secret. */
export function isSignInPath(path: string): boolean {
  return path
    .slice(0, 4096)
    .split('/')
    .some((segment) => SIGN_IN_SEGMENT.test(segment));
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
