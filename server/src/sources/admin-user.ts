import type { Capture, RequestSignal, RowChange, RowPort } from '../event';
import { ADMIN, describeRefusal, owner, typedIdentifier, unproven } from './accounts';
import { defineSource } from './define-source';
import { isChange, resourceOf, rowOf, touches, verbOf } from './row-facts';

const REGISTER = 'admin::authentication.register';
const REGISTER_FIRST = 'admin::authentication.registerAdmin';
const FORGOT = 'admin::authentication.forgotPassword';
const RESET = 'admin::authentication.resetPassword';

export default defineSource({
  name: 'admin-user',
  actions: {
    'user.create': {
      label: 'User created',
      description: 'An administrator account was made or invited.',
    },
    'user.update': {
      label: 'User updated',
      description: 'Name, e-mail, roles, active flag or password of an administrator.',
    },
    'user.delete': { label: 'User deleted', description: 'An administrator account was removed.' },
    'user.register': {
      label: 'User registered',
      description: 'The first administrator registered, or an invitation was accepted.',
    },
    'user.password-reset-request': {
      label: 'Password reset requested',
      description:
        'Someone requested a reset link; it was sent if an administrator has the e-mail.',
    },
    'user.password-reset': {
      label: 'Password reset',
      description: 'An administrator set a new password through a reset link.',
    },
  },
  start({ writes, requests, rows }) {
    writes.watch([ADMIN.uid], { relations: ['roles'], namesActor: true }, (changes) =>
      changes.filter(isChange).map(describe)
    );
    requests.onSettled([REGISTER, REGISTER_FIRST], (signal) =>
      describeRefusal(signal, 'user.register', ADMIN)
    );
    requests.onSettled([RESET], (signal) =>
      signal.recorded.some(({ action }) => action === 'user.password-reset')
        ? null
        : describeRefusal(signal, 'user.password-reset', ADMIN, 'The reset link is not valid')
    );
    requests.onSettled([FORGOT], (signal) =>
      describeRefusal(signal, 'user.password-reset-request', ADMIN)
    );
    requests.onSettled([FORGOT], (signal) => describeUnknown(signal, rows), {
      afterResponse: true,
    });
  },
});

function describe(change: RowChange): Capture {
  const row = rowOf(change);
  const common = { resource: resourceOf(change), changes: change.changes };
  switch (change.handler) {
    case REGISTER:
    case REGISTER_FIRST:
      return { action: 'user.register', actor: owner(ADMIN, row), ...common };
    case FORGOT:
      return { action: 'user.password-reset-request', actor: unproven(row.email), ...common };
    case RESET:
      return touches(change, 'password')
        ? { action: 'user.password-reset', actor: owner(ADMIN, row), ...common }
        : { action: 'user.password-reset', ...TOO_LATE, actor: unproven(row.email), ...common };
    default:
      return { action: `user.${verbOf(change)}`, ...common };
  }
}

/** Strapi removes an expired token when it is used. */
const TOO_LATE = { outcome: 'failure', reason: 'The reset link has expired' } as const;

/**
 * The response is the same for every e-mail; the log shows whether there was an account to write
 * to.
 */
async function describeUnknown(signal: RequestSignal, rows: RowPort): Promise<Capture | null> {
  const email = typedIdentifier(signal.body);
  if (signal.status >= 400 || typeof email !== 'string') return null;
  if (await rows.find(ADMIN.uid, { email, isActive: true })) return null;
  return {
    action: 'user.password-reset-request',
    outcome: 'failure',
    reason: 'No active account has this e-mail',
    actor: unproven(email),
    resource: { type: ADMIN.uid },
  };
}
