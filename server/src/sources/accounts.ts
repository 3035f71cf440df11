import type { Actor } from '../contracts';
import { displayNameOf } from '../event';
import type { Capture, RequestSignal, Row } from '../event';
import { text } from './row-facts';

/** The two kinds of people with an account, and the names in their events. */
export const ADMIN = { uid: 'admin::user', type: 'admin-user' } as const;
export const END_USER = { uid: 'plugin::users-permissions.user', type: 'end-user' } as const;
export type AccountKind = typeof ADMIN | typeof END_USER;

/**
 * The actor of actions that only the owner of an account can do: they knew its password or held its
 * token.
 */
export const owner = (kind: AccountKind, row: Row): Actor => ({
  type: kind.type,
  id: String(row.id),
  name: displayNameOf(row) ?? text(row.email),
  email: text(row.email),
});

/**
 * Anyone can type an e-mail: it shows for whom, not who. Redaction drops text that is no e-mail.
 */
export const unproven = (typed: unknown): Actor => ({
  type: 'anonymous',
  id: null,
  name: null,
  email: typeof typed === 'string' ? typed.trim().toLowerCase() : null,
});

/** What was typed to name an account; no other field of a body may be read here. */
export function typedIdentifier(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return null;
  const { email, identifier } = body as { email?: unknown; identifier?: unknown };
  return email ?? identifier ?? null;
}

/** Strapi's messages without content. */
const WITHOUT_A_REASON = new Set(['An application error occurred', 'ValidationError']);

/**
 * An action on an account that its route refused; null for a request that succeeded.
 *
 * @param unnamed the reason if Strapi gives none
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
