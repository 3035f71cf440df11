import fc from 'fast-check';
import { keepErased } from '../../../../server/src/config';

const ERASED = '[erased]';

describe('the options after an erasure', () => {
  it('stay erased where nothing but the erased text differs', () => {
    const before = { hold: [{ query: `actor:${ERASED} after:2026` }], days: 90 };
    const now = { hold: [{ query: 'actor:anna@example.com after:2026' }], days: 90 };
    expect(keepErased(before, now, ERASED)).toEqual(before);
  });

  it('are those of the configuration where anything else differs', () => {
    const before = { hold: [{ query: `actor:${ERASED} after:2026` }], days: 90 };
    const now = { hold: [{ query: 'actor:anna@example.com after:2025' }], days: 30 };
    expect(keepErased(before, now, ERASED)).toEqual(now);
    expect(keepErased(null, now, ERASED)).toEqual(now);
    expect(keepErased({ hold: [] }, now, ERASED)).toEqual(now);
  });

  it('know a text by any parts that are left of it, and no other text', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 4 });
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 4 }), part, (parts, person) => {
        const erased = parts.join(ERASED);
        expect(keepErased(erased, parts.join(person), ERASED)).toBe(erased);
        expect(keepErased(erased, `x${parts.join(person)}`, ERASED)).toBe(
          parts[0] === '' ? erased : `x${parts.join(person)}`
        );
      })
    );
  });
});
