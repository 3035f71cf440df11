import type { Resource } from '../contracts';
import { displayNameOf } from '../event';
import type { Capture, RequestSignal, Row, RowChange } from '../event';
import { defineSource } from './define-source';
import { DETAIL_TAG, nameOfDetail } from './permission';
import { isChange, resourceOf, rowOf, text, verbOf } from './row-facts';

const ROLE = 'plugin::users-permissions.role';
const PERMISSION = 'plugin::users-permissions.permission';

export default defineSource({
  name: 'end-user-role',
  actions: {
    'end-user-role.create': {
      label: 'End user role created',
      description: 'A role of users-permissions was added.',
    },
    'end-user-role.update': {
      label: 'End user role updated',
      description: 'Name or description of a role of users-permissions.',
    },
    'end-user-role.delete': {
      label: 'End user role deleted',
      description: 'A role of users-permissions was removed; its users got another one.',
    },
    'end-user-permission.create': {
      label: 'End user permission granted',
      description: 'A role of users-permissions may now call a route; one event for each route.',
    },
    'end-user-permission.update': {
      label: 'End user permissions changed',
      description: 'A summary of one request: the routes that a role gained and lost.',
    },
    'end-user-permission.delete': {
      label: 'End user permission revoked',
      description:
        'A role of users-permissions may no longer call a route; one event for each route.',
    },
  },
  start({ writes, requests }) {
    writes.watch([ROLE], { relations: [] }, (changes) =>
      changes
        .filter(isChange)
        .map((change) => ({
          action: `end-user-role.${verbOf(change)}`,
          resource: resourceOf(change),
          changes: change.changes,
        }))
    );
    writes.watch([PERMISSION], { relations: ['role'], types: [ROLE] }, (changes) =>
      changes.filter(isChange).map(describeDetail)
    );
    requests.onSettled([`${ROLE}.createRole`, `${ROLE}.updateRole`], summarize);
  },
});

interface Holder {
  id: string;
  name: string | null;
}

function describeDetail(change: RowChange): Capture {
  const role = (change.after?.role ?? change.before?.role) as Row | null | undefined;
  const holder = role ? { id: String(role.id), name: displayNameOf(role) } : null;
  return {
    action: `end-user-permission.${verbOf(change)}`,
    resource: resourceOf(
      change,
      nameOfDetail(change, text(rowOf(change).action) ?? '', holder?.name)
    ),
    changes: change.changes,
    payload: { holder },
    tags: [DETAIL_TAG, ...(holder?.name ? [`role:${holder.name}`] : [])],
  };
}

/** "Granted …, took away …", once the request that did it has succeeded. */
function summarize({ status, recorded }: RequestSignal): Capture | null {
  const details = recorded.filter(({ tags }) => tags?.includes(DETAIL_TAG));
  if (status >= 400 || details.length === 0) return null;
  const named = (verb: string) =>
    details
      .filter(({ action }) => action === `end-user-permission.${verb}`)
      .map(({ resource }) => resource?.name ?? null);
  const resource: Partial<Resource> = { type: ROLE, ...holderIn(details) };
  return {
    action: 'end-user-permission.update',
    resource,
    payload: { granted: named('create'), changed: named('update'), takenAway: named('delete') },
  };
}

const holderIn = (details: readonly Capture[]): Holder | null =>
  details
    .map(({ payload }) => (payload as { holder: Holder | null }).holder)
    .find((holder) => holder !== null) ?? null;
