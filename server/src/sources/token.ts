import type { Capture, RowChange } from '../event';
import { defineSource } from './define-source';
import { isChange, resourceOf, rowOf, text, touches, verbOf } from './row-facts';

const API_TOKEN = 'admin::api-token';
const TRANSFER_TOKEN = 'admin::transfer-token';
const TRANSFER_PERMISSION = 'admin::transfer-token-permission';

const declare = (noun: string, kind: string) =>
  ({
    create: {
      label: `${noun} created`,
      description: `${kind} was made; the key itself is never stored.`,
    },
    update: {
      label: `${noun} updated`,
      description: `Name, description or reach changed: ${kind.replace(/^An? /, '')}.`,
    },
    regenerate: {
      label: `${noun} regenerated`,
      description: `${kind} got a new key; the old one stopped working.`,
    },
    delete: { label: `${noun} deleted`, description: `${kind} was revoked.` },
  }) as const;

const api = declare('API token', 'A content API token');
const admin = declare('Admin token', 'An admin API token');
const transfer = declare('Transfer token', 'A transfer token');

export default defineSource({
  name: 'token',
  actions: {
    'api-token.create': api.create,
    'api-token.update': api.update,
    'api-token.regenerate': api.regenerate,
    'api-token.delete': api.delete,
    'admin-token.create': admin.create,
    'admin-token.update': admin.update,
    'admin-token.regenerate': admin.regenerate,
    'admin-token.delete': admin.delete,
    'transfer-token.create': transfer.create,
    'transfer-token.update': transfer.update,
    'transfer-token.regenerate': transfer.regenerate,
    'transfer-token.delete': transfer.delete,
  },
  start({ writes }) {
    const ignore = ['lastUsedAt'];
    writes.watch([API_TOKEN], { relations: ['adminUserOwner'], ignore }, (changes) =>
      changes
        .filter(isChange)
        .map((change) =>
          describe(rowOf(change).kind === 'admin' ? 'admin-token' : 'api-token', change)
        )
    );
    // Strapi writes a transfer token and its permissions in one transaction: one event.
    writes.watch(
      [TRANSFER_TOKEN, TRANSFER_PERMISSION],
      { relations: [], ignore, types: [TRANSFER_TOKEN] },
      describeTransfer
    );
  },
});

function describe(noun: string, change: RowChange): Capture {
  const regenerated = verbOf(change) === 'update' && touches(change, 'accessKey');
  return {
    action: `${noun}.${regenerated ? 'regenerate' : verbOf(change)}`,
    resource: resourceOf(change),
    changes: change.changes,
  };
}

function describeTransfer(changes: RowChange[]): Capture[] {
  const [token] = changes.filter(({ uid }) => uid === TRANSFER_TOKEN);
  const permissions = changes.filter(({ uid }) => uid === TRANSFER_PERMISSION);
  const named = (verb: string) =>
    permissions
      .filter((change) => verbOf(change) === verb)
      .map((change) => text(rowOf(change).action));
  const payload = { granted: named('create'), takenAway: named('delete') };

  if (token && (isChange(token) || permissions.length > 0)) {
    return [{ ...describe('transfer-token', token), payload }];
  }
  return permissions.length > 0
    ? [{ action: 'transfer-token.update', resource: { type: TRANSFER_TOKEN }, payload }]
    : [];
}
