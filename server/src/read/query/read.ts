import type { Budget } from './budget';
import { countUpTo, type Counted } from './count-up-to';
import type { QueryDatabase, Statement } from './database';
import type { Question } from './matching';
import type { Slice } from './slice';
import { stretchesOf } from './stretches';
import { ROWS_AT_ONCE } from './width';

/** Answers questions by statements that are short each: stretch by stretch where a question is wide. */
export interface Reader {
  /** Counts the events that match, no further than a cap where there is one. */
  count(question: Question, cap: number | null): Promise<Counted>;
  /**
   * Reads some of the events that match.
   *
   * @param select adds the columns to a statement of `Question.slice`
   */
  slice<Row>(
    question: Question,
    slice: Slice,
    select: (rows: Statement) => Statement
  ): Promise<Row[]>;
}

/** In how many ways each row is compared. */
const partsOf = ({ plan }: Question): number =>
  plan.tests.reduce((sum, test) => sum + (test.kind === 'terms' ? test.sets.length : 1), 0);

interface ReaderDependencies {
  db: QueryDatabase;
  /** The time that the answer may take. */
  budget: Budget;
  rowsAtOnce?: number | undefined;
}

export function createReader({ db, budget, rowsAtOnce }: ReaderDependencies): Reader {
  const countIn = (question: Question, cap: number | null): Promise<Counted> =>
    countUpTo(budget, db, question.counted(), cap);

  const boundsOf = (question: Question) => {
    const { after, before } = question.plan;
    const rows = Math.ceil((rowsAtOnce ?? ROWS_AT_ONCE) / Math.max(1, partsOf(question) / 4));
    return { after, before, rowsAtOnce: rows };
  };

  return {
    async count(question, cap) {
      // Without a cap even a narrow question may count the whole journal.
      if (!question.isWide && cap !== null) return countIn(question, cap);
      let found = 0;
      const walk = { direction: 'desc', ...boundsOf(question) } as const;
      for await (const stretch of stretchesOf(db, budget, walk)) {
        const left = cap === null ? null : cap - found;
        const { count, isExact } = await countIn(question.within(stretch), left);
        found += count;
        if (!isExact) return { count: found, isExact: false };
      }
      return { count: found, isExact: true };
    },

    async slice<Row>(
      question: Question,
      { direction, behind, end, offset = 0, limit }: Slice,
      select: (rows: Statement) => Statement
    ): Promise<Row[]> {
      const read = async (part: Question, slice: Slice): Promise<Row[]> =>
        (await budget.run(select(part.slice(slice)))) as unknown as Row[];
      if (!question.isWide) {
        return read(question, { direction, behind, end, offset, limit });
      }
      const rows: Row[] = [];
      let skip = offset;
      const walk = { direction, behind, ...boundsOf(question) };
      for await (const stretch of stretchesOf(db, budget, walk)) {
        const part = question.within(stretch);
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
