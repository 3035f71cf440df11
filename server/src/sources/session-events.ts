import type { Capture, Row, RowChange, RowPort } from '../event';
import { ADMIN, END_USER, owner } from './accounts';
import type { AccountKind } from './accounts';
import { rowOf, text } from './row-facts';

interface Side {
  kind: AccountKind;
  success: string;
  logout: string;
}

/** By the `origin` that Strapi writes into a session. */
const SIDES: Readonly<Record<string, Side>> = {
  admin: { kind: ADMIN, success: 'admin.auth.success', logout: 'admin.logout' },
  'users-permissions': {
    kind: END_USER,
    success: 'end-user.auth.success',
    logout: 'end-user.logout',
  },
};

const AUTH = 'admin::authentication.';
const END_USER_AUTH = 'plugin::users-permissions.auth.';

/** Routes that open a session for another reason than a sign-in, which has its own event. */
const OPENED_BY_THE_WAY = new Set([
  ...[`${AUTH}register`, `${AUTH}registerAdmin`, `${AUTH}resetPassword`, `${AUTH}accessToken`],
  ...[`${END_USER_AUTH}register`, `${END_USER_AUTH}refresh`, `${END_USER_AUTH}resetPassword`],
  `${END_USER_AUTH}changePassword`,
]);
/** Routes that close sessions because the password changed or the account is deleted. */
const CLOSED_BY_THE_WAY = new Set([
  ...[`${AUTH}resetPassword`, 'admin::authenticated-user.updateMe'],
  ...['admin::user.deleteOne', 'admin::user.deleteMany'],
  ...[`${END_USER_AUTH}resetPassword`, `${END_USER_AUTH}changePassword`],
  'plugin::users-permissions.user.destroy',
]);
const LOGOUTS = new Set([`${AUTH}logout`, `${END_USER_AUTH}logout`]);

/** Every handler that reveals the reason of a change. */
export const SESSION_HANDLERS: readonly string[] = [
  ...new Set([...OPENED_BY_THE_WAY, ...CLOSED_BY_THE_WAY, ...LOGOUTS]),
];

/**
 * The meaning of sessions created or deleted in one commit. A refresh replaces a session by its
 * successor and is no event; rotated predecessors are deleted without one.
 */
export async function describeSessions(
  changes: readonly RowChange[],
  rows: RowPort
): Promise<Capture[]> {
  const opened = changes.filter(
    ({ before, handler }) => !before && !OPENED_BY_THE_WAY.has(handler ?? '')
  );
  const ended = changes.filter(({ before, after }) => before?.status === 'active' && !after);
  const captures = opened.map((change) => describeSignIn(change, rows));
  return (await Promise.all([...captures, ...describeEnded(ended, rows)])).filter(
    (capture) => capture !== null
  );
}

function describeEnded(ended: readonly RowChange[], rows: RowPort): Promise<Capture | null>[] {
  const [first] = ended;
  if (!first) return [];
  const handler = first.handler ?? '';
  // Strapi deletes expired sessions whenever it meets them, during any request.
  if (ended.every(({ before }) => isOver(before ?? {}))) {
    return ended.map((change) => describeEnd('session.expire', change, rows));
  }
  if (CLOSED_BY_THE_WAY.has(handler)) return [];
  // Signing out ends every session of the person: one action.
  if (LOGOUTS.has(handler)) return [describeLogout(first, rows)];
  return ended.map((change) => describeEnd('session.revoke', change, rows));
}

function isOver({ expiresAt, absoluteExpiresAt }: Row): boolean {
  const now = Date.now();
  const isPast = (value: unknown) =>
    (typeof value === 'string' || typeof value === 'number' || value instanceof Date) &&
    new Date(value).getTime() <= now;
  return isPast(expiresAt) || isPast(absoluteExpiresAt);
}

async function describeSignIn(change: RowChange, rows: RowPort): Promise<Capture | null> {
  const { side, account } = await ownerOf(change, rows);
  if (!side) return null;
  return {
    action: side.success,
    actor: account ?? {},
    resource: accountOf(side, change, account),
    payload: deviceOf(change),
  };
}

async function describeLogout(change: RowChange, rows: RowPort): Promise<Capture | null> {
  const { side, account } = await ownerOf(change, rows);
  return side && { action: side.logout, resource: accountOf(side, change, account) };
}

async function describeEnd(
  action: 'session.revoke' | 'session.expire',
  change: RowChange,
  rows: RowPort
): Promise<Capture | null> {
  const { side, account } = await ownerOf(change, rows);
  // The remaining sessions of a deleted account belong to no one.
  if (!side || (action === 'session.expire' && !account)) return null;
  return {
    action,
    ...(action === 'session.expire' ? { actor: SERVER } : {}),
    resource: { type: change.uid, id: change.id, name: account?.name ?? null },
    payload: { account: accountOf(side, change, account), ...deviceOf(change) },
  };
}

/** It expired; the caller of the current request did not end it. */
const SERVER = { type: 'system', id: null, name: null, email: null } as const;

async function ownerOf(change: RowChange, rows: RowPort) {
  const { origin, userId } = rowOf(change);
  const side = SIDES[text(origin) ?? ''] ?? null;
  const row = side && (await rows.find(side.kind.uid, { id: userId }));
  return { side, account: side && row ? owner(side.kind, row) : null };
}

const accountOf = (side: Side, change: RowChange, account: { name: string | null } | null) => ({
  type: side.kind.uid,
  id: text(rowOf(change).userId),
  name: account?.name ?? null,
});

function deviceOf(change: RowChange): { device: string | null } {
  const metadata = rowOf(change).metadata as { deviceName?: unknown } | null | undefined;
  return { device: text(metadata?.deviceName) };
}
