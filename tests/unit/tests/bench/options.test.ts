import { readOptions } from '../../../bench/options';

describe('the options of npm run bench', () => {
  it('are a whole run on SQLite where nothing is said', () => {
    expect(readOptions([])).toEqual({
      parts: ['write', 'code', 'read', 'retention', 'export', 'bytes'],
      alternations: 5,
      events: [10_000, 100_000, 1_000_000],
      databases: ['sqlite'],
      short: false,
      write: false,
    });
  });

  it('are one alternation over a few events in a short run', () => {
    expect(readOptions(['--short'])).toMatchObject({ alternations: 1, events: [1_000, 2_000] });
  });

  it('take lists, sizes with a unit in any order, and all databases', () => {
    const words = ['--only', 'read, bytes', '--events', '1m,10k', '--database', 'all'];
    expect(readOptions(words)).toMatchObject({
      parts: ['read', 'bytes'],
      events: [10_000, 1_000_000],
      databases: ['sqlite', 'postgres', 'mysql'],
    });
  });

  it.each([
    [
      ['--only', 'reads'],
      '--only takes write, code, read, retention, export, bytes; "reads" is none of',
    ],
    [
      ['--database', 'oracle'],
      '--database takes sqlite, postgres, mysql; "oracle" is none of them.',
    ],
    [['--events', '10x'], '--events takes whole numbers of 1000 or more (10k, 1m); got "10x".'],
    [['--events', '999'], '--events takes whole numbers of 1000 or more (10k, 1m); got "999".'],
    [['--alternations', '0'], '--alternations takes whole numbers of 1 or more'],
    [['--short', '--write'], '--write wants a whole run: leave out --short.'],
    [['--fast'], "Unknown option '--fast'"],
  ])('refuse %j', (words, message) => {
    expect(() => readOptions(words)).toThrow(message);
  });
});
