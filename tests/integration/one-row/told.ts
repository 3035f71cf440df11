import { dequal } from 'dequal';
import type { Change } from '../../../server/src/contracts';
import type { Image, Outcome } from './perform';

type Component = { id: number } & Record<string, unknown>;

/**
 * Holds the events of one transaction against the row before and after it: everything that differs
 * is told, with what it was and what it is, and nothing else.
 * @returns what is not so, in sentences
 */
export function problemsOf({ program, error, before, after, events }: Outcome): string[] {
  if (error !== null) {
    const untouched = dequal(before, after) && events.length === 0;
    return untouched ? [] : [`${error}, yet something changed: ${program}`];
  }
  const changes = events.flatMap((event) => event.changes);
  const found = [
    ...(events.length > 1 ? [`${events.length} events of one row`] : []),
    ...(events.some(({ action }) => action !== 'entry.update') ? ['another action'] : []),
    ...valueProblems(before, after, changes),
    ...referenceProblems('author', listOf(before.author), listOf(after.author), changes),
    ...referenceProblems('related', before.related, after.related, changes),
    ...componentProblems('links', before.links, after.links, changes),
    ...componentProblems('seo', listOf(before.seo), listOf(after.seo), changes),
    ...componentProblems('sections', before.sections, after.sections, changes),
  ];
  return found.map((problem) => `${problem}: ${JSON.stringify(changes)} of ${program}`);
}

const listOf = <Item>(item: Item | null): Item[] => (item === null ? [] : [item]);

const at = (changes: readonly Change[], name: string): Change[] =>
  changes.filter(({ path }) => path === name || new RegExp(`^${name}[.[]`).test(path));

function valueProblems(before: Image, after: Image, changes: readonly Change[]): string[] {
  return Object.keys(before.values).flatMap((name) => {
    const [from, to] = [before.values[name], after.values[name]];
    const told = at(changes, name);
    if (dequal(from, to)) return told.length > 0 ? [`${name} did not change`] : [];
    const isTold = told.every((change) => {
      const inner = change.path.split('.').slice(1);
      return (
        dequal(change.before ?? null, inside(from, inner)) &&
        dequal(change.after ?? null, inside(to, inner))
      );
    });
    return isTold && told.length > 0
      ? []
      : [`${name} went from ${JSON.stringify(from)} to ${JSON.stringify(to)}`];
  });
}

const inside = (value: unknown, path: readonly string[]): unknown =>
  path.reduce((inner, key) => (inner as Record<string, unknown> | null)?.[key], value) ?? null;

function referenceProblems(
  name: string,
  before: readonly string[],
  after: readonly string[],
  changes: readonly Change[]
): string[] {
  const told = at(changes, name);
  const idsOf = (list: 'added' | 'removed') =>
    told.flatMap((change) => change[list] ?? []).map(({ documentId }) => documentId);
  const added = after.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !after.includes(id));
  const isTold =
    dequal(idsOf('added').sort(), added.sort()) && dequal(idsOf('removed').sort(), removed.sort());
  return isTold ? [] : [`${name} lost ${removed.join()} and got ${added.join()}`];
}

/** Components of the same row are compared; those that came or went must be told somehow. */
function componentProblems(
  name: string,
  before: readonly Component[],
  after: readonly Component[],
  changes: readonly Change[]
): string[] {
  const told = at(changes, name);
  const isSame = dequal(before.map(contentOf), after.map(contentOf));
  if (isSame) return [];
  if (told.length === 0) return [`${name} changed, and it is not told`];
  const text = JSON.stringify(told);
  const missing = after.flatMap((component) => {
    const was = before.find(({ id }) => id === component.id);
    if (!was || dequal(was, component)) return [];
    return [...contentOf(was), ...contentOf(component)].filter(
      (value) => !text.includes(JSON.stringify(value))
    );
  });
  return missing.length > 0 ? [`${name} lacks ${missing.join(', ')}`] : [];
}

const contentOf = ({ id: _, ...content }: Component): unknown[] => Object.values(content);
