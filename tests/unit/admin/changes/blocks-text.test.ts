import { blocksText, isBlocks } from '../../../../admin/src/changes/blocks-text';

const text = (words: string) => ({ type: 'text', text: words });
const item = (words: string) => ({ type: 'list-item', children: [text(words)] });

describe('rich text as plain text', () => {
  it('writes each block on a line of its own, with a sign of its kind', () => {
    expect(
      blocksText([
        { type: 'heading', level: 2, children: [text('Ten piers')] },
        { type: 'paragraph', children: [text('A '), { type: 'text', text: 'list', bold: true }] },
        { type: 'quote', children: [text('Light!')] },
        { type: 'image', children: [text('')], image: { alternativeText: 'A pier', url: '/a' } },
      ])
    ).toBe('## Ten piers\nA list\n> Light!\n[A pier]');
  });

  it('numbers ordered lists and indents lists inside lists', () => {
    const inner = { type: 'list', format: 'unordered', children: [item('deeper')] };
    expect(
      blocksText([{ type: 'list', format: 'ordered', children: [item('a'), inner, item('b')] }])
    ).toBe('1. a\n  • deeper\n2. b');
  });

  it('keeps the address of a link', () => {
    const link = { type: 'link', url: 'https://example.com', children: [text('here')] };
    expect(blocksText([{ type: 'paragraph', children: [text('Look '), link] }])).toBe(
      'Look here (https://example.com)'
    );
  });

  it.each([
    ['an empty list', []],
    ['a list of numbers', [1]],
    ['objects without children', [{ type: 'x' }]],
    ['text', 'text'],
  ])('is not taken for %s', (_, value) => {
    expect(isBlocks(value)).toBe(false);
  });
});
