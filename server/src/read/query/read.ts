import type { Budget } from './budget';
import { countUpTo, type Counted } from './count-up-to';
import type { QueryDatabase, Statement } from './database';
import type { PreparedQuery } from './matching';
import type { Slice } from './slice';
import { stretchesOf } from './stretches';
import { checkedAtOnce, manyTerms, type TermSet } from './search';
import { ROWS_AT_ONCE } from './width';

/** Runs queries as short statements: stretch by stretch if a query is wide. */
export interface Reader {
  /** Counts the matching events, up to the cap if there is one. */
  count(prepared: PreparedQuery, cap: number | null): Promise<Counted>;
  /**
   * Reads some of the matching events.
   *
   * @param select adds the columns to a statement of `PreparedQuery.slice`
   */
  slice<Row>(
    prepared: PreparedQuery,
    slice: Slice,
    select: (rows: Statement) => Statement
  ): Promise<Row[]>;
}

/** How many comparisons each row takes. */
const partsOf = ({ plan }: PreparedQuery): number =>
  plan.tests.reduce((sum, test) => sum + (test.kind === 'terms' ? test.sets.length : 1), 0);

/** Each once: an event may have several terms of a set. */
function commonOf(known: readonly number[] | undefined, keys: readonly number[]): number[] {
  const before = known && new Set(known);
  return [...new Set(before ? keys.filter((key) => before.has(key)) : keys)];
}

interface ReaderDependencies {
  db: QueryDatabase;
  /** The time the answer may take. */
  budget: Budget;
  rowsAtOnce?: number | undefined;
}

export function createReader({ db, budget, rowsAtOnce }: ReaderDependencies): Reader {
  const countIn = (prepared: PreparedQuery, cap: number | null): Promise<Counted> =>
    countUpTo(budget, db, prepared.counted(), cap);

  const boundsOf = (prepared: PreparedQuery) => {
    const { after, before } = prepared.plan;
    const rows = Math.ceil((rowsAtOnce ?? ROWS_AT_ONCE) / Math.max(1, partsOf(prepared) / 4));
    return { after, before, rowsAtOnce: checkedAtOnce(prepared.plan, rows) };
  };

  /** The keys of the events of a stretch that have a term of every set. */
  async function keysWith(part: PreparedQuery, sets: readonly TermSet[]): Promise<number[]> {
    let common: readonly number[] | undefined;
    for (const set of sets) {
      const rows = (await budget.run(part.keysOf(set))) as unknown as { event_id: number }[];
      common = commonOf(
        common,
        rows.map(({ event_id }) => event_id)
      );
      if (common.length === 0) break;
    }
    return [...(common ?? [])];
  }

  /**
   * Decides which events of a stretch have, or lack, terms of which there are many: a statement that
   * also compares something else would read those terms again and again. Null if no event matches.
   */
  async function decideSets(part: PreparedQuery): Promise<PreparedQuery | null> {
    const { sets, lacked } = manyTerms(part.plan);
    if (sets.length === 0 && lacked.length === 0) return part;
    const keys = sets.length > 0 ? await keysWith(part, sets) : undefined;
    if (keys?.length === 0) return null;
    const without: number[] = [];
    for (const test of lacked) without.push(...(await keysWith(part, test.sets)));
    return part.decided({ sets, lacked, without, ...(keys && { keys }) });
  }

  return {
    async count(prepared, cap) {
      // Without a cap even a narrow query may count the whole journal.
      if (!prepared.isWide && cap !== null) return countIn(prepared, cap);
      let found = 0;
      const walk = { direction: 'desc', ...boundsOf(prepared) } as const;
      for await (const stretch of stretchesOf(db, budget, walk)) {
        const left = cap === null ? null : cap - found;
        const part = await decideSets(prepared.within(stretch));
        if (!part) continue;
        const { count, isExact } = await countIn(part, left);
        found += count;
        if (!isExact) return { count: found, isExact: false };
      }
      return { count: found, isExact: true };
    },

    async slice<Row>(
      prepared: PreparedQuery,
      { direction, behind, end, offset = 0, limit }: Slice,
      select: (rows: Statement) => Statement
    ): Promise<Row[]> {
      const read = async (part: PreparedQuery, slice: Slice): Promise<Row[]> =>
        (await budget.run(select(part.slice(slice)))) as unknown as Row[];
      if (!prepared.isWide) {
        return read(prepared, { direction, behind, end, offset, limit });
      }
      const rows: Row[] = [];
      let skip = offset;
      const walk = { direction, behind, ...boundsOf(prepared) };
      for await (const stretch of stretchesOf(db, budget, walk)) {
        const part = await decideSets(prepared.within(stretch));
        if (!part) continue;
        const skipped = skip > 0 ? await countIn(part, skip) : null;
        if (skipped?.isExact) {
          skip -= skipped.count;
          continue;
        }
        const left = limit - rows.length;
        rows.push(...(await read(part, { direction, end, offset: skip, limit: left })));
        skip = 0;
        if (rows.length >= limit) break;
      }
      return rows;
    },
  };
}
