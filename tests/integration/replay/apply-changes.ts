import type { Change, Reference } from '../../../server/src/contracts';
import { CORE_STORE } from './inside/tables';
import { isSame, isLeftOut } from './left-out';
import { isSameLink, linkOf, targetOf } from './links';
import type { AttributeShape, Component, Link, Schemas, Values } from './shapes';

/** Where a change leads: the values that hold the attribute, and the path inside of its JSON. */
interface Holder {
  values: Values;
  name: string;
  shape: AttributeShape;
  json: string[];
}

/** What one event took away, by its path: its own values are told after that it went. */
type Gone = Map<string, Component>;

export interface Row {
  uid: string;
  values: Values;
}

/** What the changes are applied against. */
export interface ReplayContext {
  schemas: Schemas;
  /** Whether `before` may still hold a link to this row, though an earlier event removed the row. */
  mayStillLink(target: string, link: Link): boolean;
}

/**
 * Applies the changes of one event to the values of its row.
 * @returns what the row was not as the event says, in sentences
 */
export function applyChanges(
  context: ReplayContext,
  row: Row,
  changes: readonly Change[]
): string[] {
  const gone: Gone = new Map();
  return changes.flatMap((change) => {
    const holder = find(context.schemas, row, change.path, gone);
    if (typeof holder === 'string') return [`${change.path}: ${holder}`];
    if (holder === null || change.hidden || change.cut) return [];
    const wrong = applyTo(holder, change, { ...context, gone });
    return wrong === null ? [] : [`${change.path}: ${wrong}`];
  });
}

/** Null for an attribute that is not compared; a sentence where the path leads nowhere. */
function find(schemas: Schemas, row: Row, path: string, gone: Gone): Holder | string | null {
  let { uid, values } = row;
  const steps = path.match(/[^.[\]]+(\[[^\]]*\])?/g) ?? [];
  for (let index = 0, walked = ''; index < steps.length; index += 1) {
    const [, name = '', position] = /^([^[]+)(?:\[([^\]]*)\])?$/.exec(steps[index]!) ?? [];
    const shape = shapeOf(schemas, uid, name);
    if (!shape || isLeftOut(shape)) return null;
    walked += `${walked && '.'}${steps[index]}`;
    const isLast = index === steps.length - 1;
    const isList = shape.type === 'dynamiczone' || shape.repeatable;
    if (shape.type !== 'component' && shape.type !== 'dynamiczone') {
      return { values, name, shape, json: steps.slice(index + 1) };
    }
    if (isLast && position === undefined) return { values, name, shape, json: [] };
    const present = isList
      ? ((values[name] ?? []) as Component[])[parseInt(position ?? '', 10)]
      : (values[name] as Component | null);
    const part = gone.get(walked) ?? (position?.endsWith('removed') ? undefined : present);
    if (!part) return `there is no ${walked}`;
    ({ uid, values } = part);
  }
  return `there is no ${path}`;
}

/** A setting has no schema: it is JSON. */
const shapeOf = (schemas: Schemas, uid: string, name: string): AttributeShape | undefined =>
  uid === CORE_STORE ? { type: 'json' } : schemas[uid]?.[name];

function applyTo(
  holder: Holder,
  change: Change,
  { gone, mayStillLink }: ReplayContext & { gone: Gone }
): string | null {
  switch (holder.shape.type) {
    case 'relation':
    case 'media':
      return applyLinks(holder, change, mayStillLink);
    case 'component':
      return holder.shape.repeatable
        ? applyList(holder, change, gone)
        : applySingle(holder, change, gone);
    case 'dynamiczone':
      return applyList(holder, change, gone);
    default:
      return applyValue(holder, change);
  }
}

function applyValue({ values, name, shape, json }: Holder, { before, after }: Change) {
  const keys = [name, ...json];
  let at: Record<string, unknown> = values;
  for (const key of keys.slice(0, -1)) {
    at[key] ??= {};
    at = at[key] as Record<string, unknown>;
    if (typeof at !== 'object') return `${key} is no object`;
  }
  const key = keys.at(-1)!;
  const was = at[key];
  const type = json.length > 0 ? 'json' : shape.type;
  if (after === undefined && json.length > 0) {
    if (Array.isArray(at)) removeFromEnd(at, Number(key));
    else delete at[key];
  } else at[key] = after ?? null;
  return isSame(type, was, before)
    ? null
    : `was ${JSON.stringify(was)}, not ${JSON.stringify(before)}`;
}

