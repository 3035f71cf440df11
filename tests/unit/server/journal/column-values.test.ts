import { fromJson } from '../../../../server/src/journal/column-values';

describe('a JSON column', () => {
  it('is read from text and from what a driver already parsed', () => {
    expect(fromJson('{"a":1}')).toEqual({ a: 1 });
    expect(fromJson({ a: 1 })).toEqual({ a: 1 });
    expect(fromJson(null)).toBeNull();
  });

  it('keeps a text that a driver took out of its quotes', () => {
    expect(fromJson('refunded by phone')).toBe('refunded by phone');
  });
});
