import { presentChange } from '../../../../admin/src/changes/presentation';
import type { Change } from '../../../../server/src/contracts';

const change = (part: Partial<Change>): Change => ({
  path: 'body',
  label: 'Body',
  kind: 'value',
  ...part,
});
const paragraph = (text: string, marks: object = {}) => ({
  type: 'paragraph',
  children: [{ type: 'text', text, ...marks }],
});

describe('how a change is shown', () => {
  it('says of a secret only that it changed', () => {
    expect(presentChange(change({ hidden: true, before: 'a', after: 'b' }))).toEqual({
      as: 'hidden',
    });
  });

  it('leaves relations to their lists', () => {
    const added = [{ id: '1', name: 'Grace' }];
    expect(presentChange(change({ kind: 'relation', added }))).toEqual({ as: 'references' });
  });

  it('compares two texts by words', () => {
    expect(presentChange(change({ before: 'red car', after: 'blue car' }))).toMatchObject({
      as: 'words',
      marked: { before: [{ text: 'red', changed: true }, { text: ' car' }] },
    });
  });

  it('compares rich text by its words', () => {
    expect(
      presentChange(
        change({ before: [paragraph('It stood there.')], after: [paragraph('It stands there.')] })
      )
    ).toMatchObject({
      as: 'words',
      marked: { after: [{ text: 'It ' }, { text: 'stands', changed: true }, { text: ' there.' }] },
    });
  });

  it('names the place where only the formatting of rich text differs', () => {
    expect(
      presentChange(
        change({ before: [paragraph('Light')], after: [paragraph('Light', { bold: true })] })
      )
    ).toEqual({ as: 'paths', paths: [{ path: '[0].children[0].bold', after: true }] });
  });

  it('compares JSON by path', () => {
    expect(
      presentChange(
        change({ before: { a: { b: 1, c: 2 } }, after: { a: { b: 3, c: 2 }, 'd.e': [] } })
      )
    ).toEqual({
      as: 'paths',
      paths: [
        { path: 'a.b', before: 1, after: 3 },
        { path: '["d.e"]', after: [] },
      ],
    });
  });

  it('shows JSON whole where too much of it differs', () => {
    const list = (start: number) => Array.from({ length: 100 }, (_, n) => start + n);
    expect(presentChange(change({ before: list(0), after: list(1_000) })).as).toBe('sides');
  });

  it('shows whole values where a side did not exist', () => {
    const shown = presentChange(change({ after: [paragraph('New')] }));
    expect(shown).toEqual({ as: 'sides', before: undefined, after: 'New' });
  });

  it('keeps numbers and truth values as they are', () => {
    const shown = presentChange(change({ before: 1, after: false }));
    expect(shown).toEqual({ as: 'sides', before: 1, after: false });
  });
});
