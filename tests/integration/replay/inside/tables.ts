export const WEBHOOK = 'strapi::webhook';

/**
 * Every watched table and what of it is compared. Content types: every attribute that their schema
 * does not keep secret. Strapi's own types: what the log shows of them (`redaction/own-types.ts`
 * has the reasons for what it does not), named here once more, so that one that goes missing is
 * noticed.
 */
export const TABLES: Readonly<Record<string, readonly string[] | 'schema'>> = {
  'api::article.article': 'schema',
  'api::author.author': 'schema',
  'api::homepage.homepage': 'schema',
  'plugin::users-permissions.user': [
    ...['username', 'email', 'provider', 'confirmed', 'blocked', 'role'],
  ],
  'plugin::users-permissions.role': ['name', 'description', 'type'],
  'plugin::users-permissions.permission': ['action', 'role'],
  'plugin::upload.file': [
    ...['name', 'alternativeText', 'caption', 'width', 'height', 'formats', 'hash', 'ext', 'mime'],
    ...['size', 'url', 'previewUrl', 'provider', 'folder'],
  ],
  'plugin::upload.folder': ['name', 'pathId', 'parent'],
  'admin::user': [
    ...['firstname', 'lastname', 'username', 'email', 'isActive', 'blocked', 'preferedLanguage'],
    'roles',
  ],
  'admin::role': ['name', 'code', 'description'],
  'admin::permission': [
    ...['action', 'actionParameters', 'subject', 'properties', 'conditions', 'role'],
  ],
  'admin::api-token': ['name', 'description', 'kind', 'type', 'expiresAt', 'lifespan'],
  'admin::api-token-permission': ['action', 'token'],
  // Its permissions are part of its events (`GRANTS`).
  'admin::transfer-token': ['name', 'description', 'expiresAt', 'lifespan'],
  [WEBHOOK]: ['name', 'url', 'events', 'enabled'],
  'plugin::i18n.locale': ['name', 'code'],
};

/** What a transfer token may do: no attribute of its own, but the actions of its permissions. */
export const GRANTS = 'granted';
export const TRANSFER_TOKEN = 'admin::transfer-token';

/** Settings are rows of Strapi's core store, by their key. */
export const CORE_STORE = 'strapi::core-store';
export const SETTINGS = ['plugin_upload_settings', 'core_admin_project-settings'];
