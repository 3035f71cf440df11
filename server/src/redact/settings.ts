import type { AuditEvent } from '../event';
import { isAddressSetting } from './addresses';
import * as facts from './facts';
import { formOnly } from './form-only';
import { keepName } from './kept-names';
import type { Shape } from './shape';

/**
 * What Strapi keeps in its store, reviewed against version 5.54: the path prefixes of its own
 * settings. Strapi also stores a key that it does not know, as it was sent.
 */
const KNOWN = new Set([
  // Users & Permissions: advanced settings, e-mail templates
  ...['unique_email', 'allow_register', 'email_confirmation', 'email_reset_password'],
  ...['email_confirmation_redirection', 'default_role', 'reset_password'],
  // Project settings, single sign-on
  ...['menuLogo', 'authLogo', 'providers'],
  // The home page: which widgets it has, and how wide they are
  'widgets',
  // Media library, Internationalization
  ...['sizeOptimization', 'responsiveDimensions', 'autoOrientation', 'aiMetadata', 'pageSize'],
  ...['sort', 'aiLocalizations', 'defaultLocale'],
  // Content Manager
  ...['settings', 'metadatas', 'layouts', 'uid', 'isComponent', 'options'],
]);
/** For a sign-in provider, under its name, besides its addresses. */
const OF_PROVIDERS = new Set([
  ...['enabled', 'icon', 'scope', 'oauth', 'state', 'nonce', 'pkce', 'response'],
]);
/** A tenant's host, or an address. */
const HOSTS = new Set(['subdomain', 'audience']);

/** An OAuth client is its key and its secret, whatever type they were sent with. */
const CREDENTIALS = new Set(['key', 'secret']);

/**
 * The shape of a setting at its path: `known` decides if Strapi has such a setting, else only the
 * form is kept; null for a credential.
 */
export function settingShape(names: readonly string[], known: Shape): Shape | null {
  const [root = '', name] = names;
  if (KNOWN.has(root)) return known;
  const ofProvider = (key: string, shape: () => Shape | null): Shape | null => {
    if (CREDENTIALS.has(key)) return null;
    if (HOSTS.has(key)) return facts.host;
    if (isAddressSetting(key)) return facts.address;
    return OF_PROVIDERS.has(key) ? shape() : formOnly;
  };
  if (name !== undefined) return ofProvider(name, () => known);
  return {
    ...formOnly,
    property: (key, value) => ofProvider(key, () => known.property(key, value)),
  };
}

/** The type of the resource of every change of Strapi's stored settings. */
export const SETTINGS_TYPE = 'strapi::core-store';
const FIELD = 'field:';

const keepPath = (path: string): string => path.split('.').map(keepName).join('.');

/** An event whose fields are the keys of a store: Strapi stores a key as its sender wrote it. */
export const withKeptNames = (event: AuditEvent): AuditEvent => ({
  ...event,
  changes: event.changes.map((change) => ({
    ...change,
    path: keepPath(String(change.path)),
    label: change.label === change.path ? keepPath(String(change.path)) : change.label,
  })),
  tags: event.tags.map((tag) =>
    tag.startsWith(FIELD) ? FIELD + keepPath(tag.slice(FIELD.length)) : tag
  ),
});
