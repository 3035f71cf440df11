import { parseArgs } from 'node:util';
import { DATABASE_CLIENTS, type DatabaseClient } from '../helpers/app/databases';

export const PARTS = ['write', 'code', 'read', 'retention', 'export', 'bytes'] as const;
export type PartName = (typeof PARTS)[number];

export interface BenchOptions {
  parts: PartName[];
  /** How often each configuration has its turn. */
  alternations: number;
  /** Sizes of the log in the read part, the smallest first; the others take the largest. */
  events: number[];
  databases: DatabaseClient[];
  /** Tiny numbers, to see that everything runs; no time is judged. */
  short: boolean;
  /** Also write docs/benchmarks.md and docs/benchmarks/raw.json. */
  write: boolean;
}

const UNITS: Record<string, number> = { k: 1_000, m: 1_000_000 };
const FEWEST_EVENTS = 1_000;

const listed = (text: string): string[] => text.split(',').map((word) => word.trim());

/** @throws where the word is none of those */
function oneOf<Word extends string>(option: string, words: readonly Word[], word: string): Word {
  const found = words.find((one) => one === word);
  if (found) return found;
  throw new Error(`--${option} takes ${words.join(', ')}; "${word}" is none of them.`);
}

function readCount(option: string, text: string, least: number): number {
  const [, digits, unit] = /^(\d+)([km]?)$/i.exec(text) ?? [];
  const count = Number(digits) * (UNITS[unit?.toLowerCase() ?? ''] ?? 1);
  if (count >= least) return count;
  throw new Error(`--${option} takes whole numbers of ${least} or more (10k, 1m); got "${text}".`);
}

function readDatabases(text: string): DatabaseClient[] {
  if (text === 'all') return [...DATABASE_CLIENTS];
  return listed(text).map((word) => oneOf('database', DATABASE_CLIENTS, word));
}

/**
 * Understands the words after `npm run bench --`.
 *
 * @throws with a sentence that names the option and what it takes
 */
export function readOptions(words: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      only: { type: 'string' },
      alternations: { type: 'string' },
      events: { type: 'string' },
      database: { type: 'string', default: 'sqlite' },
      short: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const { short, write } = values;
  if (short && write) throw new Error('--write wants a whole run: leave out --short.');
  const events = listed(values.events ?? (short ? '1k,2k' : '10k,100k,1m'));
  return {
    parts: values.only ? listed(values.only).map((word) => oneOf('only', PARTS, word)) : [...PARTS],
    alternations: readCount('alternations', values.alternations ?? (short ? '1' : '5'), 1),
    events: events
      .map((word) => readCount('events', word, FEWEST_EVENTS))
      .sort((one, other) => one - other),
    databases: readDatabases(values.database),
    short,
    write,
  };
}
