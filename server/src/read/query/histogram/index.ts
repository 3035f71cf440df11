import { COUNT_CAP, type HistogramResponse } from '../../../contracts';
import { startBudget } from '../budget';
import { createPrepareQuery, type MatchingDependencies, type PreparedQuery } from '../matching';
import { parseHistogramQuery } from '../parameters';
import { createReader, type Reader } from '../read';
import { ROWS_AT_ONCE } from '../width';
import { divide, type TimeSpan } from './buckets';
import { sampleSpans } from './count-spans';
import { requestedRange, extentOf } from './extent';
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
  const prepareQuery = createPrepareQuery({ db, now, rowsAtOnce });
  const countRolled = createRolledCount(db);

  /** All matching events, of which there are `count`. */
  const readRows = (reader: Reader, prepared: PreparedQuery, count: number): Promise<Row[]> =>
    reader.slice<Row>(
      count > (rowsAtOnce ?? ROWS_AT_ONCE) ? prepared.inStretches() : prepared,
      { direction: 'desc', limit: COUNT_CAP + 1 },
      (rows) => rows.select('event.occurred_at as occurred_at', 'event.outcome as outcome')
    );

  /** The first and the last matching event, read at the two ends of an index. */
  async function findEnds(reader: Reader, prepared: PreparedQuery): Promise<TimeSpan | null> {
    const end = async (direction: 'asc' | 'desc'): Promise<number | null> => {
      const [row] = await reader.slice<Pick<Row, 'occurred_at'>>(
        prepared,
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
     * The matching events over time. One row of the list counts as one event here too, even if it
     * stands for many throttled ones: the sum of an exact chart is the list's total.
     *
     * Up to `COUNT_CAP` events are read and counted exactly. Beyond that, a query that the rollup
     * can answer is still exact; any other is counted bucket by bucket up to a limit, and reports
     * so.
     *
     * @param parameters the search and the filters of the list, and the zone
     * @throws AuditTrailError that names the parameter
     */
    async findHistogram(parameters: Record<string, unknown>): Promise<HistogramResponse> {
      const requested = parseHistogramQuery(parameters);
      const { timeZone } = requested;
      const budget = startBudget(db);
      const reader = createReader({ db, budget, rowsAtOnce });
      const prepared = await prepareQuery(requested, budget);
      const range = requestedRange(prepared);
      const { count, isExact: areFew } = await reader.count(prepared, COUNT_CAP);

      if (areFew) {
        const rows = await readRows(reader, prepared, count);
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
      const buckets = divide(extentOf(range, await findEnds(reader, prepared), now()), timeZone);
      const rolled = isRolled(prepared)
        ? await countRolled({ budget, reader }, prepared, buckets.spans)
        : null;
      const tallies =
        rolled ?? (await sampleSpans({ db, budget, reader }, prepared, buckets.spans, Date.now));
      return answerOf(buckets, tallies, timeZone);
    },
  };
}
