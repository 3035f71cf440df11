import { setImmediate } from 'node:timers/promises';
import { startBudget, type Runnable } from '../../../../../server/src/read/query/budget';
import type { QueryDatabase } from '../../../../../server/src/read/query/database';

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
    return { timeout: () => undefined, then: (...callbacks) => run().then(...callbacks) };
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

  it('answers the first of many long questions first, and quick ones beside them', async () => {
    const answered: string[] = [];
    const ask = async (name: string, statements: number) => {
      const budget = startBudget(db);
      for (let left = statements; left > 0; left -= 1) await budget.rest();
      answered.push(name);
    };
    const asked = ['first', 'second', 'third'].map((name) => ask(name, 60));
    await Promise.all([...asked, ask('quick', 5)]);
    expect(answered).toEqual(['quick', 'first', 'second', 'third']);
  });

  it('answers long questions before exports, which go on side by side', async () => {
    const steps: string[] = [];
    const work = async (name: string, limit: number) => {
      const budget = startBudget(db, limit);
      for (let left = 60; left > 0; left -= 1) await budget.rest();
      steps.push(name);
    };
    const exports = ['export 1', 'export 2'].map((name) => work(name, Infinity));
    await Promise.all([...exports, work('question', 5_000)]);
    expect(steps).toEqual(['question', 'export 1', 'export 2']);
  });

  it('lets those whose time is over say so while others still work', async () => {
    let time = 0;
    const clock = () => (time += 1);
    const outcomes: string[] = [];
    const ask = async (name: string, limit: number, turns: number) => {
      const budget = startBudget(db, limit, clock);
      try {
        for (let left = turns; left > 0; left -= 1) await budget.rest();
        outcomes.push(`${name} answered`);
      } catch (error) {
        outcomes.push(`${name} ${(error as { code?: string }).code}`);
      }
    };
    await Promise.all([ask('long', 100_000, 300), ask('late', 200, 300)]);
    expect(outcomes).toEqual(['late too-slow', 'long answered']);
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
