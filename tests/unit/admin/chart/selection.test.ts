import {
  endsOf,
  isSelected,
  moveSelection,
  startSelection,
  type Selection,
} from '../../../../admin/src/pages/AuditLogsPage/chart/selection';

const at = (anchor: number, head = anchor): Selection => ({ anchor, head });
const press = (from: Selection | null, key: string, shift = false, count = 30) =>
  moveSelection(from, { key, extends: shift }, count);

describe('a choice of bars by keyboard', () => {
  it('begins at the newest, where there is one', () => {
    expect(startSelection(30)).toEqual(at(29));
    expect(startSelection(0)).toBeNull();
    expect(press(null, 'ArrowLeft')).toEqual(at(28));
    expect(press(null, 'ArrowLeft', false, 0)).toBeNull();
  });

  it.each<[string, Selection]>([
    ['ArrowLeft', at(14)],
    ['ArrowRight', at(16)],
    ['PageDown', at(5)],
    ['PageUp', at(25)],
    ['Home', at(0)],
    ['End', at(29)],
  ])('goes with %s from the sixteenth to %j', (key, expected) => {
    expect(press(at(15), key)).toEqual(expected);
  });

  it('extends with Shift, in either direction, and lets go without', () => {
    const two = press(at(15), 'ArrowLeft', true);
    expect(two).toEqual(at(15, 14));
    expect(press(two, 'End', true)).toEqual(at(15, 29));
    expect(press(two, 'ArrowLeft')).toEqual(at(13));
  });

  it('stops at the ends', () => {
    expect(press(at(0), 'ArrowLeft')).toEqual(at(0));
    expect(press(at(29), 'PageUp', true)).toEqual(at(29));
  });

  it('leaves other keys alone', () => {
    expect(press(at(15), 'a')).toBeNull();
    expect(press(at(15), 'Tab')).toBeNull();
  });

  it('holds all bars between its ends, whichever came first', () => {
    expect(endsOf(at(9, 4))).toEqual([4, 9]);
    expect([3, 4, 9, 10].map((place) => isSelected(at(9, 4), place))).toEqual([
      ...[false, true, true, false],
    ]);
    expect(isSelected(null, 0)).toBe(false);
  });
});
