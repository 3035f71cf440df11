import { searchableBeginnings } from '../contracts';
import type { RedactedEvent } from '../event';
import type { InsertedId } from './insert-events';

/** One row of `audit_trail_tags`: something an event can be found by, with the event's own order. */
export interface TagRow {
  event_id: InsertedId;
  term: string;
  occurred_at: number;
}

/** Number of values one inserted tag binds. */
export const TAG_ROW_WIDTH = 3;

const TERM_KINDS = { tag: 't', actor: 'a', resource: 'r' } as const;
export type TermKind = keyof typeof TERM_KINDS;

/** A term as it is kept: what kind of thing it is, then the thing. */
export const termOf = (kind: TermKind, text: string): string => `${TERM_KINDS[kind]}:${text}`;

/** More words than a title has. */
const MAX_WORDS = 12;

/** What of an event is looked for by words and tags. */
export interface Searchable {
  tags: readonly string[];
  actor: Pick<RedactedEvent['actor'], 'name' | 'email'>;
  resource: Pick<RedactedEvent['resource'], 'name'>;
}

/** What an event can be found by: its tags, and the words of who acted and of what it was done to. */
export function termsOf({ tags, actor, resource }: Searchable): string[] {
  const words = (kind: TermKind, texts: (string | null)[]) =>
    searchableBeginnings(texts, MAX_WORDS).map((word) => termOf(kind, word));
  return [
    ...new Set(tags.map((tag) => termOf('tag', tag))),
    ...words('actor', [actor.name, actor.email]),
    ...words('resource', [resource.name]),
  ];
}
