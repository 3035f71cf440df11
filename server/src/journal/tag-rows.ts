import { beginningToFind, searchableBeginnings, wordsOf } from '../contracts';
import { rememberByObject } from '../event';
import type { RedactedEvent } from '../event';
import type { InsertedId } from './insert-events';

/** One row of `audit_trail_tags`: a search term of an event, with the event's own order. */
export interface TagRow {
  event_id: InsertedId;
  term: string;
  occurred_at: number;
}

/** Number of values one inserted tag binds. */
export const TAG_ROW_WIDTH = 3;

const TERM_KINDS = { tag: 't', actor: 'a', resource: 'r' } as const;
export type TermKind = keyof typeof TERM_KINDS;

/** A term as it is stored: its kind, then the text. */
export const termOf = (kind: TermKind, text: string): string => `${TERM_KINDS[kind]}:${text}`;

/** More words than a title has. */
const MAX_WORDS = 12;

/** The parts of an event that are searched by words and tags. */
export interface Searchable {
  tags: readonly string[];
  actor: Pick<RedactedEvent['actor'], 'name' | 'email'>;
  resource: Pick<RedactedEvent['resource'], 'name'>;
  /** Names the accounts, if an event represents failures of many (`folded.accounts`). */
  payload?: unknown;
}

/** The search terms of an event: its tags, and the words of actor and resource. */
export const termsOf = (event: Searchable): string[] => createTermsOf()(event);

/** The same for the events of one commit, which share their actor and often their tags. */
export function createTermsOf(): (event: Searchable) => string[] {
  const words = (kind: TermKind, texts: (string | null)[]) =>
    searchableBeginnings(texts, MAX_WORDS).map((word) => termOf(kind, word));
  const actorWords = rememberByObject(({ name, email }: Searchable['actor']) =>
    words('actor', [name, email])
  );
  const tagTerms = rememberByObject((tags: Searchable['tags']) => [
    ...new Set(tags.map((tag) => termOf('tag', tag))),
  ]);
  return ({ tags, actor, resource, payload }) => {
    const ofActor = actorWords(actor);
    const folded = foldedNames(payload).map((word) => termOf('actor', word));
    // Terms of different kinds are never equal, and those of one text are distinct already.
    const actors = folded.length > 0 ? new Set([...ofActor, ...folded]) : ofActor;
    return [...tagTerms(tags), ...actors, ...words('resource', [resource.name])];
  };
}

const NO_NAMES: readonly string[] = [];

/** Only the whole e-mail or name: a prefix still finds it, with a single term. */
function foldedNames(payload: unknown): readonly string[] {
  if (typeof payload !== 'object' || payload === null) return NO_NAMES;
  const { folded } = payload as { folded?: unknown };
  const { accounts } = objectOf(folded) as { accounts?: unknown };
  if (!Array.isArray(accounts)) return NO_NAMES;
  return accounts.flatMap((account: unknown) => {
    const { email, name } = objectOf(account) as { email?: unknown; name?: unknown };
    const known = email ?? name;
    return typeof known === 'string' ? wordsOf(known).map(beginningToFind) : [];
  });
}

const objectOf = (value: unknown): object =>
  typeof value === 'object' && value !== null ? value : {};
