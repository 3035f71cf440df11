import { beginningOf, termOf, textOf, type TermKind } from '../../../journal';
import { TERM_TABLE } from '../../../plugin-id';
import type { Budget } from '../budget';
import type { QueryDatabase } from '../database';
import type { TermSet } from './plan';

/** Looks up terms within a time budget. */
export interface LookUp {
  db: QueryDatabase;
  budget: Budget;
}

/** Beginnings of more terms than this are read as a range, which has to be sorted. */
export const MAX_TERMS_PER_RANGE = 50;
/** Sorts after every text with the prefix before it. */
const LAST = '\u{10ffff}';

type Range = readonly [from: string, to: string];

interface TermRow {
  id: number | string;
  term: string;
}

export const rangeOf = (kind: TermKind, beginning: string): Range => {
  const from = beginningOf(kind, beginning);
  return [from, from + LAST];
};

async function readTerms(
  { db, budget }: LookUp,
  [from, to]: Range,
  limit: number,
  behind?: string
): Promise<TermRow[]> {
  const rows = db.getConnection(TERM_TABLE).where('term', '>=', from).where('term', '<', to);
  if (behind !== undefined) void rows.where('term', '>', behind);
  const found = rows.orderBy('term').limit(limit).select('id', 'term');
  return (await budget.run(found)) as unknown as TermRow[];
}

/** The terms with these texts; those that no event has are left out. */
export async function findTerms(
  { db, budget }: LookUp,
  terms: readonly (readonly [TermKind, string])[]
): Promise<TermSet> {
  if (terms.length === 0) return { kind: 'some', ids: [] };
  const rows = db.getConnection(TERM_TABLE).whereIn(
    'term',
    terms.map(([kind, text]) => termOf(kind, text))
  );
  const found = (await budget.run(rows.select('id'))) as unknown as Pick<TermRow, 'id'>[];
  return { kind: 'some', ids: found.map(({ id }) => Number(id)) };
}

/** The terms in some ranges; the ranges themselves if there are many. */
async function findInRanges(lookUp: LookUp, ranges: readonly Range[]): Promise<TermSet> {
  const ids = new Set<number>();
  for (const range of ranges) {
    const rows = await readTerms(lookUp, range, MAX_TERMS_PER_RANGE + 1);
    for (const { id } of rows) ids.add(Number(id));
  }
  return ids.size > MAX_TERMS_PER_RANGE
    ? { kind: 'ranges', ranges }
    : { kind: 'some', ids: [...ids] };
}

/** The terms of some kinds that begin with a text. */
export const findBeginning = (lookUp: LookUp, kinds: readonly TermKind[], beginning: string) =>
  findInRanges(
    lookUp,
    kinds.map((kind) => rangeOf(kind, beginning))
  );

/** Above the spaces with which MySQL fills up a shorter text, below every letter and digit. */
const END = '!';

/** The terms of a kind between two texts of letters and digits, both inclusive. */
export const findBetween = (
  lookUp: LookUp,
  kind: TermKind,
  pairs: readonly { from: string; to: string }[]
) =>
  findInRanges(
    lookUp,
    pairs.map(({ from, to }) => [beginningOf(kind, from), `${beginningOf(kind, to)}${END}`])
  );

/**
 * The texts of a kind that begin with one, in their order.
 *
 * @param behind only texts after this one
 */
export async function listTexts(
  lookUp: LookUp,
  kind: TermKind,
  beginning: string,
  limit: number,
  behind?: string
): Promise<string[]> {
  const range = rangeOf(kind, beginning);
  const rows = await readTerms(lookUp, range, limit, behind && termOf(kind, behind));
  return rows.map(({ term }) => textOf(kind, term));
}
