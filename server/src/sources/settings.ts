import type { Capture, RawChange, Row, RowChange, RowPort } from '../event';
import { defineSource } from './define-source';
import { isChange, rowOf, text } from './row-facts';

const STORE = 'strapi::core-store';
const DEFAULT_LOCALE = 'plugin_i18n_default_locale';
const PROVIDERS = 'plugin_users-permissions_grant';
const CONTENT_VIEW = 'plugin_content_manager_configuration_';
/** One for each administrator, whose id ends the key. */
const HOME_PAGE = 'core_admin_homepage-layout:';

/** What people set in Strapi itself, reviewed: their values may be read. */
const SETTINGS: Readonly<Record<string, string>> = {
  'core_admin_project-settings': 'Project settings',
  core_admin_auth: 'Single sign-on settings',
  'plugin_users-permissions_advanced': 'Users & Permissions: advanced settings',
  'plugin_users-permissions_email': 'Users & Permissions: e-mail templates',
  [PROVIDERS]: 'Users & Permissions: providers',
  plugin_upload_settings: 'Media library: settings',
  plugin_upload_view_configuration: 'Media library: view',
  plugin_i18n_settings: 'Internationalization: settings',
};

/**
 * Strapi's own bookkeeping: schemas, counters, licence, notes of one start for the next. No user
 * sets it. Other plugins' keys begin with `plugin_` and their name, the application's with its own.
 */
const HOUSEKEEPING =
  /^(?:core_|strapi_|model_def_|type_|ee_|plugin_(?:audit-trail|content-manager|content_manager|content-releases|review-workflows|cloud|i18n|users-permissions)_|plugin_upload_(?:metrics|api-folder|weekly))/;

export default defineSource({
  name: 'settings',
  actions: {
    'settings.update': {
      label: 'Settings updated',
      description:
        'Project, users-permissions, media library or internationalization settings, or how the Content Manager shows a type; by path. Of other plugins that a setting changed, without its value.',
    },
    'locale.default.update': {
      label: 'Default locale changed',
      description: 'Another locale became the default one.',
    },
  },
  start({ writes, rows }) {
    writes.watch([STORE], { relations: [], types: ['plugin::i18n.locale'] }, async (changes) =>
      (await Promise.all(changes.filter(isChange).map((change) => describe(change, rows)))).filter(
        (capture) => capture !== null
      )
    );
  },
});

async function describe(change: RowChange, rows: RowPort): Promise<Capture | null> {
  const key = text(rowOf(change).key) ?? '';
  if (key === DEFAULT_LOCALE) return describeDefaultLocale(change, rows);
  const name = nameOf(key);
  const changes = change.changes
    .flatMap((one) => inside(one))
    .filter(({ path }) => !key.startsWith(HOME_PAGE) || path.startsWith('widgets'));
  if (changes.length === 0) return null;
  if (name === null) return describeOfOthers(key, changes);
  return {
    action: 'settings.update',
    resource: { type: STORE, id: key, name },
    changes: changes.map((one) => guard(key, one)),
  };
}

/**
 * Other plugins and the application keep their settings here too, including credentials. No schema
 * marks them: each setting is named, with the type of its value, and no value is kept.
 */
function describeOfOthers(key: string, changes: RawChange[]): Capture | null {
  if (key === '' || HOUSEKEEPING.test(key)) return null;
  const [, kind = '', owner = '', rest = ''] = /^([^_]+)_([^_]+)_?(.*)$/s.exec(key) ?? [];
  const plugin = kind === 'plugin' ? owner : null;
  return {
    action: 'settings.update',
    resource: { type: STORE, id: key, name: plugin ? `${plugin}: ${rest || 'settings'}` : key },
    changes: changes.map(({ path, label, kind: of }) => ({ path, label, kind: of, secret: true })),
    payload: {
      ...(plugin && { plugin }),
      settings: changes.map(({ path, before, after }) => ({
        setting: path,
        type: typeOf(after ?? before),
      })),
    },
    tags: plugin ? [`plugin:${plugin}`] : [],
  };
}

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);

function nameOf(key: string): string | null {
  if (Object.hasOwn(SETTINGS, key)) return SETTINGS[key] ?? null;
  if (key.startsWith(HOME_PAGE)) return 'Home page of an administrator';
  if (!key.startsWith(CONTENT_VIEW)) return null;
  const [, uid = ''] = key.slice(CONTENT_VIEW.length).split(/::(.*)/s);
  return `Content Manager: ${uid}`;
}

/**
 * The differences inside the stored value, by their paths in it; the other columns show nothing.
 */
function inside(change: RawChange): RawChange[] {
  if (change.path.startsWith('value.')) {
    return [{ ...change, path: change.path.slice('value.'.length) }];
  }
  if (change.path !== 'value') return [];
  const [before, after] = [object(change.before), object(change.after)];
  if ((before ?? after) === null) return [change];
  return [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
    .filter((name) => !isSame(before?.[name], after?.[name]))
    .map((name) => ({
      path: name,
      label: name,
      kind: 'value',
      ...(before && { before: before[name] }),
      ...(after && { after: after[name] }),
    }));
}

/** Nothing, null and an empty object mean the same for a setting. */
const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? {}) === JSON.stringify(other ?? {});

const object = (value: unknown): Row | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : null;

/** An OAuth client is its key and its secret: neither may be kept. */
function guard(key: string, change: RawChange): RawChange {
  const isCredential = key === PROVIDERS && /\.(?:key|secret)$/.test(change.path);
  return isCredential
    ? { path: change.path, label: change.label, kind: change.kind, secret: true }
    : change;
}

async function describeDefaultLocale(change: RowChange, rows: RowPort): Promise<Capture | null> {
  const [before, after] = [localeIn(change.before), localeIn(change.after)];
  if (before === after) return null;
  const locale = after === null ? null : await rows.find('plugin::i18n.locale', { code: after });
  return {
    action: 'locale.default.update',
    resource: {
      type: 'plugin::i18n.locale',
      id: locale ? String(locale.id) : null,
      name: text(locale?.name) ?? after,
    },
    changes: [{ path: 'defaultLocale', label: 'Default locale', kind: 'value', before, after }],
  };
}

/** Stored as JSON text. */
function localeIn(row: Row | null): string | null {
  try {
    const value: unknown = JSON.parse(text(row?.value) ?? 'null');
    return text(value);
  } catch {
    return text(row?.value);
  }
}
