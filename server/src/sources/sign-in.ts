import type { Capture, RequestSignal, Row } from '../event';
import { ADMIN, describeRefusal, END_USER, owner } from './accounts';
import { defineSource } from './define-source';
import { describeSessions, SESSION_HANDLERS } from './session-events';

const LOGIN = 'admin::authentication.login';
const LOGOUT = 'admin::authentication.logout';
const REFRESH = 'admin::authentication.accessToken';
const END_USER_LOGIN = 'plugin::users-permissions.auth.callback';
const END_USER_LOGOUT = 'plugin::users-permissions.auth.logout';
const END_USER_REFRESH = 'plugin::users-permissions.auth.refresh';

export default defineSource({
  name: 'sign-in',
  actions: {
    'admin.auth.success': {
      label: 'Signed in',
      description: 'An administrator signed in; committed with the session.',
    },
    'admin.auth.error': {
      label: 'Sign-in failed',
      description: 'A sign-in was refused, with the e-mail that was tried and the reason.',
    },
    'admin.logout': { label: 'Signed out', description: 'An administrator signed out.' },
    'end-user.auth.success': {
      label: 'End user signed in',
      description: 'A users-permissions user signed in, with a password or through a provider.',
    },
    'end-user.auth.error': {
      label: 'End user sign-in failed',
      description: 'A sign-in of an end user was refused, with the e-mail if it was one.',
    },
    'end-user.logout': {
      label: 'End user signed out',
      description: 'An end user signed out; only where sessions are kept (refresh mode).',
    },
    'session.revoke': {
      label: 'Session revoked',
      description: 'A session was ended by its owner on another device, or by code.',
    },
    'session.expire': {
      label: 'Session expired',
      description: 'Strapi removed a session whose time was over.',
    },
    'session.refresh': {
      label: 'Session refresh refused',
      description:
        'A session could not be refreshed: its token was wrong, used before or too old. A refresh that works leaves no event.',
    },
  },
  handlers: SESSION_HANDLERS,
  start({ writes, requests, rows }) {
    // Strapi announces a sign-in before the session exists; the session's own row is the proof.
    writes.watch(
      ['admin::session'],
      { relations: [], types: [ADMIN.uid, END_USER.uid], namesActor: true },
      (changes) => describeSessions(changes, rows)
    );
    requests.onSettled([LOGIN], (signal) =>
      has(signal, 'admin.auth.success') ? null : describeRefusal(signal, 'admin.auth.error', ADMIN)
    );
    requests.onSettled([END_USER_LOGIN], describeEndUserLogin);
    requests.onSettled([LOGOUT], (signal) => describeBareLogout(signal, 'admin.logout'));
    requests.onSettled([END_USER_LOGOUT], (signal) =>
      describeBareLogout(signal, 'end-user.logout')
    );
    requests.onSettled([REFRESH, END_USER_REFRESH], describeRefusedRefresh);
  },
});

const has = ({ recorded }: RequestSignal, action: string): boolean =>
  recorded.some((capture) => capture.action === action);

/** Without stored sessions (legacy mode) a sign-in writes nothing: only its response shows it. */
function describeEndUserLogin(signal: RequestSignal): Capture | null {
  if (has(signal, 'end-user.auth.success')) return null;
  const provider = signal.params.provider ?? 'local';
  const refusal = describeRefusal(signal, 'end-user.auth.error', END_USER);
  if (refusal) return { ...refusal, payload: { provider } };
  const { user } = (signal.answer ?? {}) as { user?: Row };
  if (!user) return null;
  const actor = owner(END_USER, user);
  return {
    action: 'end-user.auth.success',
    actor,
    resource: { type: END_USER.uid, id: actor.id, name: actor.name },
    payload: { provider },
  };
}

/** A token may outlive its session: signing out with it ends nothing, yet it is what was done. */
const describeBareLogout = (signal: RequestSignal, action: string): Capture | null =>
  signal.status < 400 && signal.recorded.length === 0 ? { action } : null;

/** Browsers without a session also request it, with no token at all: nothing is refused to them. */
function describeRefusedRefresh({ status, errorMessage }: RequestSignal): Capture | null {
  if (status < 400 || status === 404 || errorMessage === 'Missing refresh token') return null;
  return {
    action: 'session.refresh',
    outcome: status === 429 ? 'denied' : 'failure',
    reason: errorMessage ?? `HTTP ${status}`,
    resource: { type: 'admin::session' },
  };
}
