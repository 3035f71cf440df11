import { COUNT_CAP } from '../../../contracts';
import { ROLLUP_TABLE } from '../../../plugin-id';
import {
  hourFrom,
  hourOf,
  readRollupState,
  ROLLED_COLUMNS,
  type RollupState,
} from '../../../follow/rollup';
import type { QueryDatabase } from '../database';
import type { PreparedQuery } from '../matching';
import { readCursor } from '../news';
import type { TimeSpan } from './buckets';
import { countSpan, type ChartReads } from './count-spans';
import { addSighting, emptyTallies, type Sighting, type Tally } from './tally';

/** The job may move on while the chart is counted; it runs once a minute. */
const ATTEMPTS = 3;
/** Three days of the rollup per statement: each hour has a row for each kind of event in it. */
const MIN_RANGE = 72 * 3_600_000;
/** Journal keys per statement. */
const KEYS_AT_ONCE = 2_500;
/** More events than the rollup lags behind while the application is in use. */
const MAX_UNCOUNTED = 50_000;

type Reads = Omit<ChartReads, 'db'>;

/** Whether the rollup holds everything that a query compares, apart from its time range. */
export const isRolled = ({ plan }: PreparedQuery): boolean =>
  plan.tests.every(
    (test) =>
      (test.kind === 'column' || test.kind === 'beginning') &&
      (ROLLED_COLUMNS as readonly string[]).includes(test.column)
  );

interface Parts {
  /** Whole hours for which the rollup is reliable; empty if a bucket has none. */
  hours: TimeSpan;
  /** What is left of a bucket, at most at both ends: partial hours, and hours that were purged. */
  rest: TimeSpan[];
}

function partsOf({ from, to }: TimeSpan, since: number): Parts {
  const hours = { from: hourFrom(Math.max(from, since)), to: hourOf(to) };
  if (hours.from >= hours.to) return { hours: { from, to: from }, rest: [{ from, to }] };
  const rest = [
    { from, to: hours.from },
    { from: hours.to, to },
  ];
  return { hours, rest: rest.filter((span) => span.from < span.to) };
}

interface Row {
  occurred_at: number | string;
  outcome: string | null;
}

/** Counts from the rollup, and reads the journal only for what the rollup does not hold. */
export function createRolledCount(db: QueryDatabase) {
  async function readHours(
    { budget }: Reads,
    prepared: PreparedQuery,
    { from, to }: TimeSpan
  ): Promise<Sighting[]> {
    const { plan } = prepared;
    const [newest]: { hour: number | string | null }[] = await budget.run(
      db.getConnection(ROLLUP_TABLE).max({ hour: 'hour' })
    );
    const end = Math.min(to, Number(newest?.hour ?? -Infinity) + 1);
    const sightings: Sighting[] = [];
    for (let begin = from, length = MIN_RANGE; begin < end;) {
      const until = Math.min(begin + length, end);
      const rows: { hour: number | string; outcome: string; count: number | string }[] =
        await budget.run(
          prepared
            .matchingIn(ROLLUP_TABLE, { ...plan, after: null, before: null })
            .where('event.hour', '>=', begin)
            .where('event.hour', '<', until)
            .select('event.hour as hour', 'event.outcome as outcome')
            .sum({ count: 'event.count' })
            .groupBy('event.hour', 'event.outcome')
        );
      for (const { hour, outcome, count } of rows) {
        sightings.push({ at: Number(hour), outcome, count: Number(count) });
      }
      begin = until;
      // Skips years without events in few steps.
      length = rows.length > 0 ? MIN_RANGE : length * 2;
    }
    return sightings;
  }

  /** Events that the job has not processed yet; null if it is too far behind. */
  async function readUncounted(
    { budget }: Reads,
    prepared: PreparedQuery,
    { cursor, gaps }: RollupState
  ): Promise<Sighting[] | null> {
    const read = async (keys: readonly (readonly [from: number, to: number])[]): Promise<Row[]> =>
      (await budget.run(
        prepared
          .among()
          .statement.where((any) => {
            for (const range of keys) void any.orWhereBetween('event.id', [...range]);
          })
          .select('event.occurred_at as occurred_at', 'event.outcome as outcome')
          .limit(COUNT_CAP + 1)
      )) as unknown as Row[];
    const last = await readCursor(db);
    if (last - cursor > MAX_UNCOUNTED) return null;
    const rows = gaps.length > 0 ? await read(gaps.map(({ from, to }) => [from, to])) : [];
    for (let from = cursor + 1; from <= last; from += KEYS_AT_ONCE) {
      rows.push(...(await read([[from, Math.min(from + KEYS_AT_ONCE - 1, last)]])));
    }
    if (rows.length > COUNT_CAP) return null;
    return rows.map(({ occurred_at, outcome }) => ({ at: Number(occurred_at), outcome, count: 1 }));
  }

  async function countAt(
    reads: Reads,
    prepared: PreparedQuery,
    spans: readonly TimeSpan[],
    state: RollupState
  ): Promise<Tally[] | null> {
    const tallies = emptyTallies(spans);
    const parts = spans.map((span) => partsOf(span, state.since));
    const hours = parts.map((part) => part.hours);
    const whole = hours.filter(({ from, to }) => from < to);

    if (whole.length > 0) {
      const uncounted = await readUncounted(reads, prepared, state);
      if (!uncounted) return null;
      const all = { from: whole[0]!.from, to: whole.at(-1)!.to };
      const sightings = [...(await readHours(reads, prepared, all)), ...uncounted];
      for (const sighting of sightings) addSighting(tallies, hours, sighting);
    }
    for (const [index, { rest }] of parts.entries()) {
      for (const span of rest) {
        const { count, failures, isExact } = await countSpan(reads.reader, prepared, span);
        const tally = tallies[index]!;
        tally.count += count;
        tally.failures += failures;
        tally.isExact &&= isExact;
      }
    }
    return tallies;
  }

  /** Null if the job is too far behind or kept changing the rollup during the read. */
  return async (
    reads: Reads,
    prepared: PreparedQuery,
    spans: readonly TimeSpan[]
  ): Promise<Tally[] | null> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await readRollupState(db);
      const tallies = await countAt(reads, prepared, spans, before.state);
      if (!tallies) return null;
      const after = await readRollupState(db);
      // An event counted in the meantime would be reported twice: in its hour and on its own.
      const isSame = after.stored === before.stored && after.state.since === before.state.since;
      if (isSame) return tallies;
    }
    return null;
  };
}
