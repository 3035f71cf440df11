import { isRecord, type DiffContext, type Snapshot } from './context';
import { normalized } from './equality';
import { linkKeysOf } from './references';

/** Deeper components count as alike; content does not nest so deep. */
const MAX_DEPTH = 8;
/** More words than this do not help to tell texts apart. */
const MAX_WORDS = 40;
const MAX_TEXT = 4_000;
const WORD = /[\p{L}\p{N}]+/gu;

/** The content of one component attribute: as a whole, and in words. */
interface Feature {
  whole: string;
  words: ReadonlySet<string>;
}

/** The filled attributes of a component. */
export type Features = ReadonlyMap<string, Feature>;

/**
 * The content of a component as text: equal for two components with the same content. Ids of
 * components are left out, since Strapi renews them; related rows and files are identified by
 * document id, because their rows differ between a draft and its publication.
 */
export function signatureOf(uid: string, snapshot: Snapshot, context: DiffContext): string {
  return JSON.stringify(contentOf(uid, snapshot, context, 0));
}

export function featuresOf(uid: string, snapshot: Snapshot, context: DiffContext): Features {
  const content = contentOf(uid, snapshot, context, 0);
  return new Map(
    content.map(([name, value]) => [
      name,
      { whole: JSON.stringify(value), words: new Set(wordsIn(value)) },
    ])
  );
}

/** From 0, nothing in common, to 1: every attribute filled in either has the same weight. */
export function likeness(one: Features, other: Features): number {
  const names = new Set([...one.keys(), ...other.keys()]);
  if (names.size === 0) return 1;
  let sum = 0;
  for (const name of names) {
    const [left, right] = [one.get(name), other.get(name)];
    if (left && right) sum += left.whole === right.whole ? 1 : overlap(left.words, right.words);
  }
  return sum / names.size;
}

/** The Dice coefficient: the share of words that both have. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size + other.size === 0) return 0;
  let common = 0;
  for (const word of one) if (other.has(word)) common += 1;
  return (2 * common) / (one.size + other.size);
}

type Content = [name: string, value: unknown][];

function contentOf(uid: string, snapshot: Snapshot, context: DiffContext, depth: number): Content {
  const attributes = context.getModel(uid)?.attributes ?? {};
  return Object.entries(attributes).flatMap(([name, attribute]): Content => {
    const value = snapshot[name];
    if (value === undefined || value === null || value === '') return [];
    switch (attribute.type) {
      case 'relation':
      case 'media':
        return filled(name, linkKeysOf(value));
      case 'component':
      case 'dynamiczone': {
        if (depth >= MAX_DEPTH) return [];
        const components = (Array.isArray(value) ? value : [value]).filter(isRecord);
        const contents = components.map((component) => {
          const type = attribute.component ?? String(component.__component);
          return {
            type,
            content: Object.fromEntries(contentOf(type, component, context, depth + 1)),
          };
        });
        return filled(name, contents);
      }
      default:
        return [[name, sorted(normalized(attribute.type, value))]];
    }
  });
}

const filled = (name: string, list: readonly unknown[]): Content =>
  list.length === 0 ? [] : [[name, list]];

/** JSON whose text does not depend on the order of its keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return typeof value === 'bigint' ? String(value) : value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])])
  );
}

function wordsIn(value: unknown): string[] {
  const words: string[] = [];
  collectWords(value, words);
  return words;
}

/** Values only: the keys of components are the same in all. */
function collectWords(value: unknown, words: string[]): void {
  if (words.length >= MAX_WORDS) return;
  if (isRecord(value) || Array.isArray(value)) {
    for (const inner of Object.values(value)) collectWords(inner, words);
    return;
  }
  const found = String(value).slice(0, MAX_TEXT).toLowerCase().match(WORD) ?? [];
  words.push(...found.slice(0, MAX_WORDS - words.length));
}
