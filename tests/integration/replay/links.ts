import type { Reference } from '../../../server/src/contracts';
import { isLeftOut } from './left-out';
import type { AttributeShape, Component, Link, RowImage, Schemas, Values } from './shapes';

export const linkOf = ({ id, documentId, locale }: Reference): Link => ({
  id: id ?? '',
  documentId: documentId ?? null,
  locale: locale ?? null,
});

/** The model of the rows that an attribute links; '' if it links none, or several models. */
export const targetOf = ({ type, target }: AttributeShape): string =>
  type === 'media' ? 'plugin::upload.file' : type === 'relation' ? (target ?? '') : '';

/** A target that was replaced by publishing has another id and is the same document. */
export const isSameLink = (one: Link, other: Link): boolean =>
  one.id === other.id ||
  (one.documentId !== null && one.documentId === other.documentId && one.locale === other.locale);

/** Every list of links of a row, components included, with what it may point at. */
export function* linkLists(
  schemas: Schemas,
  uid: string,
  values: Values
): Generator<{ holder: Values; name: string; target: string }> {
  for (const [name, shape] of Object.entries(schemas[uid] ?? {})) {
    const value = values[name];
    const target = targetOf(shape);
    if (target && !isLeftOut(shape)) yield { holder: values, name, target };
    if (shape.type !== 'component' && shape.type !== 'dynamiczone') continue;
    const parts = Array.isArray(value) ? value : value ? [value] : [];
    for (const part of parts as Component[]) yield* linkLists(schemas, part.uid, part.values);
  }
}

/**
 * A row that goes takes the links to it along; one that is replaced keeps them.
 *
 * @param to where those of a row lead from now on
 */
export function moveLinks(
  schemas: Schemas,
  rows: Iterable<RowImage>,
  { uid, id }: Pick<RowImage, 'uid' | 'id'>,
  to: (row: RowImage) => string | null
): void {
  for (const row of rows) {
    for (const { holder, name, target } of linkLists(schemas, row.uid, row.values)) {
      if (target !== uid) continue;
      const links = (holder[name] ?? []) as Link[];
      if (!links.some((link) => link.id === id)) continue;
      const next = to(row);
      holder[name] = links.flatMap((link) =>
        link.id === id ? (next === null ? [] : [{ ...link, id: next }]) : [link]
      );
    }
  }
}

/** Whether a row shows the document of another, in whichever version. */
export const showsDocument = (
  schemas: Schemas,
  row: RowImage,
  { uid, ...version }: RowImage
): boolean =>
  [...linkLists(schemas, row.uid, row.values)].some(
    ({ holder, name, target }) =>
      target === uid && ((holder[name] ?? []) as Link[]).some((link) => isSameLink(link, version))
  );

/** Links a row from the side that does not own the relation. */
export function linkFrom(
  owner: RowImage,
  attribute: string,
  { link, isOne }: { link: Link; isOne: boolean }
): void {
  const links = (owner.values[attribute] ?? []) as Link[];
  const others = links.filter((one) => !isSameLink(one, link));
  owner.values[attribute] = isOne ? [link] : [...others, link];
}

/** Links name the document and the locale of what they lead to, whichever these become. */
export function renameLinks(
  schemas: Schemas,
  rows: Iterable<RowImage>,
  { uid, id, documentId, locale }: RowImage
): void {
  for (const row of rows) {
    for (const { holder, name, target } of linkLists(schemas, row.uid, row.values)) {
      if (target !== uid) continue;
      const links = (holder[name] ?? []) as Link[];
      holder[name] = links.map((link) => (link.id === id ? { id, documentId, locale } : link));
    }
  }
}

/** A first publication links the published versions of what its draft links. */
export function linkPublished(
  schemas: Schemas,
  row: RowImage,
  published: (uid: string, link: Link) => RowImage | undefined
): void {
  for (const { holder, name, target } of linkLists(schemas, row.uid, row.values)) {
    holder[name] = ((holder[name] ?? []) as Link[]).map((link) => {
      const found = published(target, link);
      return found ? { ...link, id: found.id } : link;
    });
  }
}