/** A list that becomes shorter is told item by item, from the first that went. */
function removeFromEnd(list: unknown[], index: number): void {
  list[index] = undefined;
  while (list.length > 0 && list.at(-1) === undefined) list.pop();
}

const componentOf = ({ type = '' }: Reference): Component => ({ uid: type, values: {} });

function applySingle(
  { values, name }: Holder,
  { path, added, removed }: Change,
  gone: Gone
): string | null {
  const was = values[name] as Component | null;
  if (removed?.length) {
    if (!was) return 'was not there';
    gone.set(path, was);
    values[name] = null;
  }
  if (added?.length) values[name] = componentOf(added[0]!);
  return added?.length && was ? 'was there already' : null;
}

function applyList(
  { values, name, shape }: Holder,
  { path, added = [], removed = [], moved = [] }: Change,
  gone: Gone
): string | null {
  const was = [...((values[name] ?? []) as Component[])];
  for (const { position = -1, type = '' } of removed) {
    const part = was[position];
    if (part?.uid !== type) return `there was no ${type} at ${position}`;
    const zone = shape.type === 'dynamiczone' ? `:${type.split('.').at(-1)}` : '';
    gone.set(`${path}[${position}${zone} removed]`, part);
  }
  const missing = moved.find(({ from = -1 }) => !was[from]);
  if (missing) return `nothing was at ${missing.from}`;
  const away = new Set([...removed.map((one) => one.position), ...moved.map((one) => one.from)]);
  values[name] = placed(
    was.filter((_, index) => !away.has(index)),
    [
      ...added.map((one) => ({ at: one.position!, item: componentOf(one) })),
      ...moved.map((one) => ({ at: one.position!, item: was[one.from!]! })),
    ]
  );
  return null;
}

function applyLinks(
  { values, name, shape }: Holder,
  { added = [], removed = [], moved = [] }: Change,
  mayStillLink: ReplayContext['mayStillLink']
): string | null {
  const was = [...((values[name] ?? []) as Link[])];
  const target = targetOf(shape);
  const isOrdered = [...added, ...removed, ...moved].some((one) => one.position !== undefined);
  const rest = [...was];
  let wrong: string | null = null;
  const take = (one: Reference, from: number | undefined) => {
    const link = linkOf(one);
    // A list may hold the draft of a document and its published row.
    const exact = rest.findIndex((other) => other.id === link.id);
    const at = exact >= 0 ? exact : rest.findIndex((other) => isSameLink(other, link));
    if (at >= 0) rest.splice(at, 1);
    if (at < 0 && mayStillLink(target, link)) return;
    if (at < 0) wrong = `did not hold ${JSON.stringify(link)}`;
    else if (from !== undefined && !(was[from] && isSameLink(was[from], link))) {
      wrong = `did not hold ${JSON.stringify(link)} at ${from}`;
    }
  };
  for (const one of removed) take(one, one.position);
  for (const one of moved) take(one, one.from);
  for (const one of added) {
    if (was.some(({ id }) => id === one.id)) {
      wrong = `held ${JSON.stringify(linkOf(one))} already`;
    }
  }
  const news = [...added, ...moved].map((one) => ({ at: one.position, item: linkOf(one) }));
  values[name] = isOrdered
    ? placed(rest, news as { at: number; item: Link }[])
    : [...rest, ...news.map(({ item }) => item)];
  return wrong === null ? null : `${wrong}: ${JSON.stringify(was)} as ${shape.type}`;
}

/** The list in which the given items stand at their positions, and the others around them. */
function placed<Item>(others: readonly Item[], given: { at: number; item: Item }[]): Item[] {
  const list = [...others];
  for (const { at, item } of [...given].sort((one, other) => one.at - other.at)) {
    list.splice(at, 0, item);
  }
  return list;
}
