import fc from 'fast-check';

import {
  groupsOf,
  narrowedTo,
  rangeOf,
  withAdded,
  withGroup,
  withoutGroup,
  withRange,
} from '../../../../admin/src/pages/AuditLogsPage/find/terms';
import { READY_QUESTIONS } from '../../../../admin/src/pages/AuditLogsPage/find/ready-questions';
import { parseSearch, printSearch } from '../../../../server/src/contracts';
import { searches } from '../../server/contracts/search/generated';

const read = (text: string) => parseSearch(text).search;
const groups = (text: string) =>
  groupsOf(read(text)).map(({ key, negated, values }) => `${negated ? '-' : ''}${key}:${values}`);
const first = (text: string) => groupsOf(read(text))[0]!;

describe('the chips of a question', () => {
  it.each([
    ['action:a action:b actor:x', ['action:a,b', 'actor:x']],
    ['action:a -action:b -action:c', ['action:a', '-action:b', '-action:c']],
    ['field:a field:b one two', ['field:a', 'field:b', 'text:one', 'text:two']],
    ['after:7d before:today outcome:failure', ['outcome:failure']],
  ])('of %s are %j', (text, expected) => expect(groups(text)).toEqual(expected));

  it('say, with the range of time, all that the question says', () => {
    fc.assert(
      fc.property(searches, (search) => {
        const chips = groupsOf(search).flatMap(({ key, negated, values }) =>
          values.map((value) => ({ key, negated, value }))
        );
        const { after } = rangeOf(search);
        const times = after ? [{ key: 'after', value: after, negated: false }] : [];
        const sorted = (terms: unknown[]) =>
          terms.map((term) => JSON.stringify(term, ['key', 'negated', 'value'])).sort();
        expect(sorted([...chips, ...times])).toEqual(sorted([...search]));
      }),
      { numRuns: 300 }
    );
  });

  it('can be taken away and changed in their place', () => {
    const text = 'anna action:a action:b -origin:cron';
    const chip = groupsOf(read(text))[1]!;
    expect(printSearch(withoutGroup(read(text), chip))).toBe('anna -origin:cron');
    const next = { key: 'action', negated: true, values: ['c', 'd'] } as const;
    expect(printSearch(withGroup(read(text), chip, { ...next, values: [...next.values] }))).toBe(
      'anna -action:c -action:d -origin:cron'
    );
  });

  it('are added once', () => {
    expect(printSearch(withAdded(read('action:a anna'), first('action:a action:b')))).toBe(
      'action:a anna action:b'
    );
  });
});

describe('narrowing', () => {
  it.each([
    ['', 'actor:admin-user:1', 'actor:admin-user:1'],
    ['actor:bo action:a', 'actor:admin-user:1', 'action:a actor:admin-user:1'],
    ['action:a action:b', 'action:a', 'action:a'],
    ['field:a', 'field:b', 'field:a field:b'],
    ['-origin:cron after:7d', 'origin:code', '-origin:cron after:7d origin:code'],
  ])('"%s" to %s asks %s', (text, terms, expected) => {
    expect(printSearch(narrowedTo(read(text), read(terms)))).toBe(expected);
  });
});

describe('the range of time', () => {
  it('replaces the one before and leaves the rest', () => {
    const next = withRange(read('after:7d anna before:today'), { after: '24h', before: null });
    expect(printSearch(next)).toBe('anna after:24h');
    expect(printSearch(withRange(next, { after: null, before: null }))).toBe('anna');
  });
});

describe('a ready question', () => {
  it.each(READY_QUESTIONS.map(({ text }) => text))('is understood and printed so: %s', (text) => {
    expect(parseSearch(text).problems).toEqual([]);
    expect(printSearch(read(text))).toBe(text);
  });
});
