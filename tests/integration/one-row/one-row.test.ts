import { defaultDatabase } from '../../helpers/app/databases';
import { bootApp, type App } from '../../helpers/boot-app';
import { perform } from './perform';
import { programs } from './programs';
import { problemsOf } from './told';

const COUNT = defaultDatabase() === 'sqlite' ? 300 : 150;
const BATCH = 50;
const SEED = Number(process.env.ONE_ROW_SEED ?? 20_261_126);

describe(`${COUNT} transactions of several writes to one row`, () => {
  let app: App;
  beforeAll(async () => {
    app = await bootApp();
  });
  afterAll(() => app?.stop());

  it('are told by events that hold what the row was before the first write to each part of it', async () => {
    const todo = programs(COUNT, SEED);
    const problems: string[] = [];
    let events = 0;
    for (let start = 0; start < COUNT; start += BATCH) {
      const outcomes = await app.run(perform, todo.slice(start, start + BATCH));
      problems.push(...outcomes.flatMap(problemsOf));
      events += outcomes.reduce((sum, outcome) => sum + outcome.events.length, 0);
    }
    expect(problems.slice(0, 5)).toEqual([]);
    expect(events).toBeGreaterThan(COUNT / 2);
    // Half a minute on a quiet machine; a busy one is slow, not wrong.
  }, 900_000);
});
