/** A value that must be stored nowhere, and where it was planted. */
export interface Canary {
  value: string;
  /** How it travelled: `json`, `form`, `graphql`, `code` … */
  encoding: string;
  /** What it was there: `unknown key: number in a list`. */
  position: string;
  /** `POST /api/articles`, or what code called. */
  route: string;
}

/** Makes canaries of one request. */
export interface Mint {
  /** A word of twelve letters that no rule for shapes can know. */
  word(position: string): string;
  /** A number of nine digits. */
  number(position: string): number;
  /** What looks like an e-mail, and is private. */
  email(position: string): string;
  /** Strapi takes it for a good password. */
  password(position: string): string;
  /** 64 hexadecimal digits. */
  hex(position: string): string;
  /** A number from 0 on, below the bound; no canary. */
  draw(bound: number): number;
  /** Of so many, in the order they had. */
  sample<Item>(items: readonly Item[], count: number): Item[];
}

export interface Mints {
  canaries: ReadonlyMap<string, Canary>;
  for(encoding: string, route: string): Mint;
}

const WORD_LENGTH = 12;
const HEX_LENGTH = 64;
const CONSONANTS = 'bdfghklmnprstvz';
const VOWELS = 'aeiou';

/** Finds what any canary looks like; each is then looked up. */
export const CANARY_PATTERN = new RegExp(
  `velo[a-z]{${WORD_LENGTH - 4}}|(?<!\\d)71\\d{7}(?!\\d)|c0ffee[0-9a-f]{${HEX_LENGTH - 6}}`,
  'gi'
);

/** Pseudo-random numbers from a seed (mulberry32). */
export function seeded(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}

export function createMints(seed: number): Mints {
  const draw = seeded(seed);
  const canaries = new Map<string, Canary>();
  const letter = (alphabet: string) => alphabet[draw(alphabet.length)]!;
  const times = (count: number, make: () => string) => Array.from({ length: count }, make).join('');
  const makers = {
    word: () => `velo${times((WORD_LENGTH - 4) / 2, () => letter(CONSONANTS) + letter(VOWELS))}`,
    number: () => `71${String(draw(10_000_000)).padStart(7, '0')}`,
    hex: () => `c0ffee${times(HEX_LENGTH - 6, () => letter('0123456789abcdef'))}`,
  };

  return {
    canaries,
    for(encoding, route) {
      const plant = (kind: keyof typeof makers, position: string): string => {
        let value = makers[kind]();
        while (canaries.has(value)) value = makers[kind]();
        canaries.set(value, { value, encoding, position, route });
        return value;
      };
      return {
        word: (position) => plant('word', position),
        number: (position) => Number(plant('number', position)),
        email: (position) => `${plant('word', position)}@example.com`,
        password: (position) => `V${plant('word', position).slice(1)}1`,
        hex: (position) => plant('hex', position),
        draw,
        sample(items, count) {
          const left = items.map((item, index) => ({ item, index }));
          while (left.length > count) left.splice(draw(left.length), 1);
          return left.map(({ item }) => item);
        },
      };
    },
  };
}
