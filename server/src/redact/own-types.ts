import type { OwnForm } from './own-forms';

/**
 * What is shown of Strapi's own types. Reviewed against Strapi 5.54 by reading every schema: an
 * attribute that Strapi brings and this table does not list is hidden, so a later version cannot
 * add a leak (`encryptedKey` was added that way, without being marked private).
 */
export interface OwnType {
  /** Attributes whose values may be kept. */
  shown: readonly string[];
  /** Attributes that no configuration can reveal. */
  never: readonly string[];
  /** Keys of request and response bodies that the model lacks: a uid to read them by, or a form. */
  body?: Readonly<Record<string, string>>;
  /** Reviewed forms of attributes in bodies for which the schema is less specific. */
  forms?: Readonly<Record<string, OwnForm>>;
  /** Addresses that may carry a secret in their path: scheme and host are kept. */
  addresses?: readonly string[];
  /** Objects of which the keys are kept and the values are not. */
  namesOnly?: readonly string[];
  /** Attributes whose bodies have a free form; names and shapes decide inside. */
  freeForm?: readonly string[];
}

const PERMISSION = 'admin::permission';
const END_USER = 'plugin::users-permissions.user';
const FILE = 'plugin::upload.file';
const FOLDER = 'plugin::upload.folder';

export const OWN_TYPES: Readonly<Record<string, OwnType>> = {
  'admin::user': {
    shown: [
      ...['firstname', 'lastname', 'username', 'email', 'isActive', 'blocked', 'preferedLanguage'],
      ...['roles', 'resetPasswordTokenExpiresAt'],
    ],
    never: ['password', 'resetPasswordToken', 'registrationToken'],
    body: { user: 'admin::user', userInfo: 'admin::user', ids: 'id', rememberMe: 'flag' },
  },
  'admin::role': {
    shown: ['name', 'code', 'description', 'users', 'permissions'],
    never: [],
    body: {
      usersCount: 'number',
      ids: 'id',
      action: 'uid',
      actionParameters: 'formOnly',
      subject: 'uid',
      properties: 'properties',
      conditions: 'uid',
    },
  },
  'admin::permission': {
    shown: [
      ...['action', 'actionParameters', 'subject', 'properties', 'conditions', 'role', 'apiToken'],
    ],
    never: [],
    body: { permissions: PERMISSION },
    forms: { action: 'uid', subject: 'uid', properties: 'properties', conditions: 'uid' },
  },
  'admin::api-token': {
    shown: [
      ...['name', 'description', 'kind', 'type', 'lastUsedAt', 'expiresAt', 'lifespan'],
      ...['permissions', 'adminPermissions', 'adminUserOwner'],
    ],
    never: ['accessKey', 'encryptedKey'],
  },
  'admin::api-token-permission': { shown: ['action', 'token'], never: [] },
  'admin::transfer-token': {
    shown: ['name', 'description', 'lastUsedAt', 'expiresAt', 'lifespan', 'permissions'],
    never: ['accessKey'],
    forms: { permissions: 'word' },
  },
  'admin::transfer-token-permission': { shown: ['action', 'token'], never: [] },
  'admin::session': {
    shown: [
      ...['userId', 'sessionId', 'childId', 'deviceId', 'origin', 'status', 'type', 'expiresAt'],
      ...['absoluteExpiresAt', 'metadata'],
    ],
    never: [],
  },
  'plugin::users-permissions.user': {
    shown: ['username', 'email', 'provider', 'confirmed', 'blocked', 'role'],
    never: ['password', 'resetPasswordToken', 'confirmationToken'],
    body: { user: END_USER, ok: 'flag', sent: 'flag' },
  },
  'plugin::users-permissions.role': {
    shown: ['name', 'description', 'type', 'permissions', 'users'],
    never: [],
    body: { nb_users: 'number', role: 'plugin::users-permissions.role', ok: 'flag' },
    forms: { permissions: 'switches' },
    freeForm: ['permissions'],
  },
  'plugin::users-permissions.permission': { shown: ['action', 'role'], never: [] },
  'plugin::upload.file': {
    shown: [
      ...['name', 'alternativeText', 'caption', 'focalPoint', 'width', 'height', 'formats', 'hash'],
      ...[
        'ext',
        'mime',
        'size',
        'url',
        'previewUrl',
        'provider',
        'related',
        'folder',
        'folderPath',
      ],
      // No attributes: what the plugin itself records about a stored file.
      ...['contentHash', 'contentSize'],
    ],
    never: ['provider_metadata'],
    body: {
      fileInfo: FILE,
      files: FILE,
      fileIds: 'id',
      folderIds: 'id',
      ids: 'id',
      ref: 'uid',
      refId: 'id',
      field: 'word',
    },
  },
  'plugin::upload.folder': {
    shown: ['name', 'pathId', 'parent', 'children', 'files', 'path'],
    never: [],
    body: { folders: FOLDER, folderIds: 'id', fileIds: 'id', destinationFolderId: 'id', ids: 'id' },
  },
  'plugin::i18n.locale': { shown: ['name', 'code'], never: [], body: { isDefault: 'flag' } },
  'strapi::webhook': {
    shown: ['name', 'url', 'events', 'enabled'],
    never: [],
    body: { isEnabled: 'flag', ids: 'id' },
    forms: { events: 'uid' },
    addresses: ['url'],
    namesOnly: ['headers'],
  },
  'strapi::core-store': {
    // Settings are recorded by their paths; the page that reset links lead to is no secret,
    // although its name suggests one.
    shown: [
      ...['key', 'value', 'type', 'environment', 'tag', 'email_reset_password'],
      'email_confirmation_redirection',
    ],
    never: [],
    addresses: ['email_reset_password', 'email_confirmation_redirection'],
  },
};

const OWN_PREFIXES = [
  ...['admin::', 'strapi::', 'plugin::users-permissions.', 'plugin::upload.', 'plugin::i18n.'],
];

/** True for the types that Strapi itself brings and this table covers. */
export function isOwnType(uid: string): boolean {
  return OWN_PREFIXES.some((prefix) => uid.startsWith(prefix));
}

/** Media: their hashes and file names look random, and are public. */
export const FILE_UID = FILE;
