import { describeProblem, parseSearch, type SearchTerm } from '../../../../../server/src/contracts';

const term = (key: SearchTerm['key'], value: string, negated = false) => ({ key, value, negated });
const problemsOf = (text: string) => parseSearch(text).problems;

describe('parseSearch', () => {
  it('reads every key, quotes, negation and words', () => {
    const text =
      'actor:anna action:entry.* field:price outcome:failure after:7d -origin:cron ' +
      'ip:10.0.0.0/8 "spring sale" -draft tag:count:3 type:api::article.article';
    expect(parseSearch(text)).toEqual({
      problems: [],
      search: [
        term('actor', 'anna'),
        term('action', 'entry.*'),
        term('field', 'price'),
        term('outcome', 'failure'),
        term('after', '7d'),
        term('origin', 'cron', true),
        term('ip', '10.0.0.0/8'),
        term('text', 'spring sale'),
        term('text', 'draft', true),
        term('tag', 'count:3'),
        term('type', 'api::article.article'),
      ],
    });
  });

  it.each([
    [String.raw`"C:\temp"`, String.raw`C:\temp`],
    [String.raw`"a\\b"`, String.raw`a\b`],
    [String.raw`"say \"yes\""`, 'say "yes"'],
  ])('reads %s as the text %s', (text, value) => {
    expect(parseSearch(text)).toEqual({ problems: [], search: [term('text', value)] });
  });

  it('reads nothing out of nothing', () => {
    expect(parseSearch('  ')).toEqual({ search: [], problems: [] });
  });

  it.each([
    ['actr:anna', 'unknown-key', 'actor:anna'],
    ['-Action:entry.*', 'unknown-key', '-action:entry.*'],
    ['http://x', 'unknown-key', '"http://x"'],
    ['actor:', 'no-value', null],
    ['actor:"…"', 'no-word', null],
    ['***', 'no-word', null],
    ['"spring sale', 'open-quote', '"spring sale"'],
    ['outcome:fail', 'unknown-value', 'outcome:failure'],
    ['origin:crom', 'unknown-value', 'origin:cron'],
    ['actor-type:human', 'unknown-value', null],
    ['action:entry.pub*', 'bad-action', null],
    ['ip:10.0.0', 'bad-address', null],
    ['ip:10.0.0.0/33', 'bad-address', null],
    ['tag:price', 'bad-tag', null],
    ['after:yesterday', 'bad-time', null],
    ['after:2026-02-30', 'bad-time', null],
    ['after:tody', 'bad-time', 'after:today'],
    ['after:2026-01-31T09:00', 'bad-time', null],
    ['actor:anna -after:7d', 'negated-time', 'before:7d'],
    ['after:7d after:today', 'second-time', null],
    ['after:2026-02-01 before:2026-01-01', 'empty-range', null],
    ['-origin:cron', 'only-negations', '-origin:cron after:7d'],
    [`actor:${'a'.repeat(256)}`, 'too-long', null],
    ['locale:"a\tb"', 'bad-character', null],
    ['locale:\ud800', 'bad-character', null],
    ['a '.repeat(51), 'too-many', null],
  ])('says of %s: %s, meant was perhaps %s', (text, code, suggestion) => {
    const problems = problemsOf(text);
    expect(problems).toEqual([expect.objectContaining({ code, suggestion })]);
  });

  it('suggests only what would be understood', () => {
    for (const text of ['actr:anna', 'http://x', '"spring sale', 'outcome:fail', '-origin:cron']) {
      const { suggestion } = problemsOf(text)[0]!;
      expect(problemsOf(suggestion!)).toEqual([]);
    }
  });

  it('names the part that is wrong and where it stands, and keeps the rest', () => {
    const { search, problems } = parseSearch('anna actr:bo outcome:failure');
    expect(search).toEqual([term('text', 'anna'), term('outcome', 'failure')]);
    expect(problems).toEqual([
      expect.objectContaining({ word: 'actr:bo', span: { from: 5, to: 12 } }),
    ]);
  });

  it.each(['-origin:cron after:7d', '-origin:cron before:today', '-draft action:entry.*'])(
    'takes a negation beside a range of time or something to look for: %s',
    (text) => expect(problemsOf(text)).toEqual([])
  );

  it('says it in a sentence', () => {
    expect(describeProblem(problemsOf('outcome:fail')[0]!)).toBe(
      '"outcome:fail" has a value that does not exist. Did you mean outcome:failure ?'
    );
  });
});
