import {
  complete,
  keyCompletions,
  placeAt,
  valueCompletions,
} from '../../../../admin/src/pages/AuditLogsPage/find/completions';

/** The text with `|` where the caret stands. */
const at = (marked: string) => {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  return { text, caret, place: placeAt(text, caret) };
};
const keys = (marked: string) => keyCompletions(at(marked).place).map(({ text }) => text);

describe('the offers of the search box', () => {
  it.each([
    ['ac|', ['actor:', 'actor-type:', 'action:']],
    ['anna -or|', ['-origin:']],
    ['-a|', ['-actor:', '-actor-type:', '-action:']],
    ['"ac|', []],
    ['zzz|', []],
  ])('for %s are %j', (marked, expected) => expect(keys(marked)).toEqual(expected));

  it('are all keys where nothing is typed', () => {
    expect(keys('|')).toHaveLength(13);
    expect(keys('anna |')).toHaveLength(13);
  });

  it.each([
    ['actor:an|', { key: 'actor', typed: 'an', negated: false }],
    ['-origin:|', { key: 'origin', typed: '', negated: true }],
    ['actor:"anna b|', { key: 'actor', typed: 'anna b', negated: false }],
    ['type:api::art|icle locale:de', { key: 'type', typed: 'api::art', negated: false }],
    ['nokey:x|', { key: null, typed: 'nokey:x', negated: false }],
  ])('are values behind a key: %s', (marked, expected) => {
    expect(at(marked).place).toMatchObject(expected);
  });

  it('go into the text as they have to be written', () => {
    const { place } = at('-actor:an|');
    const offers = valueCompletions(place, [{ value: 'Anna Berg', label: 'Anna Berg' }]);
    expect(offers).toEqual([{ text: '-actor:"Anna Berg"', label: null }]);
  });

  it.each([
    ['ac|', 'action:', 'action:|'],
    ['ac| anna', 'action:', 'action:| anna'],
    ['action:en|', 'action:entry.*', 'action:entry.* |'],
    ['action:en|try anna', 'action:entry.*', 'action:entry.* |anna'],
    ['anna |', 'origin:', 'anna origin:|'],
  ])('turn %s with %s into %s', (marked, offer, expected) => {
    const { text, place } = at(marked);
    const next = complete(text, place, { text: offer, label: null });
    expect(`${next.text.slice(0, next.caret)}|${next.text.slice(next.caret)}`).toBe(expected);
  });
});
