import { ACTOR_TYPES, ORIGINS, OUTCOMES } from '../vocabulary';

/** The words allowed before the colon. */
export const SEARCH_KEYS = [
  'actor',
  'actor-type',
  'action',
  'type',
  'entry',
  'locale',
  'outcome',
  'origin',
  'ip',
  'field',
  'tag',
  'after',
  'before',
] as const;
export type SearchKey = (typeof SEARCH_KEYS)[number];

/** `text`: words without a key, searched in names, e-mails and titles. */
export type FilterWord = SearchKey | 'text';

/** The keys whose values are a closed list. */
export const CLOSED_VALUES = {
  'actor-type': ACTOR_TYPES,
  outcome: OUTCOMES,
  origin: ORIGINS,
} as const satisfies Partial<Record<SearchKey, readonly string[]>>;

export const closedValuesOf = (key: FilterWord): readonly string[] | null =>
  key in CLOSED_VALUES ? CLOSED_VALUES[key as keyof typeof CLOSED_VALUES] : null;

export const isSearchKey = (word: string): word is SearchKey =>
  (SEARCH_KEYS as readonly string[]).includes(word);

/**
 * Keys of which an event has several values: two terms must both match. For all others one match
 * suffices.
 */
const KEYS_THAT_ADD_UP: readonly FilterWord[] = ['field', 'tag', 'text'];
export const addsUp = (key: FilterWord): boolean => KEYS_THAT_ADD_UP.includes(key);

export const isTimeKey = (key: FilterWord): key is 'after' | 'before' =>
  key === 'after' || key === 'before';
