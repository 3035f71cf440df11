import { COUNT_CAP } from '../../../contracts';
import type { Budget } from '../budget';
import type { QueryDatabase } from '../database';
import type { Question } from '../matching';
import type { Reader } from '../read';
import type { SearchTest } from '../search';
import type { TimeSpan } from './buckets';
import { isFailure, type Tally } from './tally';

/** A bucket of which more match is "at least" that many: so the whole chart reads some ten thousand rows. */
export const SPAN_CAP = 500;
/** The newest buckets are counted first; those not reached by then are left uncounted. */
const TIME_LIMIT_MS = 2_000;

const FAILURES: SearchTest = {
  kind: 'column',
  column: 'outcome',
  negated: false,
  values: ['failure', 'denied'],
};

/** Counts in the journal, each of the two numbers by itself. */
export async function countSpan(
  reader: Reader,
  question: Question,
  span: TimeSpan
): Promise<Tally> {
  const all = await reader.count(question.during(span), COUNT_CAP);
  if (all.count === 0) return { count: 0, failures: 0, isExact: true };
  const { count: failures } = await reader.count(question.during(span, [FAILURES]), COUNT_CAP);
  return { count: all.count, failures, isExact: all.isExact };
}

type Outcome = string | null;

/** What the charts of one question read with. */
export interface ChartReads {
  db: QueryDatabase;
  budget: Budget;
  reader: Reader;
}

/** The outcomes of the events of a bucket, of no more than one beyond `SPAN_CAP`. */
async function sampleOf(
  { db, budget, reader }: ChartReads,
  question: Question
): Promise<{ outcome: Outcome; count: number | string }[]> {
  if (question.isWide) {
    const sample = { direction: 'desc', limit: SPAN_CAP + 1 } as const;
    const rows = await reader.slice<{ outcome: Outcome }>(question, sample, (found) =>
      found.select('event.outcome as outcome')
    );
    return rows.map(({ outcome }) => ({ outcome, count: 1 }));
  }
  // In no order, so that the database may read whichever index it finds best.
  const rows = question
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

/** Reads no more than `SPAN_CAP` rows, whatever is asked. */
async function sampleSpan(reads: ChartReads, question: Question): Promise<Tally> {
  const counted = await sampleOf(reads, question);
  const sum = (some: typeof counted) => some.reduce((total, { count }) => total + Number(count), 0);
  const found = sum(counted);
  return {
    count: Math.min(found, SPAN_CAP),
    failures: Math.min(sum(counted.filter(({ outcome }) => isFailure(outcome))), SPAN_CAP),
    isExact: found <= SPAN_CAP,
  };
}

/** Counts each bucket for itself, up to a limit, where nothing has counted the question beforehand. */
export async function sampleSpans(
  reads: ChartReads,
  question: Question,
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
        : await sampleSpan(reads, question.during(span))
    );
  }
  return tallies.reverse();
}
