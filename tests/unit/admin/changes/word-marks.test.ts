import { markWords } from '../../../../admin/src/changes/word-marks';

const marked = (parts: { text: string; changed: boolean }[]) =>
  parts.map(({ text, changed }) => (changed ? `<${text}>` : text)).join('');

const both = (before: string, after: string) => {
  const texts = markWords(before, after);
  return texts && [marked(texts.before), marked(texts.after)];
};

describe('comparing two texts', () => {
  it('marks the words that went on one side and those that came on the other', () => {
    expect(both('The old lighthouse stood there.', 'The lighthouse stood here.')).toEqual([
      'The <old >lighthouse stood <there>.',
      'The lighthouse stood <here>.',
    ]);
  });

  it('marks a line that was added, whole', () => {
    expect(both('one', 'one\ntwo')).toEqual(['one', 'one<\ntwo>']);
  });

  it('keeps every character of both texts', () => {
    const [before, after] = ['a  b\n\nc 日本語', 'a b\nd 日本人'];
    const texts = markWords(before, after)!;
    expect(texts.before.map(({ text }) => text).join('')).toBe(before);
    expect(texts.after.map(({ text }) => text).join('')).toBe(after);
  });

  it('marks nothing where the texts have nothing in common', () => {
    expect(markWords('alpha', 'beta')).toBeNull();
  });

  it('gives up on texts that differ in thousands of words', () => {
    const words = (prefix: string) =>
      Array.from({ length: 3_000 }, (_, n) => `${prefix}${n}`).join(' ');
    expect(markWords(words('a'), words('b'))).toBeNull();
  });
});
