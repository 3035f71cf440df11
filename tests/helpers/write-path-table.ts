import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { WritePath } from '../integration/write-paths/path';

const load = createRequire(__filename);
const FOLDER = join(__dirname, '../integration/write-paths');
const [OPEN, CLOSE] = ['<!-- table: write paths -->', '<!-- /table: write paths -->'];

export interface Topic {
  /** `graphql` for `graphql.paths.ts`. */
  name: string;
  paths: WritePath[];
}

/** Every write path that has a test, by the file it stands in. */
export function topics(): Topic[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.paths.ts'))
    .sort()
    .map((file) => {
      // Loaded by name, so that a new file of paths cannot be forgotten here.
      const lists = Object.values(load(join(FOLDER, file)) as Record<string, unknown>);
      const paths = lists.filter(Array.isArray).flat() as WritePath[];
      return { name: file.replace('.paths.ts', ''), paths };
    });
}

/** Topic, way and the events it leaves, as Markdown. */
export function writePathTable(): string {
  const rows = topics().flatMap(({ name, paths }) =>
    paths.map((path) => `| ${name} | ${cell(path.path)} | ${cell(eventsOf(path))} |`)
  );
  return ['| Topic | Way | Events |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The README with its table written anew. */
export function withWritePaths(readme: string): string {
  const [start, end] = [readme.indexOf(OPEN), readme.indexOf(CLOSE)];
  if (start < 0 || end < start) {
    throw new Error(`tests/integration/write-paths/README.md lacks the marker ${OPEN} … ${CLOSE}.`);
  }
  return `${readme.slice(0, start + OPEN.length)}\n\n${writePathTable()}\n\n${readme.slice(end)}`;
}

/** The actions in order, one that repeats with its number: `entry.publish ×3`. */
function eventsOf({ events }: WritePath): string {
  const actions = events(standIn('stage')).map((line) => textOf(line).split(' | ')[0] ?? '');
  const counts = new Map<string, number>();
  for (const action of actions) counts.set(action, (counts.get(action) ?? 0) + 1);
  const words = [...counts].map(([action, count]) =>
    count === 1 ? `\`${action}\`` : `\`${action}\` ×${count}`
  );
  return words.join(', ') || 'none';
}

/** A line may be given by its beginning alone: `expect.stringContaining(…)`. */
const textOf = (line: string | { sample?: string }): string =>
  typeof line === 'string' ? line : (line.sample ?? '');

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** Something of which every property, element and text can be asked: no path has run yet. */
function standIn(name: string): never {
  const target = () => name;
  return new Proxy(target, {
    get(_target, key) {
      if (key === Symbol.toPrimitive || key === 'toString') return () => `<${name}>`;
      if (key === Symbol.iterator) return manyOf(name);
      if (key === 'map' || key === 'flatMap') {
        return (make: (item: unknown) => unknown) => [make(standIn(name))].flat();
      }
      return standIn(String(key));
    },
    apply: () => standIn(name),
  }) as never;
}

const manyOf = (name: string) =>
  function* items() {
    for (;;) yield standIn(name);
  };
