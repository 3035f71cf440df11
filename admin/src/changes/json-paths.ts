import type { Json } from '../../../server/src/contracts';

/** One place inside a JSON value that differs; a side is absent where the place did not exist. */
export interface PathChange {
  path: string;
  before?: Json;
  after?: Json;
}

type Container = Json[] | { [key: string]: Json };

/** More differences than this read better as two whole values. */
const MAX_PATHS = 60;
const MAX_DEPTH = 30;

export const isContainer = (value: Json | undefined): value is Container =>
  typeof value === 'object' && value !== null;

const childOf = (container: Container, key: string): Json | undefined =>
  Object.hasOwn(container, key) ? (container as Record<string, Json>)[key] : undefined;

/** A key as it is written in a path: `a.b`, `a[3]`, `a["odd.key"]`. */
function step(parent: string, key: string, isList: boolean): string {
  if (isList) return `${parent}[${key}]`;
  if (!/^[\w$-]+$/.test(key)) return `${parent}[${JSON.stringify(key)}]`;
  return parent ? `${parent}.${key}` : key;
}

function collect(change: PathChange, depth: number, found: PathChange[]): void {
  const { path, before, after } = change;
  if (before === after || found.length > MAX_PATHS) return;
  const isSameKind =
    isContainer(before) && isContainer(after) && Array.isArray(before) === Array.isArray(after);
  if (!isSameKind || depth > MAX_DEPTH) {
    if (JSON.stringify(before) !== JSON.stringify(after)) found.push(change);
    return;
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const key of keys) {
    const child: PathChange = { path: step(path, key, Array.isArray(before)) };
    const [from, to] = [childOf(before, key), childOf(after, key)];
    if (from !== undefined) child.before = from;
    if (to !== undefined) child.after = to;
    collect(child, depth + 1, found);
  }
}

/** The places where two JSON values differ; null where they are too many to read. */
export function jsonPaths(before: Json, after: Json): PathChange[] | null {
  const found: PathChange[] = [];
  collect({ path: '', before, after }, 0, found);
  return found.length > MAX_PATHS ? null : found;
}
