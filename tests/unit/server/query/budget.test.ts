import { setImmediate } from 'node:timers/promises';
import { startBudget, type Runnable } from '../../../../server/src/query/budget';
import type { QueryDatabase } from '../../../../server/src/query/database';

const db = { dialect: { client: 'sqlite' } } as unknown as QueryDatabase;
const QUESTIONS = 20;
const STATEMENTS = 5;

/** How many statements of all questions ran in each turn of the process. */
async function statementsPerTurn(): Promise<number[]> {
  const turns = [0];
  let isOver = false;
  const counting = (async () => {
    while (!isOver) {
      await setImmediate();
      turns.push(0);
    }
  })();
  const statement = (): Runnable<void> => {
    // As a driver does that answers without leaving the process.
    const run = () => {
      turns[turns.length - 1]! += 1;
      return Promise.resolve();
    };
    return {
      timeout: () => undefined,
      then: (...callbacks) => run().then(...callbacks),
    };
  };
  const ask = async () => {
    const budget = startBudget(db);
    for (let left = STATEMENTS; left > 0; left -= 1) await budget.run(statement());
  };
  await Promise.all(Array.from({ length: QUESTIONS }, ask));
  isOver = true;
  await counting;
  return turns;
}

describe('the budget of a question on SQLite', () => {
  it('lets no two questions that wait go on in the same turn', async () => {
    const [first, ...others] = await statementsPerTurn();
    // All of them begin at once here; behind a server, each begins with its request.
    expect(first).toBe(QUESTIONS);
    expect(Math.max(...others)).toBe(1);
    expect(others.reduce((sum, count) => sum + count, first!)).toBe(QUESTIONS * STATEMENTS);
  });

  it('still gives each question its turn where one of them fails', async () => {
    const failing: Runnable<never> = {
      timeout: () => undefined,
      then: (...callbacks) => Promise.reject<never>(new Error('no such table')).then(...callbacks),
    };
    await expect(startBudget(db).run(failing)).rejects.toThrow('no such table');
    await expect(startBudget(db).rest()).resolves.toBeUndefined();
  });
});
