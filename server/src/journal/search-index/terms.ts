import { beginningToFind, searchableBeginnings, wordsOf } from '../../contracts';
import { fromAnyJson, fromJson } from '../column-values';
import type { EventRow } from '../row';

/** The columns of an event whose whole values are terms, with the prefix of those. */
const COLUMN_KINDS = {
  action: 'ac',
  actor_email: 'em',
  actor_type: 'at',
  ip_key: 'ip',
  origin: 'or',
  outcome: 'ou',
  resource_document_id: 'rd',
  resource_id: 'ri',
  resource_locale: 'rl',
  resource_type: 'rt',
} as const satisfies Partial<Record<keyof EventRow, string>>;

/** A column whose whole values are terms. */
export type IndexedColumn = keyof typeof COLUMN_KINDS;

/** What a term says of an event: a tag, a word of a name, an account, or the value of a column. */
const TERM_KINDS = { tag: 't', actor: 'a', resource: 'r', account: 'id', ...COLUMN_KINDS } as const;
export type TermKind = keyof typeof TERM_KINDS;

/** MySQL ignores spaces at the end of a text, so a term never ends with one. */
const END = '\u0001';

/** The length of the column. What the plugin writes is shorter. */
const MAX_LENGTH = 280;

/** A term as it is stored: its kind, then the text. */
export function termOf(kind: TermKind, text: string): string {
  const whole = beginningOf(kind, text);
  const term = whole.length < MAX_LENGTH ? whole : [...whole].slice(0, MAX_LENGTH - 1).join('');
  return term.endsWith(' ') ? `${term}${END}` : term;
}

/** What all terms begin with whose text begins so. */
export const beginningOf = (kind: TermKind, text: string): string => `${TERM_KINDS[kind]}:${text}`;

/** The text of a stored term. */
export const textOf = (kind: TermKind, term: string): string => {
  const text = term.slice(TERM_KINDS[kind].length + 1);
  return text.endsWith(END) ? text.slice(0, -1) : text;
};

/** The account of an actor, as its term has it; without an id, all such actors of a type. */
export const accountText = (type: string, id: string | null | undefined): string =>
  `${type}:${id ?? ''}`;

export const isIndexedColumn = (column: string): column is IndexedColumn => column in COLUMN_KINDS;

/** As many as the column of a name can hold. */
const MAX_WORDS = 128;

/** The columns from which the terms of an event are made. */
export const TERM_COLUMNS = [
  ...(Object.keys(COLUMN_KINDS) as IndexedColumn[]),
  'actor_id',
  'actor_name',
  'resource_name',
  'tags',
] as const;

/** These columns as they are read, and the payload of an event that stands for many. */
export type TermRow = Partial<Pick<EventRow, Exclude<(typeof TERM_COLUMNS)[number], 'tags'>>> & {
  tags: unknown;
  /** Names the accounts of those it stands for (`folded.accounts`). */
  payload?: unknown;
};

/** All terms by which an event is found, each once. */
export function termsOf(row: TermRow): string[] {
  const terms = new Set<string>();
  for (const column of Object.keys(COLUMN_KINDS) as IndexedColumn[]) {
    const value = row[column];
    if (value) terms.add(termOf(column, String(value)));
  }
  if (row.actor_type) terms.add(termOf('account', accountText(row.actor_type, row.actor_id)));
  const tags: unknown = fromJson(row.tags);
  // Other code may have written the row.
  for (const tag of Array.isArray(tags) ? tags : []) {
    if (typeof tag === 'string') terms.add(termOf('tag', tag));
  }
  const addWords = (kind: TermKind, texts: readonly (string | null | undefined)[]) => {
    const known = texts.map((text) => text ?? null);
    for (const word of searchableBeginnings(known, MAX_WORDS)) terms.add(termOf(kind, word));
  };
  addWords('actor', [row.actor_name, row.actor_email]);
  addWords('resource', [row.resource_name]);
  for (const word of foldedNames(fromAnyJson(row.payload ?? null, row.tags))) {
    terms.add(termOf('actor', word));
  }
  return [...terms];
}

/** Only the whole e-mail or name: a prefix still finds it, with a single term. */
function foldedNames(payload: unknown): string[] {
  const { folded } = objectOf(payload) as { folded?: unknown };
  const { accounts } = objectOf(folded) as { accounts?: unknown };
  if (!Array.isArray(accounts)) return [];
  return accounts.flatMap((account: unknown) => {
    const { email, name } = objectOf(account) as { email?: unknown; name?: unknown };
    const known = email ?? name;
    return typeof known === 'string' ? wordsOf(known).map(beginningToFind) : [];
  });
}

const objectOf = (value: unknown): object =>
  typeof value === 'object' && value !== null ? value : {};
