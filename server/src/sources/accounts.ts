import type { Actor } from '../contracts';
import { displayNameOf } from '../event';
import type { Capture, RequestSignal, Row } from '../event';
import { text } from './row-facts';

/** The two kinds of people with an account, and what their events are called by. */
export const ADMIN = { uid: 'admin::user', type: 'admin-user' } as const;
export const END_USER = { uid: 'plugin::users-permissions.user', type: 'end-user' } as const;
export type AccountKind = typeof ADMIN | typeof END_USER;

/** The actor of what only the owner of an account can do: they knew its password or held its token. */
export const owner = (kind: AccountKind, row: Row): Actor => ({
  type: kind.type,
  id: String(row.id),
  name: displayNameOf(row) ?? text(row.email),
  email: text(row.email),
});

/** Anyone can type an e-mail: it says for whom, not who. Redaction drops what is no e-mail. */
export const unproven = (typed: unknown): Actor => ({
  type: 'anonymous',
  id: null,
  name: null,
  email: typeof typed === 'string' ? typed.trim().toLowerCase() : null,
});

/** What was typed to name an account; no other field of a body may be looked at here. */
export function typedIdentifier(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return null;
  const { email, identifier } = body as { email?: unknown; identifier?: unknown };
  return email ?? identifier ?? null;
}

/** Strapi's way to say nothing. */
const WITHOUT_A_REASON = new Set(['An application error occurred', 'ValidationError']);

/**
 * An action on an account that its route refused; null for a request that went well.
 *
 * @param unnamed the reason where Strapi gives none
 */
export function describeRefusal(
  { status, body, errorMessage }: RequestSignal,
  action: string,
  kind: AccountKind,
  unnamed?: string
): Capture | null {
  if (status < 400) return null;
  const isNamed = errorMessage !== null && !WITHOUT_A_REASON.has(errorMessage);
  const typed = typedIdentifier(body);
  return {
    action,
    outcome: status === 403 || status === 429 ? 'denied' : 'failure',
    reason: isNamed ? errorMessage : (unnamed ?? errorMessage ?? `HTTP ${status}`),
    ...(typed === null ? {} : { actor: unproven(typed) }),
    resource: { type: kind.uid },
  };
}
