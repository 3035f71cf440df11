import type { Provocation } from '../helpers/sources/signals';
import auditLog from '../../server/src/sources/audit-log';

const update = (path: string, row = {}): Provocation => ({
  row: { before: { id: 7, [path]: 1, ...row }, after: { id: 7, [path]: 2, ...row } },
});
const setting = (key: string, before: unknown, after: unknown): Provocation => ({
  row: { before: { id: 7, key, value: before }, after: { id: 7, key, value: after } },
});
const opened = (origin: string): Provocation => ({
  row: { after: { id: 7, origin, userId: '3', status: 'active' } },
});
const closed = (expiresAt: string): Provocation => ({
  row: { before: { id: 7, origin: 'admin', userId: '3', status: 'active', expiresAt } },
});
const ADMIN_TOKEN = { id: 7, kind: 'admin' };

/** Actions of other sources that one says too: rows that a deployment removed or changed. */
export const BORROWED: Readonly<Record<string, readonly string[]>> = {
  'content-type': ['entry.bulk-update', 'entry.bulk-delete'],
};

/** What provokes the actions that the kit's signals do not. */
export const PROVOCATIONS: Readonly<Record<string, Provocation>> = {
  ...Object.fromEntries(
    Object.keys(auditLog.actions).map((action): [string, Provocation] => [
      action,
      { isDirect: true },
    ])
  ),
  'media.move': update('folder'),
  'media-folder.move': update('parent'),
  'settings.update': setting('plugin_upload_settings', { sizes: 1 }, { sizes: 2 }),
  'locale.default.update': setting('plugin_i18n_default_locale', '"en"', '"de"'),
  'admin.auth.success': opened('admin'),
  'end-user.auth.success': opened('users-permissions'),
  'session.revoke': closed('9999-01-01'),
  'session.expire': closed('2026-01-01'),
  'api-token.regenerate': update('accessKey'),
  'admin-token.create': { row: { after: ADMIN_TOKEN } },
  'admin-token.update': update('name', ADMIN_TOKEN),
  'admin-token.regenerate': update('accessKey', ADMIN_TOKEN),
  'admin-token.delete': { row: { before: ADMIN_TOKEN } },
  'transfer-token.regenerate': update('accessKey'),
};
