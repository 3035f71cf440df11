import { withoutClaimsOf } from '../../../../../server/src/upkeep/erasure/claims';
import { createTextEraser } from '../../../../../server/src/upkeep/erasure/texts';

const NAMES = ['kim@example.com', 'Kim Lee', '4917012345'];
const eraser = createTextEraser(NAMES);

const AROUND = [
  '',
  ' ',
  '\n',
  '\t',
  '\r\n',
  '\b',
  '\f',
  '"',
  "'",
  '(',
  '<',
  ':',
  '/',
  '\\',
  '€',
  '\u0001',
];
const PLACES = AROUND.flatMap((before) => AROUND.map((after) => [before, after] as const));

describe.each(NAMES)('%s', (name) => {
  const texts = PLACES.map(([before, after]) => `${before}${name}${after}`);

  it('goes from texts, whatever stands around it', () => {
    for (const text of texts) expect([text, eraser.text(text)]).not.toEqual([text, text]);
  });

  it('goes from JSON, and from JSON inside JSON, which stay JSON', () => {
    for (const text of texts) {
      for (const json of [JSON.stringify({ a: [text] }), JSON.stringify(JSON.stringify([text]))]) {
        const left = eraser.json(json);
        expect(left).not.toContain(name);
        expect(left).toContain('[erased]');
        JSON.parse(left);
      }
    }
  });

  it('goes from addresses and forms', () => {
    for (const [before, after] of PLACES) {
      const encoded = encodeURIComponent(`${before}${name}${after}`);
      for (const text of [encoded, encoded.replaceAll('%20', '+')]) {
        expect(eraser.text(`/search?q=${text}&page=1`)).toContain('[erased]');
      }
    }
  });

  it.each(['a', 'Z', '7', 'é', '_', '-'])('stays within a word that goes on with %j', (letter) => {
    const inside = `${letter}${name}${letter}`;
    expect(eraser.text(inside)).toBe(inside);
    expect(eraser.json(JSON.stringify([inside]))).toBe(JSON.stringify([inside]));
  });
});

it('goes from the numbers and names of JSON', () => {
  expect(eraser.json('{"phone":4917012345,"4917012345":1,"other":49170123456}')).toBe(
    '{"phone":"[erased]","[erased]":1,"other":49170123456}'
  );
});

it('leaves JSON as it was written where nothing goes', () => {
  expect(eraser.json('{ "a" : 1.0 }')).toBe('{ "a" : 1.0 }');
});

describe('a row that stands for the failures of many', () => {
  const folded = (accounts: object[]) => JSON.stringify({ folded: { accounts } });
  const OTHER = {
    type: 'admin-user',
    id: '9',
    email: 'bo@example.com',
    ip: '198.51.100.2',
    count: 2,
  };
  const after = (accounts: object[]) => {
    const before = folded(accounts);
    const payload = eraser.json(before);
    const left = withoutClaimsOf(
      { before, payload },
      [{ type: 'admin-user', id: '7' }],
      [NAMES[0]!]
    );
    return JSON.parse(left.payload ?? payload).folded.accounts;
  };

  it.each([
    [{ type: 'admin-user', id: '7', email: 'kim@example.com', ip: '203.0.113.9', count: 3 }],
    [{ type: 'admin-user', id: '7', ip: '203.0.113.9', count: 3 }],
    [{ email: 'Kim@Example.com', ip: '203.0.113.9', count: 3 }],
  ])('keeps of %j how many there were, and whose', (account) => {
    const [own, other] = after([account, OTHER]);
    expect(JSON.stringify(own)).not.toMatch(/kim|203\.0/i);
    expect(own.count).toBe(3);
    expect(other).toEqual(OTHER);
  });

  it('keeps the address of an account of the other type with the same e-mail', () => {
    const namesake = {
      type: 'end-user',
      id: '7',
      email: 'kim@example.com',
      ip: '192.0.2.1',
      count: 1,
    };
    expect(after([namesake])).toEqual([{ ...namesake, email: '[erased]' }]);
  });
});
