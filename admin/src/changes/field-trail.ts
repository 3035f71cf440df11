import type { Change } from '../../../server/src/contracts';

/** `metaTitle` → "Meta title", as the server labels fields. */
const humanize = (name: string): string => {
  const words = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function componentName(path: string, id: string, changes: readonly Change[]): string {
  const list = changes.find((change) => change.path === path);
  const references = [list?.added, list?.removed, list?.moved].flatMap((part) => part ?? []);
  return references.find((reference) => reference.id === id)?.name || `#${id}`;
}

/**
 * The names that lead to a field, outermost first: `links[3].label` → "Links", "Map", "Label".
 * The other changes of the event know what the lists and components on the way are called.
 */
export function fieldTrail(change: Change, changes: readonly Change[]): string[] {
  // The label says which version of an entry `[published].title` is of.
  const inside = change.path.replace(/^\[[^\]]*\]\./, '');
  const steps = inside.match(/[^.[\]]+|\[[^\]]*\]/g) ?? [];
  let path = '';
  return steps.map((step, index) => {
    const parent = path;
    const isComponent = step.startsWith('[');
    path = isComponent || !parent ? `${parent}${step}` : `${parent}.${step}`;
    if (index === steps.length - 1 && !isComponent) return change.label;
    if (isComponent) return componentName(parent, step.slice(1, -1), changes);
    return changes.find((other) => other.path === path)?.label ?? humanize(step);
  });
}
