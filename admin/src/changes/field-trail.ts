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

/** What holds a field, and the field: `Sections 3 · Hero › Links 2: Label`. */
const HOLDER = /^(.+?): (.+)$/su;

/**
 * The names that lead to a field, outermost first: "Sections 3 · Hero", "Links 2", "Label". The
 * label holds them for a field of a component.
 */
export function fieldTrail(change: Change, changes: readonly Change[]): string[] {
  const [, holders, field] = change.path.includes('.') ? (HOLDER.exec(change.label) ?? []) : [];
  return holders && field ? [...holders.split(' › '), field] : trailOfPath(change, changes);
}

/**
 * The same from the path: for keys inside JSON, and for events of version 0.1.0, whose paths hold
 * ids of components (`links[3].label`) and whose labels are those of the field alone. The other
 * changes of the event know what the lists and components on the way are called.
 */
function trailOfPath(change: Change, changes: readonly Change[]): string[] {
  const steps = change.path.match(/[^.[\]]+|\[[^\]]*\]/g) ?? [];
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
