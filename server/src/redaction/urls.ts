import { HIDDEN } from './markers';
import { looksRandom } from './random-string';
import { wordsOf, type IsSecretName } from './secret-names';
import { cleanText, COLUMN_LENGTH } from './text';

const CREDENTIALS =
  /\b([a-z][a-z0-9+.-]{1,20}:\/\/)(?:[^\s/?#@"'<>]{1,512}|[^\s/:@]{0,128}:(?!\d+\/)[^\s@]{1,256})@/gi;
const PARAMETER = /(?:[?&;#]|&amp;)([\w.[\]%-]{1,64})=/g;
const PARAMETER_VALUE = /[^&\s"'<>#]*/y;
/** Names that are harmless elsewhere, but carry one-time secrets in a URL or on a sign-in route. */
const URL_SECRETS = new Set([
  ...['assertion', 'code', 'confirmation', 'hmac', 'key', 'nonce', 'saml response', 'sig'],
  ...['signature', 'state', 'ticket', 'x amz credential', 'x amz signature', 'x goog credential'],
  'x goog signature',
]);
/** What follows one of these in a path is the token of a link. */
const LINK_SEGMENT =
  /^(?:reset(?:-password)?|password-reset|forgot-password|confirm|confirmation|email-confirmation|verify|verification|magic(?:-link)?|invite|invitation|activate|token|tokens|unsubscribe)$/i;
const SIGN_IN_SEGMENT =
  /^(?:auth|login|signin|sign-in|register|register-admin|reset-password|forgot-password|change-password|oauth2?|connect|mfa|2fa|verify|callback)$/i;

/** True for names that hold a secret when they stand in a query string. */
export function isSecretParameter(name: string, isSecretName: IsSecretName): boolean {
  return URL_SECRETS.has(wordsOf(safeDecode(name)).join(' ')) || isSecretName(safeDecode(name), '');
}

/** Hides `user:password@` and secret parameters in every URL or query string inside a text. */
export function hideUrlSecrets(text: string, isSecretName: IsSecretName): string {
  return hideParameters(text.replace(CREDENTIALS, `$1${HIDDEN}@`), isSecretName);
}

function hideParameters(text: string, isSecretName: IsSecretName): string {
  const parts: string[] = [];
  let end = 0;
  const mayNest = /%3D/i.test(text);
  // A copy: a link inside a link is searched while this search goes on.
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
  if (!/%3D/i.test(value)) return false;
  const decoded = safeDecode(value);
  return hideParameters(decoded, isSecretName) !== decoded;
}

/** A request's path without its query string, and without tokens among its segments. */
export function redactPath(path: string, scrub: (text: string) => string): string {
  const [bare = ''] = path.slice(0, 4096).split(/[?#]/, 1);
  const segments = bare.split('/');
  const shown = segments.map((segment, index) => {
    const decoded = safeDecode(segment);
    const followsLink = LINK_SEGMENT.test(segments[index - 1] ?? '');
    const isToken = followsLink && decoded.length >= 16 && /\d/.test(decoded);
    if (isToken || looksRandom(decoded) || scrub(decoded) !== decoded) return HIDDEN;
    return segment;
  });
  return cleanText(shown.join('/'), COLUMN_LENGTH);
}

/** True for routes of signing in, registering and recovering: there even `code` is a secret. */
export function isSignInPath(path: string): boolean {
  return path
    .slice(0, 4096)
    .split('/')
    .some((segment) => SIGN_IN_SEGMENT.test(segment));
}

const SIGN_IN_MUTATION =
  /\b(?:login|register|forgotPassword|resetPassword|changePassword|emailConfirmation)\s{0,8}\(/;

/** The same for GraphQL, whose path says nothing: the mutations in the body do. */
export function isSignInMutation(body: unknown): boolean {
  if (Array.isArray(body)) return body.slice(0, 100).some(isSignInMutation);
  if (typeof body !== 'object' || body === null) return false;
  const { query } = body as { query?: unknown };
  return typeof query === 'string' && SIGN_IN_MUTATION.test(query.slice(0, 64 * 1024));
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
