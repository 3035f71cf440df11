import type { Resource } from '../contracts';
import { displayNameOf } from '../event';
import type { Capture, Row, RowChange } from '../event';
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
      { relations: ['token'], ignore, types: [TRANSFER_TOKEN] },
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
  const permissions = changes.filter(({ uid }) => uid === TRANSFER_PERMISSION).filter(isChange);
  const named = (side: 'before' | 'after') =>
    permissions
      .filter((change) => isHeld(change, side))
      .map((change) => text(change[side]?.action));
  const payload = { granted: named('after'), takenAway: named('before') };

  if (token && (isChange(token) || permissions.length > 0)) {
    return [{ ...describe('transfer-token', token), payload }];
  }
  return permissions.length > 0
    ? [{ action: 'transfer-token.update', resource: holderOf(permissions), payload }]
    : [];
}

/** Made or deleted with its holder, or given to another: then both sides count. */
const isHeld = (change: RowChange, side: 'before' | 'after'): boolean =>
  verbOf(change) === 'update' ? Boolean(change[side]?.token) : change[side] !== null;

/** The token of permissions that were written without it, if it is one. */
function holderOf(permissions: readonly RowChange[]): Partial<Resource> {
  const tokens = permissions
    .flatMap(({ before, after }) => [before?.token, after?.token])
    .filter((token): token is Row => typeof token === 'object' && token !== null);
  const ids = new Set(tokens.map(({ id }) => String(id)));
  const [id] = ids;
  return ids.size === 1
    ? { type: TRANSFER_TOKEN, id, name: displayNameOf(tokens[0]!) }
    : { type: TRANSFER_TOKEN };
}
