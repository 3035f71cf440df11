import { hiddenKind } from './markers';
import { rememberByName } from '../event';
import { wordsOf } from './secret-names';
import type { Shape } from './shape';

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

/** A host, without a scheme: the tenant of a sign-in provider. */
const HOST =
  /^((?:[a-z0-9][a-z0-9-]{0,62}\.){0,8}[a-z0-9][a-z0-9-]{0,62}(?::\d{1,5})?)([/?#].*)?$/i;

/** The same for an address that may lack its scheme: `tenant.example.com/…`. */
export function readHost(text: string): string {
  const [, host = '', rest = ''] = HOST.exec(text) ?? [];
  // What has no dot is a host only if it stands alone.
  if (host === '' || (rest !== '' && !host.includes('.'))) return readAddress(text);
  return rest.length > 1 ? `${host}/…` : host;
}

const SCHEME = /^\s*[a-z][a-z0-9+.-]{1,20}:\/\//i;

/** The shape, but of a text that is an address only scheme and host are kept, however deep it is. */
export const withBareAddresses = (shape: Shape): Shape => ({
  ...shape,
  text: (text) => (SCHEME.test(text) ? readAddress(text.trim()) : shape.text(text)),
  property: (name, value) => bareOrHidden(shape.property(name, value)),
  resolve: (read, names) => withBareAddresses(shape.resolve?.(read, names) ?? shape),
  items: (items) => shape.items?.(items)?.map(bareOrHidden),
  ...(typeof shape.readsJson === 'object' && { readsJson: withBareAddresses(shape.readsJson) }),
});

const bareOrHidden = (shape: Shape | null): Shape | null => shape && withBareAddresses(shape);

const ADDRESS_NAMES = /(?:^| )(?:web ?hooks?|hook ur[il]|deploy hook|build hook)(?: |$)/;
/** `authorize_url`, `jwksurl`, `redirectUri`, `callback`. */
const SETTING_NAMES = /[a-z ]ur[il]$|(?:^| )callback$/;

/** `webhookUrl`, `deploy_hook`: knowing such an address is enough to call it. */
export const isAddressName = rememberByName((name) => ADDRESS_NAMES.test(wordsOf(name).join(' ')));

/** The same for settings, where providers send sign-ins and ask for keys. */
export const isAddressSetting = rememberByName(
  (name) => isAddressName(name) || SETTING_NAMES.test(wordsOf(name).join(' '))
);
