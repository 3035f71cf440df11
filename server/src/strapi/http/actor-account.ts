import type { Actor } from '../../contracts';
import { displayNameOf } from '../../event';
import type { Row } from '../../event';

/** Copies only the identity of an account or token row. */
export function account(type: Actor['type'], row: Row): Actor {
  const email = typeof row.email === 'string' ? row.email : null;
  return {
    type,
    id: row.id === undefined || row.id === null ? null : String(row.id),
    name: displayNameOf(row) ?? email,
    email,
  };
}
