import { COUNT_CAP, type HistogramResponse } from '../../../contracts';
import { startBudget } from '../budget';
import { createQuestions, type MatchingDependencies, type Question } from '../matching';
import { parseHistogramQuery } from '../parameters';
import { createReader, type Reader } from '../read';
import { ROWS_AT_ONCE } from '../width';
import { divide, type TimeSpan } from './buckets';
import { sampleSpans } from './count-spans';
import { askedRange, extentOf } from './extent';
import { createRolledCount, isRolled } from './rolled';
import { addSighting, emptyTallies, type Tally } from './tally';

interface Row {
  occurred_at: number | string;
  outcome: string | null;
}

const iso = (instant: number) => new Date(instant).toISOString();

function answerOf(
  { interval, spans }: ReturnType<typeof divide>,
  tallies: readonly Tally[],
  timeZone: string
): HistogramResponse {
  const buckets = spans.map(({ from, to }, index) => ({
    from: iso(from),
    to: iso(to),
    ...tallies[index]!,
  }));
  return { buckets, interval, isExact: buckets.every(({ isExact }) => isExact), timeZone };
}

export function createHistogramQueries(deps: MatchingDependencies) {
  const { db, now = Date.now, rowsAtOnce } = deps;
  const questionOf = createQuestions({ db, now, rowsAtOnce });
  const countRolled = createRolledCount(db);

  /** All events that match, of which there are `count`. */
  const readRows = (reader: Reader, question: Question, count: number): Promise<Row[]> =>
    reader.slice<Row>(
      count > (rowsAtOnce ?? ROWS_AT_ONCE) ? question.inStretches() : question,
      { direction: 'desc', limit: COUNT_CAP + 1 },
      (rows) => rows.select('event.occurred_at as occurred_at', 'event.outcome as outcome')
    );

  /** The first and the last event that match, read at the two ends of an index. */
  async function findEnds(reader: Reader, question: Question): Promise<TimeSpan | null> {
    const end = async (direction: 'asc' | 'desc'): Promise<number | null> => {
      const [row] = await reader.slice<Pick<Row, 'occurred_at'>>(
        question,
        { direction, limit: 1 },
        (rows) => rows.select('event.occurred_at as occurred_at')
      );
      return row ? Number(row.occurred_at) : null;
    };
    const [first, last] = [await end('asc'), await end('desc')];
    return first === null || last === null ? null : { from: first, to: last + 1 };
  }

  return {
    /**
     * The matching events over time. One row of the list is one event here too, also where it stands
     * for a flood of them: the sum of an exact chart is the list's total.
     *
     * Up to `COUNT_CAP` events are read and counted exactly. Beyond, a question that the rollup can
     * answer still is exact; any other is counted bucket by bucket up to a limit, and says so.
     *
     * @param parameters the search and the filters of the list, and the zone
     * @throws AuditTrailError that names the parameter
     */
    async findHistogram(parameters: Record<string, unknown>): Promise<HistogramResponse> {
      const asked = parseHistogramQuery(parameters);
      const { timeZone } = asked;
      const budget = startBudget(db);
      const reader = createReader({ db, budget, rowsAtOnce });
      const question = await questionOf(asked, budget);
      const range = askedRange(question);
      const { count, isExact: areFew } = await reader.count(question, COUNT_CAP);

      if (areFew) {
        const rows = await readRows(reader, question, count);
        const instants = rows.map((row) => Number(row.occurred_at));
        const first = instants.reduce((a, b) => Math.min(a, b), Infinity);
        const last = instants.reduce((a, b) => Math.max(a, b), -Infinity);
        const found = rows.length > 0 ? { from: first, to: last + 1 } : null;
        const buckets = divide(extentOf(range, found, now()), timeZone);
        const tallies = emptyTallies(buckets.spans);
        rows.forEach(({ outcome }, index) =>
          addSighting(tallies, buckets.spans, { at: instants[index]!, outcome, count: 1 })
        );
        return answerOf(buckets, tallies, timeZone);
      }
      const buckets = divide(extentOf(range, await findEnds(reader, question), now()), timeZone);
      const rolled = isRolled(question)
        ? await countRolled({ budget, reader }, question, buckets.spans)
        : null;
      const tallies =
        rolled ?? (await sampleSpans({ db, budget, reader }, question, buckets.spans, Date.now));
      return answerOf(buckets, tallies, timeZone);
    },
  };
}
