import { COUNT_CAP } from '../../../contracts';
import type { Budget } from '../budget';
import type { QueryDatabase } from '../database';
import type { PreparedQuery } from '../matching';
import type { Reader } from '../read';
import type { SearchTest } from '../search';
import type { TimeSpan } from './buckets';
import { isFailure, type Tally } from './tally';

/**
 * Above this, a bucket reports "at least" this many: the whole chart then reads about ten thousand
 * rows.
 */
export const SPAN_CAP = 500;
/** The newest buckets are counted first; those not reached within this time stay uncounted. */
const TIME_LIMIT_MS = 2_000;

const FAILURES: SearchTest = {
  kind: 'column',
  column: 'outcome',
  negated: false,
  values: ['failure', 'denied'],
};

/** Counts in the journal, each of the two numbers separately. */
export async function countSpan(
  reader: Reader,
  prepared: PreparedQuery,
  span: TimeSpan
): Promise<Tally> {
  const all = await reader.count(prepared.during(span), COUNT_CAP);
  if (all.count === 0) return { count: 0, failures: 0, isExact: true };
  const { count: failures } = await reader.count(prepared.during(span, [FAILURES]), COUNT_CAP);
  return { count: all.count, failures, isExact: all.isExact };
}

type Outcome = string | null;

/** What the charts of one query read with. */
export interface ChartReads {
  db: QueryDatabase;
  budget: Budget;
  reader: Reader;
}

/** The outcomes of a bucket's events, at most one more than `SPAN_CAP`. */
async function sampleOf(
  { db, budget, reader }: ChartReads,
  prepared: PreparedQuery
): Promise<{ outcome: Outcome; count: number | string }[]> {
  if (prepared.isWide) {
    const sample = { direction: 'desc', limit: SPAN_CAP + 1 } as const;
    const rows = await reader.slice<{ outcome: Outcome }>(prepared, sample, (found) =>
      found.select('event.outcome as outcome')
    );
    return rows.map(({ outcome }) => ({ outcome, count: 1 }));
  }
  // Unordered, so the database may read whichever index it finds best.
  const rows = prepared
    .matching()
    .statement.select('event.outcome as outcome')
    .limit(SPAN_CAP + 1);
  return budget.run(
    db.connection
      .from(rows.as('counted'))
      .select('outcome')
      .count({ count: '*' })
      .groupBy('outcome')
  );
}

/** Reads at most `SPAN_CAP` rows, whatever the query. */
async function sampleSpan(reads: ChartReads, prepared: PreparedQuery): Promise<Tally> {
  const counted = await sampleOf(reads, prepared);
  const sum = (some: typeof counted) => some.reduce((total, { count }) => total + Number(count), 0);
  const found = sum(counted);
  return {
    count: Math.min(found, SPAN_CAP),
    failures: Math.min(sum(counted.filter(({ outcome }) => isFailure(outcome))), SPAN_CAP),
    isExact: found <= SPAN_CAP,
  };
}

/** Counts each bucket separately, up to a limit, if nothing has precomputed the query's counts. */
export async function sampleSpans(
  reads: ChartReads,
  prepared: PreparedQuery,
  spans: readonly TimeSpan[],
  clock: () => number
): Promise<Tally[]> {
  const deadline = clock() + TIME_LIMIT_MS;
  const tallies: Tally[] = [];
  for (const span of [...spans].reverse()) {
    const isLate = clock() > deadline;
    tallies.push(
      isLate
        ? { count: 0, failures: 0, isExact: false }
        : await sampleSpan(reads, prepared.during(span))
    );
  }
  return tallies.reverse();
}
