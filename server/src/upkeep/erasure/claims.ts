import { ERASED } from '../../contracts';
import type { EventRow } from '../../journal';
import type { Account } from './person';

interface Claimed {
  claimed?: { actor?: { type?: unknown; id?: unknown } };
}

/**
 * An event recorded by code may claim that the person did it: the person is removed, the claim
 * stays.
 */
export function withoutClaimsOf(
  { payload }: Pick<EventRow, 'payload'>,
  accounts: readonly Account[]
): Partial<Pick<EventRow, 'payload'>> {
  if (!payload?.includes('"claimed"')) return {};
  const read = JSON.parse(payload) as Claimed | null;
  const actor = read?.claimed?.actor;
  if (!actor || !accounts.some(({ type, id }) => actor.type === type && actor.id === id)) return {};
  const { type, id } = actor;
  const claimed = { ...read.claimed, actor: { type, id, name: ERASED } };
  return { payload: JSON.stringify({ ...read, claimed }) };
}
