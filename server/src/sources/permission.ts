import type { Resource } from '../contracts';
import { displayNameOf } from '../event';
import type { Capture, RequestSignal, Row, RowChange } from '../event';
import { defineSource } from './define-source';
import { isChange, resourceOf, rowOf, text, verbOf } from './row-facts';

/**
 * Marks a detail that an event of the same operation summarizes; the page folds it under that
 * event.
 */
export const DETAIL_TAG = 'fact:permission';

/** Where each kind of permission names its holder. */
const HOLDERS = {
  'admin::permission': { relation: 'role', holder: 'admin::role' },
  'admin::api-token-permission': { relation: 'token', holder: 'admin::api-token' },
} as const;

/** The requests that rewrite the Super Admin's permissions. */
const LOCALES = 'plugin::i18n.locales.';

export default defineSource({
  name: 'permission',
  actions: {
    'permission.create': {
      label: 'Permission granted',
      description: 'A role or a token gained a permission; one event for each.',
    },
    'permission.update': {
      label: 'Permissions changed',
      description: 'A summary of one request: the permissions that were granted and revoked.',
    },
    'permission.delete': {
      label: 'Permission revoked',
      description: 'A role or a token lost a permission; one event for each.',
    },
  },
  handlers: [`${LOCALES}*`],
  start({ writes, requests }) {
    for (const [uid, { relation, holder }] of Object.entries(HOLDERS)) {
      writes.watch([uid], { relations: [relation], types: [holder] }, (changes) =>
        changes
          .filter((change) => isChange(change) && !isLocaleUpkeep(change, relation))
          .map((change) => describeDetail(change, relation))
      );
    }
    requests.onSettled(
      ['admin::role.updatePermissions', 'admin::api-token.update', 'admin::admin-token.update'],
      summarize
    );
  },
});

function describeDetail(change: RowChange, relation: string): Capture {
  const row = rowOf(change);
  const name = [text(row.action), text(row.subject)].filter(Boolean).join(' ');
  const holder = holderOf(change, relation);
  return {
    action: `permission.${verbOf(change)}`,
    resource: resourceOf(change, nameOfDetail(change, name, holder?.name)),
    changes: change.changes,
    payload: { holder },
    tags: [DETAIL_TAG, ...(holder?.name ? [`${relation}:${holder.name}`] : [])],
  };
}

/**
 * In a request, the summary of the details names the role or token. Code that grants a permission,
 * such as an import of roles, leaves no summary: the detail itself names the holder.
 */
export const nameOfDetail = (
  { handler }: RowChange,
  permission: string,
  holder: string | null | undefined
): string => (handler === null && holder ? `${holder}: ${permission}` : permission);

/**
 * A new or deleted locale makes Strapi rewrite the Super Admin's permissions. They may do
 * everything in every locale before and after: nothing was granted.
 */
function isLocaleUpkeep(change: RowChange, relation: string): boolean {
  if (!change.handler?.startsWith(LOCALES)) return false;
  const holder = (change.after?.[relation] ?? change.before?.[relation]) as Row | null | undefined;
  return holder?.code === 'strapi-super-admin';
}

function holderOf(change: RowChange, relation: string): Partial<Resource> | null {
  const holder = (change.after?.[relation] ?? change.before?.[relation]) as Row | null | undefined;
  return holder ? { id: String(holder.id), name: displayNameOf(holder) } : null;
}

/** "Granted …, took away …", once the request that did it has succeeded. */
function summarize({ handler, status, params, recorded }: RequestSignal): Capture | null {
  const details = recorded.filter(({ tags }) => tags?.includes(DETAIL_TAG));
  if (status >= 400 || details.length === 0) return null;
  const named = (verb: string) =>
    details
      .filter(({ action }) => action === `permission.${verb}`)
      .map(({ resource }) => resource?.name ?? null);
  const holder = details
    .map(({ payload }) => (payload as { holder: Partial<Resource> | null }).holder)
    .find((candidate) => candidate !== null);
  return {
    action: 'permission.update',
    resource: {
      type: handler.startsWith('admin::role') ? 'admin::role' : 'admin::api-token',
      id: holder?.id ?? params.id ?? null,
      name: holder?.name ?? null,
    },
    payload: { granted: named('create'), changed: named('update'), takenAway: named('delete') },
  };
}
