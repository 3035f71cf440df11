import {
  addressKey,
  addressRange,
  beginningToFind,
  parseAccount,
  parseTime,
  resolveTime,
  wordsOf,
  type Clause,
  type ClauseKey,
  type Filter,
} from '../../../contracts';
import { fieldTag } from '../../../event';
import { termOf, type TermKind } from '../../../journal';
import { EVENT_TABLE, TAG_TABLE } from '../../../plugin-id';
import type { Budget } from '../budget';
import type { QueryDatabase } from '../database';
import { distinctValues } from '../distinct-values';
import type { ActorTest, PlainColumn, SearchPlan, SearchTest, TermSet } from './plan';
import { rarestFirst } from './rarest-first';

/** Looks up values in the journal within a time budget. */
interface LookUp {
  db: QueryDatabase;
  budget: Budget;
}

interface PlanContext extends LookUp {
  now: number;
  /** IANA name of the reader's zone. */
  timeZone: string;
}

/** Prefixes of more words than this are read as a range, which has to be sorted. */
const MAX_TERMS_PER_WORD = 50;
/** More than all sources declare together. */
const MAX_ACTIONS = 1_000;
/** Sorts after every word with the prefix before it. */
const LAST = '\u{10ffff}';

/** The keys that are a column, compared as is. */
const COLUMNS = {
  'actor-id': 'actor_id',
  'actor-type': 'actor_type',
  document: 'resource_document_id',
  email: 'actor_email',
  id: 'resource_id',
  locale: 'resource_locale',
  name: 'resource_name',
  operation: 'operation_id',
  origin: 'origin',
  outcome: 'outcome',
  status: 'resource_status',
  type: 'resource_type',
} satisfies Partial<Record<ClauseKey, PlainColumn>>;
/** Those that also support a prefix search. */
const BEGINNINGS: Partial<Record<ClauseKey, PlainColumn>> = {
  ...COLUMNS,
  action: 'action',
  address: 'ip',
  request: 'request_id',
};

type Test = SearchTest extends infer One
  ? One extends SearchTest
    ? Omit<One, 'negated'>
    : never
  : never;

/**
 * `entry.*` becomes the actions that occur in the log: a range over them would follow each
 * database's own order.
 */
async function findActions(lookUp: LookUp, patterns: readonly string[]): Promise<string[]> {
  const wildcards = patterns.filter((pattern) => pattern.endsWith('*'));
  if (wildcards.length === 0) return [...patterns];
  const known = await distinctValues({
    ...lookUp,
    table: EVENT_TABLE,
    column: 'action',
    limit: MAX_ACTIONS,
  });
  const beginnings = wildcards.map((pattern) => pattern.slice(0, -1));
  const found = known.filter((action) => beginnings.some((begin) => action.startsWith(begin)));
  return [...new Set([...patterns.filter((pattern) => !pattern.endsWith('*')), ...found])];
}

/**
 * The terms with this prefix. A single word is then read in the order of time, however frequent it
 * is.
 */
async function findWord(
  lookUp: LookUp,
  kinds: readonly TermKind[],
  word: string
): Promise<TermSet> {
  const beginnings = kinds.map((kind) => termOf(kind, beginningToFind(word)));
  const ranges = beginnings.map((begin) => [begin, begin + LAST] as const);
  const found: string[] = [];
  for (const range of ranges) {
    const search = { table: TAG_TABLE, column: 'term', range, limit: MAX_TERMS_PER_WORD + 1 };
    found.push(...(await distinctValues({ ...lookUp, ...search })));
  }
  return found.length > MAX_TERMS_PER_WORD
    ? { kind: 'ranges', ranges }
    : { kind: 'some', terms: found };
}

const findWords = (lookUp: LookUp, kinds: readonly TermKind[], value: string) =>
  Promise.all(wordsOf(value).map((word) => findWord(lookUp, kinds, word)));

