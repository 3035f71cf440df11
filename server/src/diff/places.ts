import type { GetModel } from '../event';
import type { Field, Place } from './context';
import { humanize } from './labels';

export const RESOURCE: Place = { path: '', trail: '' };

/** Path, label and trail of an attribute of the row at a place. */
export function fieldAt({ path, trail }: Place, name: string) {
  const words = humanize(name);
  return {
    path: path === '' ? name : `${path}.${name}`,
    label: trail === '' ? words : `${trail}: ${words}`,
    trail: trail === '' ? words : `${trail} › ${words}`,
  };
}

/** What a component is called: its display name, as the Content Manager shows it. */
export function componentName(uid: string, getModel: GetModel): string {
  return getModel(uid)?.info?.displayName ?? humanize(shortName(uid));
}

/**
 * The place of one component of a list. Position and type together: ids repeat between component
 * types, and publishing renews them. Positions are those after the change, and those before it for
 * what was removed, which says so: the two must not be mistaken for one another.
 *
 * @param position counted from 0
 */
export function placeInList(
  { path, trail, attribute }: Field,
  { uid, position, isRemoved }: { uid: string; position: number; isRemoved: boolean },
  getModel: GetModel
): Place {
  const isZone = attribute.component === undefined;
  const type = isZone ? `:${shortName(uid)}` : '';
  const words = isZone ? ` · ${componentName(uid, getModel)}` : '';
  return {
    path: `${path}[${position}${type}${isRemoved ? ' removed' : ''}]`,
    trail: `${trail} ${position + 1}${words}`,
  };
}

/** `blocks.hero` → `hero`; without what a path would take for its own. */
const shortName = (uid: string): string => (uid.split('.').at(-1) ?? uid).replace(/[.[\]]/g, '');
