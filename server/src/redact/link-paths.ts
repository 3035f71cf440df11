import { wordsOf } from './secret-names';

/** The segments of a path after one of these hold the secret of a link. */
const LINKS: ReadonlySet<string> = new Set([
  ...['reset', 'confirm', 'confirmation', 'verify', 'verification', 'magic', 'invite', 'invites'],
  ...['invitation', 'invitations', 'activate', 'activation', 'unsubscribe', 'redeem', 'otp', 'sms'],
  ...['token', 'tokens', 'code', 'codes', 'pin', 'passcode'],
]);
const HOOKS: ReadonlySet<string> = new Set(['hook', 'hooks', 'webhook', 'webhooks', 'web hooks']);
/** `verify-email`, `magic-login`; `password-reset`, `email-confirmation`. */
const FIRST_WORDS = new Set(['reset', 'confirm', 'verify', 'magic', 'activate', 'forgot']);
const LAST_WORDS = new Set(['reset', 'confirmation', 'verification', 'invitation', 'activation']);
/** What is reset, confirmed or verified. */
const OBJECTS = new Set([
  ...['password', 'email', 'mail', 'link', 'login', 'account', 'user', 'phone', 'sms'],
]);
const MOST_WORDS = 3;
/** Words of routes, which may stand after one of those, or between it and its secret. */
const ORDINARY: ReadonlySet<string> = new Set([
  ...['accept', 'actions', 'admin', 'api', 'auth', 'batch-delete', 'bulk-delete', 'callback'],
  ...['change', 'check', 'clone', 'configuration', 'count', 'create', 'decline', 'delete', 'edit'],
  ...['email', 'forgot', 'generate', 'info', 'list', 'local', 'login', 'logout', 'me', 'new'],
  ...['permissions', 'publish', 'refresh', 'regenerate', 'register', 'request', 'resend', 'revoke'],
  ...['runner', 'search', 'send', 'session', 'sessions', 'settings', 'status', 'trigger', 'update'],
  ...['user', 'users', 'validate'],
]);
/** Strapi's own routes name their tokens and webhooks by number. */
const NUMBERED = /^(?:admin\/(?:api-tokens|admin-tokens|webhooks)|transfer\/tokens)$/i;
const NUMBER = /^\d{1,19}$/;
/** Numbers and marks this short are those of versions and languages. */
const TOO_SHORT = /^(?:\d{1,3}|.{0,2})$/u;
const NAME = /^[\p{L}\p{N}_.-]{2,64}$/u;

export interface LinkRules {
  isSecretName: (name: string) => boolean;
  /** Pages about webhooks have words after them; of requests, the address is a secret. */
  areHooksSecret: boolean;
}

/** For each segment of a path, whether it is the secret of a link: `/verify-email/482913`. */
export function linkSecrets(segments: readonly string[], rules: LinkRules): boolean[] {
  let isAfterLink = false;
  return segments.map((segment, index) => {
    const before = segments.slice(Math.max(0, index - 2), index).join('/');
    const isNumbered = NUMBERED.test(before) && NUMBER.test(segment);
    const isLink = isLinkWord(segment, rules.areHooksSecret);
    const isKept = isLink || isNumbered || TOO_SHORT.test(segment);
    const isSecret = isAfterLink && !isKept && !ORDINARY.has(segment.toLowerCase());
    isAfterLink ||= isLink || (NAME.test(segment) && isNameOfSecret(segment, rules));
    return isSecret;
  });
}

function isLinkWord(segment: string, areHooksSecret: boolean): boolean {
  // A long segment is read in vain, and `api::token.token` is a type.
  if (!NAME.test(segment) || /\d/.test(segment)) return false;
  const words = wordsOf(segment);
  const phrase = words.join(' ');
  if (LINKS.has(phrase) || (areHooksSecret && HOOKS.has(phrase))) return true;
  if (words.length < 2 || words.length > MOST_WORDS) return false;
  const [first = '', last = ''] = [words[0], words.at(-1)];
  return (
    (FIRST_WORDS.has(first) && OBJECTS.has(last)) || (LAST_WORDS.has(last) && OBJECTS.has(first))
  );
}

/** A slug may speak of passwords: `how-to-choose-a-password`. */
const isNameOfSecret = (segment: string, { isSecretName }: LinkRules): boolean =>
  wordsOf(segment).length <= MOST_WORDS && isSecretName(segment);
