import type { EventDetails } from '../../../../../server/src/contracts';

/** What the code that recorded an event said of its actor and its time, in words; null where nothing. */
export interface Claimed {
  actor: string | null;
  /** UTC, ISO 8601. */
  occurredAt: string | null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the claims that the log keeps in the payload, and names by its tags. */
export function claimsOf({ payload, tags }: Pick<EventDetails, 'payload' | 'tags'>): Claimed {
  const claimed = isRecord(payload) && isRecord(payload.claimed) ? payload.claimed : {};
  const { actor, occurredAt } = claimed;
  const parts = isRecord(actor) ? [actor.name, actor.email, actor.type, actor.id] : [];
  const words = parts.filter((part) => typeof part === 'string' && part !== '');
  return {
    actor: tags.includes('claimed:actor') && words.length > 0 ? words.join(' · ') : null,
    occurredAt:
      tags.includes('claimed:occurredAt') && typeof occurredAt === 'string' ? occurredAt : null,
  };
}
