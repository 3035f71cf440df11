import type { Reference } from '../contracts';
import type { RawChange } from '../event';
import { isRecord, type DiffContext, type Field, type Image } from './context';
import { matchLists, type KeyOf } from './match-lists';
import { referenceTo } from './references';

/** Compares the fields of one component; passed in, because components hold components. */
export type DiffFields = (
  uid: string,
  path: string,
  before: Image | null,
  after: Image | null
) => RawChange[];

/** A single component: one of a kind, so its id does not matter. */
export function diffComponent(field: Field, context: DiffContext, diff: DiffFields): RawChange[] {
  const { attribute, path, label, before, after } = field;
  const uid = attribute.component;
  if (uid === undefined) return [];
  const [from, to] = [asImage(before), asImage(after)];
  const inner = diff(uid, path, from, to);
  if ((from === null) === (to === null)) return inner;
  const reference = referenceTo({ ...(to ?? from) }, uid, context);
  return [{ path, label, kind: 'component', [to ? 'added' : 'removed']: [reference] }, ...inner];
}

/**
 * Repeatable components and dynamic zones: what came, went and changed its place, and inside each
 * what differs. Writers that send no ids make Strapi replace every row; then equal content, or else
 * equal place, tells which is which.
 */
export function diffComponentList(
  field: Field,
  context: DiffContext,
  diff: DiffFields
): RawChange[] {
  const { attribute, path, label } = field;
  const uidOf = (image: Image) =>
    attribute.component ?? (typeof image.__component === 'string' ? image.__component : '');
  const byId: KeyOf<Image> = (image) => `${uidOf(image)}:${String(image.id)}`;
  const byContent: KeyOf<Image> = (image) => contentKey(uidOf(image), image);
  const byPlace: KeyOf<Image> = (image, index) => `${uidOf(image)}:${index}`;

  const [from, to] = [asImages(field.before), asImages(field.after)];
  const ids = new Set(from.map(byId));
  const keepsIds =
    context.matchComponentsBy === 'id' && to.some((image, n) => ids.has(byId(image, n)));
  const match = matchLists(from, to, keepsIds ? [byId, byContent] : [byContent, byPlace]);
  const describe = (image: Image): Reference => referenceTo(image, uidOf(image), context);
  const lists = {
    added: match.added.map(describe),
    removed: match.removed.map(describe),
    moved: match.moved.map(describe),
  };
  const filled = Object.entries(lists).filter(([, list]) => list.length > 0);
  const order: RawChange[] =
    filled.length === 0 ? [] : [{ path, label, kind: 'component', ...Object.fromEntries(filled) }];
  const at = (image: Image) => `${path}[${String(image.id ?? to.indexOf(image))}]`;
  return [
    ...order,
    ...match.pairs.flatMap((pair) =>
      diff(uidOf(pair.after), at(pair.after), pair.before, pair.after)
    ),
    ...match.added.flatMap((image) => diff(uidOf(image), at(image), null, image)),
    ...match.removed.flatMap((image) => diff(uidOf(image), at(image), image, null)),
  ];
}

function asImage(value: unknown): Image | null {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return isRecord(one) ? one : null;
}

function asImages(value: unknown): Image[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter(isRecord);
}

/** The content without the ids of components, which differ between a draft and its publication. */
function contentKey(uid: string, image: Image): string | undefined {
  try {
    return `${uid}:${JSON.stringify(image, (key, value: unknown) => (key === 'id' ? undefined : value))}`;
  } catch {
    return undefined;
  }
}
