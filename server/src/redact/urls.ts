import { HIDDEN } from './markers';
import { linkSecrets } from './link-paths';
import { looksLikeToken } from './random-string';
import { wordsOf, type IsSecretName } from './secret-names';
import { cleanText, COLUMN_LENGTH } from './text';

const CREDENTIALS =
  /\b([a-z][a-z0-9+.-]{1,20}:\/\/)(?:[^\s/?#@"'<>]{1,512}|[^\s/:@]{0,128}:(?!\d+\/)[^\s@]{1,256})@(?:[^\s/?#@"'<>]{0,256}@){0,8}/gi;
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
/** A URL's path in a text. */
const URL_PATH =
  /((?<![A-Za-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/?#"'<>]{1,256})((?:\/[^\s/?#"'<>]{0,512}){1,32})/gi;
const SIGN_IN_SEGMENT =
  /^(?:auth|login|signin|sign-in|register|register-admin|reset-password|forgot-password|change-password|oauth2?|connect|mfa|2fa|verify|callback)$/i;

/** True for names that hold a secret in a query string. */
export function isSecretParameter(name: string, isSecretName: IsSecretName): boolean {
  return URL_SECRETS.has(wordsOf(safeDecode(name)).join(' ')) || isSecretName(safeDecode(name), '');
}

/** Hides `user:password@` and secret parameters in every URL or query string inside a text. */
export function hideUrlSecrets(text: string, isSecretName: IsSecretName): string {
  const known = text
    .replace(CREDENTIALS, `$1${HIDDEN}@`)
    .replace(URL_PATH, (whole, host: string, path: string) => {
      const shown = hideLinkSecrets(path, isSecretName);
      return shown === path ? whole : `${host}${shown}`;
    });
  return hideQueryValues(known, isSecretName);
}

function hideLinkSecrets(path: string, isSecretName: IsSecretName): string {
  const segments = path.split('/');
  const secrets = linkSecrets(segments.map(safeDecode), {
    isSecretName: (name) => isSecretName(name, ''),
    areHooksSecret: false,
  });
  return segments
    .map((segment, index) => {
      if (!secrets[index] || segment === HIDDEN) return segment;
      // A sentence goes on after the link.
      return `${HIDDEN}${/[.,;:!?)\]}*_~`]*$/.exec(segment)?.[0] ?? ''}`;
    })
    .join('/');
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
  const decoded = segments.map(safeDecode);
  const secrets = linkSecrets(decoded, {
    isSecretName: (name) => scrub(`"${name}":"x"`) !== `"${name}":"x"`,
    areHooksSecret: true,
  });
  const shown = segments.map((segment, index) => {
    const once = decoded[index] ?? '';
    const whole = fullyDecoded(once);
    const isToken = secrets[index] === true || looksLikeToken(whole);
    if (!isToken && scrub(whole) === whole) return segment;
    if (once !== HIDDEN) hidden.push(once);
    return HIDDEN;
  });
  return { path: cleanText(shown.join('/'), COLUMN_LENGTH), hidden };
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

/** Whoever encodes twice hides a secret from whoever decodes once. */
function fullyDecoded(text: string): string {
  let decoded = text;
  for (let layers = MAX_LAYERS; layers > 0 && decoded.includes('%'); layers -= 1) {
    decoded = safeDecode(decoded);
  }
  return decoded;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
