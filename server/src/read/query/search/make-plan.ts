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
import { accountText, isIndexedColumn, type TermKind } from '../../../journal';
import {
  findBeginning,
  findBetween,
  findTerms,
  listTexts,
  MAX_TERMS_PER_RANGE,
  type LookUp,
} from './find-terms';
import { setsOf, type PlainColumn, type SearchPlan, type SearchTest, type TermSet } from './plan';
import { rarestFirst } from './rarest-first';

interface PlanContext extends LookUp {
  now: number;
  /** IANA name of the reader's zone. */
  timeZone: string;
}

/** Of one beginning, more than all sources declare together. */
const MAX_ACTIONS = 10_000;
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
  const found = patterns.filter((pattern) => !pattern.endsWith('*'));
  for (const pattern of wildcards) {
    found.push(...(await listTexts(lookUp, 'action', pattern.slice(0, -1), MAX_ACTIONS)));
  }
  return [...new Set(found)];
}

/** A single word is read in the order of time, however frequent it is. */
const findWords = (lookUp: LookUp, kinds: readonly TermKind[], value: string) =>
  Promise.all(wordsOf(value).map((word) => findBeginning(lookUp, kinds, beginningToFind(word))));

/** One way to be the requested actor: an account, or words that all occur in name or e-mail. */
async function findActor(lookUp: LookUp, value: string): Promise<TermSet[]> {
  const account = parseAccount(value);
  if (!account) return findWords(lookUp, ['actor'], value);
  return [await findTerms(lookUp, [['account', accountText(account.type, account.id)]])];
}

/** For actors who are each found by one set, all their terms; null for others. */
function termsOfAny(anyOf: readonly TermSet[][]): number[] | null {
  const ids = new Set<number>();
  for (const [set, ...others] of anyOf) {
    if (set?.kind !== 'some' || others.length > 0) return null;
    for (const id of set.ids) ids.add(id);
  }
  return ids.size > MAX_TERMS_PER_RANGE ? null : [...ids];
}

/** An event has one value in a column. */
const disjoint = (set: TermSet): TermSet =>
  set.kind === 'some' ? { ...set, isDisjoint: true } : set;

/** A test of a column; the search index has the values of most. */
async function columnTest(
  lookUp: LookUp,
  column: PlainColumn,
  values: readonly string[]
): Promise<Test> {
  if (!isIndexedColumn(column)) return { kind: 'column', column, values };
  const set = await findTerms(
    lookUp,
    values.map((value) => [column, value] as const)
  );
  return { kind: 'column', column, values, set: disjoint(set) };
}

async function beginningTest(lookUp: LookUp, column: PlainColumn, value: string): Promise<Test> {
  if (!isIndexedColumn(column)) return { kind: 'beginning', column, value };
  return {
    kind: 'beginning',
    column,
    value,
    set: disjoint(await findBeginning(lookUp, [column], value)),
  };
}

/** An address is found by its key; the column then decides: not every text in it has a key. */
async function addressTest(lookUp: LookUp, values: readonly string[]): Promise<Test> {
  const keys = values.map((value) => addressKey(value)).filter((key) => key !== null);
  const test = { kind: 'column', column: 'ip', values } as const;
  if (keys.length < values.length) return test;
  const set = await findTerms(
    lookUp,
    keys.map((key) => ['ip_key', key] as const)
  );
  return { ...test, seekSet: set };
}

async function testsOf(lookUp: LookUp, { key, values, isBeginning }: Clause): Promise<Test[]> {
  if (isBeginning) return [await beginningTest(lookUp, BEGINNINGS[key]!, values[0]!)];
  switch (key) {
    case 'address':
      return [await addressTest(lookUp, values)];
    case 'request':
      // A request is found by the operation of its events, which has the index.
      return [
        { kind: 'column', column: 'request_id', values, seek: { column: 'operation_id', values } },
      ];
    case 'instant':
      return [{ kind: 'column', column: 'occurred_at', values: values.map(Number) }];
    case 'action':
      return [await columnTest(lookUp, 'action', await findActions(lookUp, values))];
    case 'entry': {
      // Either may be digits or letters: applications choose document ids, and sources ids.
      const terms = values.flatMap((value): [TermKind, string][] => [
        ['resource_document_id', value],
        ['resource_id', value],
      ]);
      return [{ kind: 'terms', sets: [await findTerms(lookUp, terms)] }];
    }
    case 'ip': {
      const ranges = values.map((value) => addressRange(value)!);
      const set = await findBetween(lookUp, 'ip_key', ranges);
      return [
        {
          kind: 'between',
          column: 'ip_key',
          ranges: ranges.map(({ from, to }) => [from, to]),
          set,
        },
      ];
    }
    case 'actor': {
      const anyOf = await Promise.all(values.map((value) => findActor(lookUp, value)));
      if (anyOf.length === 1) return [{ kind: 'terms', sets: anyOf[0]! }];
      const ids = termsOfAny(anyOf);
      return ids
        ? [{ kind: 'terms', sets: [{ kind: 'some', ids }] }]
        : [{ kind: 'any-actor', anyOf }];
    }
    case 'field':
    case 'tag':
      return Promise.all(
        values.map(async (value) => {
          const tag = key === 'field' ? fieldTag(value) : value;
          return { kind: 'terms' as const, sets: [await findTerms(lookUp, [['tag', tag]])] };
        })
      );
    case 'text':
      return Promise.all(
        values.map(async (value) => ({
          kind: 'terms' as const,
          sets: await findWords(lookUp, ['actor', 'resource'], value),
        }))
      );
    // A key that stands nowhere above and is no column is refused by the type checker.
    default:
      return [await columnTest(lookUp, COLUMNS[key], values)];
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
    tests,
    sets: await rarestFirst(lookUp.db, lookUp.budget, tests.flatMap(setsOf)),
  };
}
