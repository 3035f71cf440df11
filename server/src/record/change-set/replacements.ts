import type { Row } from '../../event';
import type { DocumentOperation } from '../operation';

/** A row before and after a transaction. */
export interface Pair {
  before: Row | null;
  after: Row | null;
  /** The action that created the row, if `before` is null. */
  operation: DocumentOperation | undefined;
  /** The action that deleted it. */
  goneIn: DocumentOperation | undefined;
}

/**
 * Publishing and discarding replace rows: one action deletes the old one, creates a new one and passes
 * the links to it on. Both are the same version of the same document in the same locale, so for a
 * reader they are one changed row. A row that one action deleted and another created again is not:
 * its links are lost, and only a deletion shows that.
 *
 * @param rows all that the transaction wrote, also those that it both created and deleted
 * @returns those that others can see, without the ones that were replaced
 */
export function joinReplacements<Item extends Pair>(rows: readonly Item[]): Item[] {
  const items = rows.filter(({ before, after }) => before !== null || after !== null);
  const gone = new Map<string, Item>();
  for (const item of items) {
    const version = item.before && !item.after && item.goneIn ? versionOf(item.before) : null;
    if (version) gone.set(version, item);
  }
  const originOf = origins(rows);
  if (gone.size === 0) return items.map(originOf);

  const leadsTo = successions(rows);
  const replaced = new Set<Item>();
  const joined = items.map((item) => {
    const version = item.after && !item.before ? versionOf(item.after) : null;
    const predecessor = version ? gone.get(version) : undefined;
    if (!predecessor || !leadsTo(predecessor.goneIn, item.operation)) return item;
    replaced.add(predecessor);
    return { ...item, before: predecessor.before };
  });
  return joined.filter((item) => !replaced.has(item)).map(originOf);
}

/**
 * Gives a new row the action that made it, where later ones only replaced it: a copy that is published
 * and discarded is a copy.
 */
function origins(rows: readonly Pair[]) {
  const made = new Map<Pair['goneIn'], Pair['operation']>();
  for (const { before, after, operation, goneIn } of rows) {
    if (!before && !after && operation && goneIn) made.set(goneIn, operation);
  }
  return <Item extends Pair>(item: Item): Item => {
    const passed = new Set<Pair['operation']>();
    let { operation } = item;
    while (!item.before && made.has(operation) && !passed.has(operation)) {
      passed.add(operation);
      operation = made.get(operation);
    }
    return operation === item.operation ? item : { ...item, operation };
  };
}

/** Whether the second action created the row in place of the one that the first deleted, or of its successor. */
function successions(rows: readonly Pair[]) {
  const next = new Map<Pair['goneIn'], Pair['goneIn'][]>();
  for (const { before, after, operation, goneIn } of rows) {
    if (before || after || !operation || !goneIn) continue;
    next.set(operation, [...(next.get(operation) ?? []), goneIn]);
  }
  return (from: Pair['goneIn'], to: Pair['operation']): boolean => {
    const reached = new Set([from]);
    // A set goes on to what is added to it meanwhile.
    for (const one of reached) for (const later of next.get(one) ?? []) reached.add(later);
    return to !== undefined && reached.has(to);
  };
}

function versionOf(row: Row): string | null {
  if (typeof row.documentId !== 'string') return null;
  return [row.documentId, String(row.locale ?? ''), row.publishedAt ? 'published' : 'draft'].join(
    ' '
  );
}
