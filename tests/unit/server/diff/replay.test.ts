import fc from 'fast-check';
import type { RawChange } from '../../../../server/src/event';
import { differ } from './fixtures';

const diff = differ({
  title: { type: 'string' },
  body: { type: 'text' },
  count: { type: 'integer' },
  price: { type: 'decimal' },
  flag: { type: 'boolean' },
  at: { type: 'datetime' },
  settings: { type: 'json' },
  blocks: { type: 'blocks' },
});

// A text that is itself JSON is the same as what it says, by design.
const json: fc.Arbitrary<unknown> = fc
  .jsonValue({ maxDepth: 4 })
  .filter((value) => typeof value !== 'string' || !/^\s*[[{]/.test(value));
const row = fc
  .record({
    title: fc.option(fc.string()),
    body: fc.option(fc.string()),
    count: fc.option(fc.integer()),
    price: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    flag: fc.option(fc.boolean()),
    at: fc.option(fc.date({ noInvalidDate: true }).map((date) => date.toISOString())),
    settings: fc.oneof(json, fc.dictionary(fc.constantFrom('a', 'b', 'c'), json)),
    blocks: fc.array(fc.record({ type: fc.constant('paragraph'), text: fc.string() })),
  })
  .map((one) => JSON.parse(JSON.stringify(one)) as typeof one);

describe('the changes of a row', () => {
  it('lead from before to after', () => {
    fc.assert(
      fc.property(row, row, (before, after) => {
        const changes = diff(before, after);
        expect(apply(before, changes)).toEqual(after);
      }),
      { numRuns: 1000 }
    );
  });

  it('are none between a row and its copy', () => {
    fc.assert(
      fc.property(row, (one) => {
        expect(diff(one, JSON.parse(JSON.stringify(one)) as typeof one)).toEqual([]);
      })
    );
  });

  it('are, from nothing, all values that are not empty', () => {
    fc.assert(
      fc.property(row, (one) => {
        for (const change of diff(null, one)) expect(change).not.toHaveProperty('before');
        expect(diff(null, one).map(({ path }) => path)).toEqual(
          Object.entries(one)
            .filter(([, value]) => !isNothing(value))
            .map(([name]) => name)
            .sort(bySchema)
        );
      })
    );
  });
});

function apply(before: Record<string, unknown>, changes: RawChange[]): unknown {
  const result = JSON.parse(JSON.stringify(before)) as Record<string, unknown>;
  // From the end, so that removing an item does not renumber those still to come.
  for (const change of [...changes].reverse()) set(result, change.path.split('.'), change);
  return result;
}

function set(
  target: Record<string, unknown>,
  [key = '', ...rest]: string[],
  change: RawChange
): void {
  if (rest.length > 0) return set(target[key] as Record<string, unknown>, rest, change);
  if ('after' in change) {
    // An assignment would take a key `__proto__`, which JSON may well have, for something else.
    const value = { value: change.after, enumerable: true, configurable: true, writable: true };
    Object.defineProperty(target, key, value);
  } else if (Array.isArray(target)) target.splice(Number(key), 1);
  else delete target[key];
}

const ORDER = ['title', 'body', 'count', 'price', 'flag', 'at', 'settings', 'blocks'];
const bySchema = (a: string, b: string) => ORDER.indexOf(a) - ORDER.indexOf(b);

function isNothing(value: unknown): boolean {
  return (
    value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)
  );
}
