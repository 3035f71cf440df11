import type { Reference } from '../../../server/src/contracts';
import { isLeftOut } from './left-out';
import type { Component, Link, RowImage, Schemas, Values } from './shapes';

export const linkOf = ({ id, documentId, locale }: Reference): Link => ({
  id: id ?? '',
  documentId: documentId ?? null,
  locale: locale ?? null,
});

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
    if (shape.type === 'media') yield { holder: values, name, target: 'plugin::upload.file' };
    if (shape.type === 'relation' && shape.target && !isLeftOut(shape)) {
      yield { holder: values, name, target: shape.target };
    }
    if (shape.type !== 'component' && shape.type !== 'dynamiczone') continue;
    const parts = Array.isArray(value) ? value : value ? [value] : [];
    for (const part of parts as Component[]) yield* linkLists(schemas, part.uid, part.values);
  }
}

/** A row that goes takes the links to it along; one that is replaced keeps them. */
export function moveLinks(
  schemas: Schemas,
  rows: Iterable<RowImage>,
  uid: string,
  id: string,
  to: string | null
): void {
  for (const row of rows) {
    for (const { holder, name, target } of linkLists(schemas, row.uid, row.values)) {
      if (target !== uid) continue;
      const links = (holder[name] ?? []) as Link[];
      if (!links.some((link) => link.id === id)) continue;
      holder[name] = links.flatMap((link) =>
        link.id === id ? (to === null ? [] : [{ ...link, id: to }]) : [link]
      );
    }
  }
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
