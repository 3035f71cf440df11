import { defaultDatabase } from '../../helpers/app/databases';
import { bootApp, type App } from '../../helpers/boot-app';
import { replayStep } from './apply';
import { operations } from './operations';
import { perform, type RowImage } from './perform';

/** A server answers more slowly than SQLite inside the process; what it may do differently shows soon. */
const COUNT = defaultDatabase() === 'sqlite' ? 1_000 : 250;
const BATCH = 50;
const SEED = Number(process.env.REPLAY_SEED ?? 20_251_121);

describe(`${COUNT} random operations`, () => {
  let app: App;
  beforeAll(async () => {
    app = await bootApp();
  });
  afterAll(() => app?.stop());

  it('are what their recorded changes make of the rows before them', async () => {
    const todo = operations(COUNT, SEED);
    const problems: string[] = [];
    let rows: RowImage[] = [];
    let events = 0;
    for (let start = 0; start < COUNT; start += BATCH) {
      const steps = await app.run(perform, todo.slice(start, start + BATCH));
      for (const [index, step] of steps.entries()) {
        const found = replayStep(rows, step).map((problem) => `${problem}\n  after ${step.did}`);
        problems.push(...found.map((problem) => `operation ${start + index}: ${problem}`));
        rows = step.rows;
        events += step.events.length;
      }
    }
    expect(problems.slice(0, 5)).toEqual([]);
    expect(events).toBeGreaterThan(COUNT / 2);
    // A minute on a quiet machine; a busy one is slow, not wrong.
  }, 900_000);
});
