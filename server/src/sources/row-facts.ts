import type { Resource } from '../contracts';
import { displayNameOf } from '../event';
import type { Row, RowChange } from '../event';

/** The row that names a change: as it is now, or as it last was. */
export const rowOf = (change: RowChange): Row => change.after ?? change.before ?? {};

/** The resource of a row without draft & publish. */
export function resourceOf(change: RowChange, name?: string | null): Resource {
  const row = rowOf(change);
  return {
    type: change.uid,
    id: change.id,
    documentId: text(row.documentId),
    locale: text(row.locale),
    status: null,
    name: name ?? displayNameOf(row),
  };
}

/** `create`, `update` or `delete`, whichever the change is. */
export function verbOf(change: RowChange): 'create' | 'update' | 'delete' {
  if (!change.before) return 'create';
  return change.after ? 'update' : 'delete';
}

/** A save that changed nothing is not an event. */
export const isChange = (change: RowChange): boolean =>
  verbOf(change) !== 'update' || change.changes.length > 0;

export const touches = (change: RowChange, ...paths: string[]): boolean =>
  change.changes.some(({ path }) => paths.includes(path));

export const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
