import fc from 'fast-check';
import {
  fromAnyJson,
  fromJson,
  fromJsonText,
  toJson,
} from '../../../../server/src/journal/column-values';

/** Texts that are JSON themselves, among any other value. */
const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('123', 'null', 'true', '"x"', '[1]', '{"a":1}', '1e5', '-0', '', ' ', '[', 'NaN'),
  fc.jsonValue().map((value) => JSON.stringify(value))
);

describe('a JSON column', () => {
  it('is read from text and from what a driver already parsed', () => {
    expect(fromJson('{"a":1}')).toEqual({ a: 1 });
    expect(fromJson({ a: 1 })).toEqual({ a: 1 });
    expect(fromJson(null)).toBeNull();
  });

  it('gives back any value once, from a driver that parses and from one that does not', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const stored = toJson(value);
        const expected = stored === null ? null : (JSON.parse(stored) as unknown);
        const byDriver = stored === null ? null : (JSON.parse(stored) as unknown);
        expect(fromAnyJson(stored, '[]')).toEqual(expected);
        expect(fromAnyJson(byDriver, [])).toEqual(expected);
        expect(fromJsonText(stored)).toEqual(expected);
      })
    );
  });

  it('shows what other code wrote and is no JSON as it is', () => {
    expect(fromJsonText('refunded by phone')).toBe('refunded by phone');
    expect(fromAnyJson('refunded by phone', '[]')).toBe('refunded by phone');
  });
});
