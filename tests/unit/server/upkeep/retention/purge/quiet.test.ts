import { watchQuiet } from '../../../../../../server/src/upkeep/retention/purge/pace';

describe('whether nobody uses the application', () => {
  const load = { running: 0, done: 7 };
  let time = 1_000_000;
  const isQuiet = watchQuiet(
    { inFlight: () => load.running, answered: () => load.done },
    () => time
  );

  it('is said two seconds after the first question at the earliest', () => {
    expect(isQuiet()).toBe(false);
    time += 1_999;
    expect(isQuiet()).toBe(false);
    time += 1;
    expect(isQuiet()).toBe(true);
  });

  it('ends with a request, be it answered between two questions', () => {
    load.done += 1;
    expect(isQuiet()).toBe(false);
    time += 2_000;
    expect(isQuiet()).toBe(true);
  });

  it('does not begin while one is being answered', () => {
    load.running = 1;
    time += 60_000;
    expect(isQuiet()).toBe(false);
    load.running = 0;
    load.done += 1;
    time += 1_999;
    expect(isQuiet()).toBe(false);
    time += 2_000;
    expect(isQuiet()).toBe(true);
  });
});
