import type { GetModel } from '../event';
import type { Field, FieldLocation } from './context';
import { humanize } from './labels';

export const RESOURCE: FieldLocation = { path: '', trail: '' };

/** Path, label and trail of an attribute of the row at a location. */
export function fieldAt({ path, trail }: FieldLocation, name: string) {
  const words = humanize(name);
  return {
    path: path === '' ? name : `${path}.${name}`,
    label: trail === '' ? words : `${trail}: ${words}`,
    trail: trail === '' ? words : `${trail} › ${words}`,
  };
}

/** A component's display name, as the Content Manager shows it. */
export function componentName(uid: string, getModel: GetModel): string {
  return getModel(uid)?.info?.displayName ?? humanize(shortName(uid));
}

/**
 * The location of one component in a list. Position and type together: ids repeat between component
 * types, and publishing renews them. Positions are those after the change; for removed components
 * they are those before it and are marked so, because the two must not be confused.
 *
 * @param position counted from 0
 */
export function locationInList(
  { path, trail, attribute }: Field,
  { uid, position, isRemoved }: { uid: string; position: number; isRemoved: boolean },
  getModel: GetModel
): FieldLocation {
  const isZone = attribute.component === undefined;
  const type = isZone ? `:${shortName(uid)}` : '';
  const words = isZone ? ` · ${componentName(uid, getModel)}` : '';
  return {
    path: `${path}[${position}${type}${isRemoved ? ' removed' : ''}]`,
    trail: `${trail} ${position + 1}${words}`,
  };
}

/** `blocks.hero` → `hero`; without characters that have a meaning in paths. */
const shortName = (uid: string): string => (uid.split('.').at(-1) ?? uid).replace(/[.[\]]/g, '');
