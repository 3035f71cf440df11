import { COUNT_CAP } from '../../contracts';
import { countUpTo } from '../count-up-to';
import type { QueryDatabase, Statement } from '../database';
import type { Question } from '../matching';
import type { TimeSpan } from './buckets';
import { isFailure, type Tally } from './tally';

/** A bucket of which more match is "at least" that many: so the whole chart reads some ten thousand rows. */
export const SPAN_CAP = 500;
/** The newest buckets are counted first; those not reached by then are left uncounted. */
const TIME_LIMIT_MS = 2_000;

const within = ({ matching }: Question, { from, to }: TimeSpan): Statement => {
  const { statement, order } = matching();
  return statement.where(order.occurredAt, '>=', from).where(order.occurredAt, '<', to);
};

/** Counts in the journal, in two statements that each read an index alone. */
export async function countSpan(
  db: QueryDatabase,
  question: Question,
  span: TimeSpan
): Promise<Tally> {
  const all = await countUpTo(db, within(question, span), COUNT_CAP);
  if (all.count === 0) return { count: 0, failures: 0, isExact: true };
  const failed = within(question, span).whereIn('event.outcome', ['failure', 'denied']);
  const { count: failures } = await countUpTo(db, failed, COUNT_CAP);
  return { count: all.count, failures, isExact: all.isExact };
}

/** Reads no more than `SPAN_CAP` rows, whatever is asked. */
async function sampleSpan(db: QueryDatabase, question: Question, span: TimeSpan): Promise<Tally> {
  const rows = within(question, span)
    .select('event.outcome as outcome')
    .limit(SPAN_CAP + 1);
  const counted: { outcome: string | null; count: number | string }[] = await db.connection
    .from(rows.as('counted'))
    .select('outcome')
    .count({ count: '*' })
    .groupBy('outcome');
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
  db: QueryDatabase,
  question: Question,
  spans: readonly TimeSpan[],
  clock: () => number
): Promise<Tally[]> {
  const deadline = clock() + TIME_LIMIT_MS;
  const tallies: Tally[] = [];
  for (const span of [...spans].reverse()) {
    const isLate = clock() > deadline;
    tallies.push(
      isLate ? { count: 0, failures: 0, isExact: false } : await sampleSpan(db, question, span)
    );
  }
  return tallies.reverse();
}
