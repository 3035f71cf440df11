import { startBudget } from '../../../../../../server/src/read/query/budget';
import { createFeedReader } from '../../../../../../server/src/read/query/feed/read-feed';
import { BEGINNING, type FeedPlace } from '../../../../../../server/src/read/query/feed/place';
import { createPrepareQuery } from '../../../../../../server/src/read/query/matching';
import { openJournalDatabase, type JournalDatabase } from '../../../../../helpers/journal-database';

const EVENTS = 50;
const PAGE = 10;
const EVERYTHING = { filter: { clauses: [], after: [], before: [] }, timeZone: 'UTC' } as const;

let journal: JournalDatabase;
beforeEach(async () => {
  journal = await openJournalDatabase();
});
afterEach(() => journal.close());

/** Reads to the end; some keys are added while the first page's rows are about to be read. */
async function follow(late: readonly number[]): Promise<number[]> {
  const prepareQuery = createPrepareQuery({ db: journal.db });
  const left = [...late];
  const prepare = async () => {
    for (const id of left.splice(0)) await journal.addEvent({ id });
    return prepareQuery(EVERYTHING as never, startBudget(journal.db));
  };
  const seen: number[] = [];
  let place: FeedPlace = BEGINNING;
  for (let asked = 0; asked < EVENTS; asked += 1) {
    const read = createFeedReader({
      db: journal.db,
      budget: startBudget(journal.db),
      now: Date.now,
    });
    const page = await read(prepare, place, PAGE);
    seen.push(...page.rows.map((row) => Number((row as unknown as { id: number }).id)));
    place = page.place;
    if (!page.hasMore) return seen;
  }
  throw new Error('The reader does not come to an end.');
}

it.each([[[5]], [[1]], [[10, 11]], [[2, 4, 6, 8, 10, 12]], [[50]]])(
  'passes over no event where %j commit between two statements',
  async (late) => {
    const known = Array.from({ length: EVENTS }, (_, at) => at + 1).filter(
      (id) => !late.includes(id)
    );
    for (const id of known) await journal.addEvent({ id });
    const seen = await follow(late);
    expect(seen.filter((id) => !late.includes(id))).toEqual(known);
  }
);
