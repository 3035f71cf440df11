import { hiddenKind } from './markers';
import { rememberByName } from '../event';
import { wordsOf } from './secret-names';

/** Addresses may contain environment variables: `${DEPLOY_HOOK}` is a name, not a value. */
const VARIABLE = /^\$\{?[A-Z_][A-Z0-9_]{0,63}\}?$/i;

/**
 * An address that may carry a secret in any part, such as a webhook's: only scheme and host are
 * kept, `https://hooks.example.com/…`.
 */
export function readAddress(text: string): string {
  if (text === '' || VARIABLE.test(text)) return text;
  // A path within the application, which sends no secret to another host.
  const url = /^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(text) ? parse(text) : null;
  if (!url) return hiddenKind('text');
  const rest = url.pathname.length > 1 || url.search || url.hash || url.username ? '/…' : '';
  return `${url.protocol}//${url.host}${rest}`;
}

function parse(text: string): URL | null {
  try {
    const url = new URL(text);
    return url.host === '' ? null : url;
  } catch {
    return null;
  }
}

const ADDRESS_NAMES = /(?:^| )(?:web ?hooks?|hook ur[il]|deploy hook|build hook)(?: |$)/;
const SETTING_NAMES = /^(?:callback|redirect ur[il])$/;

/** `webhookUrl`, `deploy_hook`: knowing such an address is enough to call it. */
export const isAddressName = rememberByName((name) => ADDRESS_NAMES.test(wordsOf(name).join(' ')));

/** The same for settings, where providers redirect sign-ins to an address. */
export const isAddressSetting = (name: string): boolean =>
  isAddressName(name) || SETTING_NAMES.test(wordsOf(name).join(' '));
