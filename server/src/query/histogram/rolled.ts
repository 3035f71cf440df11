import { COUNT_CAP, type FilterField } from '../../contracts';
import { ROLLUP_TABLE } from '../../plugin-id';
import { hourFrom, hourOf, readPlace, ROLLED_COLUMNS, type RollupPlace } from '../../rollup';
import type { QueryDatabase } from '../database';
import type { Question } from '../matching';
import type { TimeSpan } from './buckets';
import { countSpan } from './count-spans';
import { addSighting, emptyTallies, type Sighting, type Tally } from './tally';

/** The job may move on while the chart is being counted; it does so once a minute. */
const ATTEMPTS = 3;

const ROLLED_FIELDS: readonly FilterField[] = ['action', 'outcome', 'origin', 'actor.type'];
const isRange = (operator: string) => operator === '$gte' || operator === '$lte';

/** Whether the rollup holds all that a question compares, its range of time aside. */
export const isRolled = ({ plan, conditions }: Question): boolean =>
  plan.tests.every(
    (test) => test.kind === 'column' && (ROLLED_COLUMNS as readonly string[]).includes(test.column)
  ) &&
  conditions.every(({ field, operator }) =>
    field === 'occurredAt' ? isRange(operator) : ROLLED_FIELDS.includes(field)
  );

interface Parts {
  /** Whole hours that the rollup is to be trusted with; empty where a bucket has none. */
  hours: TimeSpan;
  /** What is left of a bucket, at most at either end: parts of hours, and hours that were purged. */
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

/** Counts from the rollup, and in the journal only what the rollup does not hold. */
export function createRolledCount(db: QueryDatabase) {
  async function readHours(question: Question, { from, to }: TimeSpan): Promise<Sighting[]> {
    const { plan, conditions } = question;
    const rows: { hour: number | string; outcome: string; count: number | string }[] =
      await question
        .matchingIn(
          ROLLUP_TABLE,
          { ...plan, after: null, before: null },
          conditions.filter(({ field }) => field !== 'occurredAt')
        )
        .where('event.hour', '>=', from)
        .where('event.hour', '<', to)
        .select('event.hour as hour', 'event.outcome as outcome')
        .sum({ count: 'event.count' })
        .groupBy('event.hour', 'event.outcome');
    return rows.map(({ hour, outcome, count }) => ({
      ...{ at: Number(hour), outcome, count: Number(count) },
    }));
  }

  /** Events that the job has not come to; null where it is too far behind. */
  async function readUncounted(
    question: Question,
    { cursor, gaps }: RollupPlace
  ): Promise<Sighting[] | null> {
    const read = async (keys: readonly (readonly [from: number, to: number])[]): Promise<Row[]> =>
      question
        .matching()
        .statement.where((any) => {
          for (const range of keys) void any.orWhereBetween('event.id', [...range]);
        })
        .select('event.occurred_at as occurred_at', 'event.outcome as outcome')
        .limit(COUNT_CAP + 1);
    const late = gaps.length > 0 ? await read(gaps.map(({ from, to }) => [from, to])) : [];
    const added = await read([[cursor + 1, Number.MAX_SAFE_INTEGER]]);
    if (late.length + added.length > COUNT_CAP) return null;
    return [...late, ...added].map(({ occurred_at, outcome }) => ({
      ...{ at: Number(occurred_at), outcome, count: 1 },
    }));
  }

  async function countAt(
    question: Question,
    spans: readonly TimeSpan[],
    place: RollupPlace
  ): Promise<Tally[] | null> {
    const tallies = emptyTallies(spans);
    const parts = spans.map((span) => partsOf(span, place.since));
    const hours = parts.map((part) => part.hours);
    const whole = hours.filter(({ from, to }) => from < to);

    if (whole.length > 0) {
      const uncounted = await readUncounted(question, place);
      if (!uncounted) return null;
      const all = { from: whole[0]!.from, to: whole.at(-1)!.to };
      const sightings = [...(await readHours(question, all)), ...uncounted];
      for (const sighting of sightings) addSighting(tallies, hours, sighting);
    }
    for (const [index, { rest }] of parts.entries()) {
      for (const span of rest) {
        const { count, failures, isExact } = await countSpan(db, question, span);
        const tally = tallies[index]!;
        tally.count += count;
        tally.failures += failures;
        tally.isExact &&= isExact;
      }
    }
    return tallies;
  }

  /** Null where the job is too far behind, or would not let itself be read in peace. */
  return async (question: Question, spans: readonly TimeSpan[]): Promise<Tally[] | null> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await readPlace(db);
      const tallies = await countAt(question, spans, before.place);
      if (!tallies) return null;
      const after = await readPlace(db);
      // Counted in the meantime, an event would be told twice: in its hour and by itself.
      const isSame = after.stored === before.stored && after.place.since === before.place.since;
      if (isSame) return tallies;
    }
    return null;
  };
}
