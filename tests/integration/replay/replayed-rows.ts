import { moveLinks } from './links';
import type { RowImage, Schemas } from './shapes';

/** Which version of which document a row is. */
export type Place = Pick<RowImage, 'uid' | 'documentId' | 'locale' | 'status'>;

/** Not structuredClone: inside Jest its objects have other constructors than parsed JSON. */
export const copyOf = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

export const keyOf = ({ uid, id }: { uid: string; id: string }): string => `${uid} ${id}`;

/** The key of a document in one locale, whatever its status. */
export const placeKey = ({ uid, documentId, locale }: Omit<Place, 'status'>): string =>
  JSON.stringify([uid, documentId, locale]);

/** The rows of the watched tables, by `keyOf`. */
export function createReplayedRows(schemas: Schemas, start: readonly RowImage[]) {
  const rows = new Map<string, RowImage>(start.map((row) => [keyOf(row), copyOf(row)]));
  return {
    rows,

    versionOf({ uid, documentId, locale, status }: Place): RowImage | undefined {
      if (documentId === null) return undefined;
      return [...rows.values()].find(
        (row) =>
          row.uid === uid &&
          row.documentId === documentId &&
          row.locale === locale &&
          row.status === status
      );
    },

    add(place: Place, id: string, values: RowImage['values'] = {}): RowImage {
      const row: RowImage = { ...place, id, values };
      rows.set(keyOf(row), row);
      return row;
    },

    /** Gives a row the id of the one that replaces it; links follow. */
    rename(row: RowImage, id: string): void {
      rows.delete(keyOf(row));
      moveLinks(schemas, rows.values(), row, () => id);
      row.id = id;
      rows.set(keyOf(row), row);
    },
  };
}
