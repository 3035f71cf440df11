import type { Capture, RequestSignal, RowChange } from '../event';
import { describeRefusal, END_USER, owner, typedIdentifier, unproven } from './accounts';
import { defineSource } from './define-source';
import { isChange, resourceOf, rowOf, verbOf } from './row-facts';

const AUTH = 'plugin::users-permissions.auth.';

export default defineSource({
  name: 'end-user',
  actions: {
    'end-user.create': {
      label: 'End user created',
      description: 'An administrator, a token or code made an account of users-permissions.',
    },
    'end-user.update': {
      label: 'End user updated',
      description: 'Name, e-mail, role, password or state of an end user.',
    },
    'end-user.delete': { label: 'End user deleted', description: 'An end user was removed.' },
    'end-user.register': {
      label: 'End user registered',
      description: 'Someone registered, or signed in through a provider for the first time.',
    },
    'end-user.confirm': {
      label: 'E-mail confirmed',
      description: 'An end user followed the confirmation link.',
    },
    'end-user.confirmation-request': {
      label: 'Confirmation link requested',
      description: 'Someone requested another confirmation link.',
    },
    'end-user.password-reset-request': {
      label: 'End user password reset requested',
      description: 'Someone requested a reset link; it was sent if an end user has the e-mail.',
    },
    'end-user.password-reset': {
      label: 'End user password reset',
      description: 'An end user set a new password through a reset link.',
    },
    'end-user.password-change': {
      label: 'End user password changed',
      description: 'An end user changed their own password, or entered a wrong current one.',
    },
  },
  handlers: [`${AUTH}callback`],
  start({ writes, requests }) {
    writes.watch([END_USER.uid], { relations: 'written', namesActor: true }, (changes) =>
      changes.filter((change) => isChange(change) && !isByTheWay(change)).map(describe)
    );
    for (const [handler, action] of Object.entries(OWN_ROUTES)) {
      requests.onSettled([handler], (signal) => describeSettled(signal, action));
    }
  },
});

/** Routes of the end users themselves: what they do there to their own account. */
const OWN_ROUTES: Readonly<Record<string, string>> = {
  [`${AUTH}register`]: 'end-user.register',
  [`${AUTH}emailConfirmation`]: 'end-user.confirm',
  [`${AUTH}sendEmailConfirmation`]: 'end-user.confirmation-request',
  [`${AUTH}forgotPassword`]: 'end-user.password-reset-request',
  [`${AUTH}resetPassword`]: 'end-user.password-reset',
  [`${AUTH}changePassword`]: 'end-user.password-change',
};

/** Routes whose caller has proven nothing: a link goes to the e-mail, not to the caller. */
const UNPROVEN = new Set([`${AUTH}sendEmailConfirmation`, `${AUTH}forgotPassword`]);

/** Where no e-mail was sent although the response claims so. */
const NOT_SENT: Readonly<Record<string, string>> = {
  'end-user.confirmation-request': 'No account has this e-mail',
  'end-user.password-reset-request': 'No account that is not blocked has this e-mail',
};

/** Registering with confirmation writes the account, then the token of its first link. */
const isByTheWay = (change: RowChange): boolean =>
  change.handler === `${AUTH}register` &&
  verbOf(change) === 'update' &&
  change.changes.every(({ path }) => path === 'confirmationToken');

function describe(change: RowChange): Capture {
  const row = rowOf(change);
  const handler = change.handler ?? '';
  // A first sign-in through a provider creates the account.
  const isFirst = handler === `${AUTH}callback` && verbOf(change) === 'create';
  const own = isFirst ? 'end-user.register' : OWN_ROUTES[handler];
  const self = UNPROVEN.has(handler) ? unproven(row.email) : owner(END_USER, row);
  return {
    action: own ?? `end-user.${verbOf(change)}`,
    ...(own ? { actor: self } : {}),
    resource: { ...resourceOf(change), name: change.name },
    changes: change.changes,
  };
}

function describeSettled(signal: RequestSignal, action: string): Capture | null {
  if (signal.recorded.some((capture) => capture.action === action)) return null;
  const refusal = describeRefusal(signal, action, END_USER);
  const reason = NOT_SENT[action];
  if (refusal || !reason) return refusal;
  return {
    action,
    outcome: 'failure',
    reason,
    actor: unproven(typedIdentifier(signal.body)),
    resource: { type: END_USER.uid },
  };
}
