import { isLeftOut, isSame } from './left-out';
import type { AttributeShape, Component, Link, RowImage, Schemas } from './shapes';

/** A row in words. */
export const describe = ({ uid, id, documentId, locale, status }: RowImage): string =>
  [uid, documentId ?? id, locale, status].filter(Boolean).join(' ');

/** In what a row is not as the journal tells it, in sentences. */
export function differences(
  schemas: Schemas,
  replayed: RowImage | undefined,
  real: RowImage
): string[] {
  const name = describe(real);
  if (!replayed) return [`${name} is there, and no event says so`];
  const was = describe(replayed);
  const place = was === name ? [] : [`${name} is ${was} by the journal`];
  const values = compared(schemas, real.uid, real).flatMap(([attribute, shape]) => {
    const [by, is] = [replayed.values[attribute], real.values[attribute]];
    return sameValue(shape, by, is)
      ? []
      : [`${name} ${attribute} is ${JSON.stringify(is)}, by the journal ${JSON.stringify(by)}`];
  });
  return [...place, ...values];
}

/** The attributes of a type that are compared. Settings have no schema. */
export function compared(
  schemas: Schemas,
  uid: string,
  row?: RowImage
): [string, AttributeShape][] {
  const shapes = schemas[uid] ?? {};
  const all: [string, AttributeShape][] =
    Object.keys(shapes).length === 0 && row
      ? Object.keys(row.values).map((name) => [name, { type: 'json' }])
      : Object.entries(shapes);
  return all.filter(([, shape]) => !isLeftOut(shape));
}

/** Whether two values of an attribute mean the same. */
export function sameValue(shape: AttributeShape, one: unknown, other: unknown): boolean {
  return isSame(shape.type, plain(shape, one), plain(shape, other));
}

/** Links by what they name, components by their content. */
function plain(shape: AttributeShape, value: unknown): unknown {
  if (shape.type === 'relation' || shape.type === 'media')
    return ((value ?? []) as Link[]).map(named);
  if (shape.type === 'component' || shape.type === 'dynamiczone') return deep(value);
  return value;
}

const named = ({ id, documentId, locale }: Link): string => `${documentId ?? id} ${locale ?? ''}`;

/** Empty values are told by nobody; links lose the ids that publishing renews. */
function deep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deep);
  if (typeof value !== 'object' || value === null) return value;
  if ('uid' in value && 'values' in value) {
    const { uid, values } = value as Component;
    const filled = Object.entries(values)
      .map(([name, inner]) => [name, deep(inner)] as const)
      .filter(([, inner]) => !isSame('json', inner, null));
    return { uid, values: Object.fromEntries(filled.sort(([a], [b]) => (a < b ? -1 : 1))) };
  }
  return 'id' in value && 'documentId' in value ? named(value as Link) : value;
}
