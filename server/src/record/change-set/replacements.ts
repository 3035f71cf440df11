import type { Row } from '../../event';

/** A row before and after a transaction. */
export interface Pair {
  before: Row | null;
  after: Row | null;
}

/**
 * Publishing and discarding replace rows: the old one is deleted and a new one created. Both are
 * the same version of the same document in the same locale, so for a reader they are one changed
 * row.
 */
export function joinReplacements<Item extends Pair>(items: readonly Item[]): Item[] {
  const gone = new Map<string, Item>();
  for (const item of items) {
    const version = item.before && !item.after ? versionOf(item.before) : null;
    if (version) gone.set(version, item);
  }
  if (gone.size === 0) return [...items];

  const replaced = new Set<Item>();
  const joined = items.map((item) => {
    const version = item.after && !item.before ? versionOf(item.after) : null;
    const predecessor = version ? gone.get(version) : undefined;
    if (!predecessor) return item;
    replaced.add(predecessor);
    return { ...item, before: predecessor.before };
  });
  return joined.filter((item) => !replaced.has(item));
}

function versionOf(row: Row): string | null {
  if (typeof row.documentId !== 'string') return null;
  return [row.documentId, String(row.locale ?? ''), row.publishedAt ? 'published' : 'draft'].join(
    ' '
  );
}
