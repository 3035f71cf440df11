import type { Reference } from '../contracts';
import type { RawChange } from '../event';
import { isRecord, type DiffContext, type Field, type Image, type Place } from './context';
import { matchComponents, type Item } from './match-components';
import { componentName, placeInList } from './places';
import { referenceTo } from './references';

/** Compares the fields of one component; passed in, because components hold components. */
export type DiffFields = (
  uid: string,
  place: Place,
  before: Image | null,
  after: Image | null
) => RawChange[];

/** A single component: one of a kind, so its id does not matter. */
export function diffComponent(field: Field, context: DiffContext, diff: DiffFields): RawChange[] {
  const { attribute, path, label, trail, before, after } = field;
  const uid = attribute.component;
  if (uid === undefined) return [];
  const [from, to] = [asImage(before), asImage(after)];
  const inner = diff(uid, { path, trail }, from, to);
  if ((from === null) === (to === null)) return inner;
  const reference = describe(uid, { ...(to ?? from) }, context);
  return [{ path, label, kind: 'component', [to ? 'added' : 'removed']: [reference] }, ...inner];
}

/**
 * Repeatable components and dynamic zones: what came, went and changed its position, and inside each
 * what differs.
 */
export function diffComponentList(
  field: Field,
  context: DiffContext,
  diff: DiffFields
): RawChange[] {
  const { attribute, path, label } = field;
  const itemsOf = (value: unknown): Item[] =>
    asImages(value).map((image, position) => {
      const type = typeof image.__component === 'string' ? image.__component : '';
      return { uid: attribute.component ?? type, image, position };
    });
  const { pairs, added, removed, moved } = matchComponents(
    itemsOf(field.before),
    itemsOf(field.after),
    context
  );

  const named = ({ uid, image, position }: Item) => ({
    ...describe(uid, image, context),
    position,
  });
  const lists = {
    added: added.map(named),
    removed: removed.map(named),
    moved: moved.map(({ before, after }) => ({ ...named(after), from: before.position })),
  };
  const filled = Object.entries(lists).filter(([, list]) => list.length > 0);
  const order: RawChange[] =
    filled.length === 0 ? [] : [{ path, label, kind: 'component', ...Object.fromEntries(filled) }];

  const at = ({ uid, position }: Item, isRemoved = false) =>
    placeInList(field, { uid, position, isRemoved }, context.getModel);
  return [
    ...order,
    ...pairs.flatMap(({ before, after }) => diff(after.uid, at(after), before.image, after.image)),
    ...added.flatMap((item) => diff(item.uid, at(item), null, item.image)),
    ...removed.flatMap((item) => diff(item.uid, at(item, true), item.image, null)),
  ];
}

/** Components seldom have a title: then they go by the name of their type. */
function describe(uid: string, image: Image, context: DiffContext): Reference {
  const reference = referenceTo(image, uid, context);
  return { ...reference, name: reference.name ?? componentName(uid, context.getModel) };
}

function asImage(value: unknown): Image | null {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return isRecord(one) ? one : null;
}

function asImages(value: unknown): Image[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter(isRecord);
}