async function findActor(lookUp: LookUp, value: string): Promise<ActorTest> {
  const account = parseAccount(value);
  if (account) return { kind: 'account', account };
  return { kind: 'terms', sets: await findWords(lookUp, ['actor'], value) };
}

/** For actors who are each found by one word, all their terms; null for others. */
function termsOfAny(anyOf: readonly ActorTest[]): string[] | null {
  const terms = new Set<string>();
  for (const actor of anyOf) {
    const [set, ...others] = actor.kind === 'terms' ? actor.sets : [];
    if (set?.kind !== 'some' || others.length > 0) return null;
    for (const term of set.terms) terms.add(term);
  }
  return terms.size > MAX_TERMS_PER_WORD ? null : [...terms];
}

/** An address is found by its key, which has the index; not every text in the column has one. */
function addressTest(values: readonly string[]): Test {
  const keys = values.map((value) => addressKey(value)).filter((key) => key !== null);
  const seek = { column: 'ip_key', values: keys } as const;
  const column = { kind: 'column', column: 'ip', values } as const;
  return keys.length === values.length ? { ...column, seek } : column;
}

async function testsOf(lookUp: LookUp, { key, values, isBeginning }: Clause): Promise<Test[]> {
  if (isBeginning) {
    return [{ kind: 'beginning', column: BEGINNINGS[key]!, value: values[0]! }];
  }
  switch (key) {
    case 'address':
      return [addressTest(values)];
    case 'request':
      // A request is found by the operation of its events, which has the index.
      return [
        { kind: 'column', column: 'request_id', values, seek: { column: 'operation_id', values } },
      ];
    case 'instant':
      return [{ kind: 'column', column: 'occurred_at', values: values.map(Number) }];
    case 'action':
      return [{ kind: 'column', column: 'action', values: await findActions(lookUp, values) }];
    case 'entry': {
      // Document ids contain letters; digits alone are the id of a row.
      const isId = (value: string) => /^\d+$/.test(value);
      const documentIds = values.filter((value) => !isId(value));
      return [{ kind: 'entry', documentIds, ids: values.filter(isId) }];
    }
    case 'ip':
      return [{ kind: 'address', ranges: values.map((value) => addressRange(value)!) }];
    case 'actor': {
      const anyOf = await Promise.all(values.map((value) => findActor(lookUp, value)));
      if (anyOf.length === 1) return anyOf;
      const terms = termsOfAny(anyOf);
      return terms
        ? [{ kind: 'terms', sets: [{ kind: 'some', terms }] }]
        : [{ kind: 'any-actor', anyOf }];
    }
    case 'field':
    case 'tag':
      return values.map((value) => {
        const tag = key === 'field' ? fieldTag(value) : value;
        return { kind: 'terms', sets: [{ kind: 'some', terms: [termOf('tag', tag)] }] };
      });
    case 'text':
      return Promise.all(
        values.map(async (value) => ({
          kind: 'terms' as const,
          sets: await findWords(lookUp, ['actor', 'resource'], value),
        }))
      );
    // A key that stands nowhere above and is no column is refused by the type checker.
    default:
      return [{ kind: 'column', column: COLUMNS[key], values }];
  }
}

/** Resolves a filter against the tables as they are now. */
export async function makePlan(
  { clauses, after, before }: Filter,
  { now, timeZone, ...lookUp }: PlanContext
): Promise<SearchPlan> {
  const instantsOf = (moments: Filter['after']): number[] =>
    moments.map((moment) =>
      typeof moment === 'number' ? moment : resolveTime(parseTime(moment)!, now, timeZone)
    );
  const tests: SearchTest[] = [];
  for (const clause of clauses) {
    const found = await testsOf(lookUp, clause);
    tests.push(...found.map((test) => ({ ...test, negated: clause.negated })));
  }
  return {
    after: after.length > 0 ? Math.max(...instantsOf(after)) : null,
    before: before.length > 0 ? Math.min(...instantsOf(before)) : null,
    tests: await rarestFirst(lookUp.db, lookUp.budget, tests),
  };
}
