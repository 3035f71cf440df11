import type { Reference } from '../contracts';
import type { RawChange } from '../event';
import {
  isRecord,
  type DiffContext,
  type Field,
  type Snapshot,
  type FieldLocation,
} from './context';
import { matchComponents, type Item } from './match-components';
import { componentName, locationInList } from './locations';
import { referenceTo } from './references';

/** Compares the fields of one component; passed in, because components contain components. */
export type DiffFields = (
  uid: string,
  location: FieldLocation,
  before: Snapshot | null,
  after: Snapshot | null
) => RawChange[];

/** A single component: there is only one, so its id does not matter. */
export function diffComponent(field: Field, context: DiffContext, diff: DiffFields): RawChange[] {
  const { attribute, path, label, trail, before, after } = field;
  const uid = attribute.component;
  if (uid === undefined) return [];
  const [from, to] = [asSnapshot(before), asSnapshot(after)];
  const inner = diff(uid, { path, trail }, from, to);
  if ((from === null) === (to === null)) return inner;
  const reference = describe(uid, { ...(to ?? from) }, context);
  return [{ path, label, kind: 'component', [to ? 'added' : 'removed']: [reference] }, ...inner];
}

/**
 * Repeatable components and dynamic zones: what was added, removed and moved, and the differences
 * inside each.
 */
export function diffComponentList(
  field: Field,
  context: DiffContext,
  diff: DiffFields
): RawChange[] {
  const { attribute, path, label } = field;
  const itemsOf = (value: unknown): Item[] =>
    asSnapshots(value).map((snapshot, position) => {
      const type = typeof snapshot.__component === 'string' ? snapshot.__component : '';
      return { uid: attribute.component ?? type, snapshot, position };
    });
  const { pairs, added, removed, moved } = matchComponents(
    itemsOf(field.before),
    itemsOf(field.after),
    context
  );

  const named = ({ uid, snapshot, position }: Item) => ({
    ...describe(uid, snapshot, context),
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
    locationInList(field, { uid, position, isRemoved }, context.getModel);
  return [
    ...order,
    ...pairs.flatMap(({ before, after }) =>
      diff(after.uid, at(after), before.snapshot, after.snapshot)
    ),
    ...added.flatMap((item) => diff(item.uid, at(item), null, item.snapshot)),
    ...removed.flatMap((item) => diff(item.uid, at(item, true), item.snapshot, null)),
  ];
}

/** Components seldom have a title: then the name of their type is used. */
function describe(uid: string, snapshot: Snapshot, context: DiffContext): Reference {
  const reference = referenceTo(snapshot, uid, context);
  return { ...reference, name: reference.name ?? componentName(uid, context.getModel) };
}

function asSnapshot(value: unknown): Snapshot | null {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return isRecord(one) ? one : null;
}

function asSnapshots(value: unknown): Snapshot[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter(isRecord);
}
