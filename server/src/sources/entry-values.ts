import type { RawChange, Row, RowChange } from '../event';

/** What makes a row this version of this document: recorded if code changes it in place. */
const IDENTITY = [
  { path: 'documentId', label: 'Document id' },
  { path: 'locale', label: 'Locale' },
  { path: 'publishedAt', label: 'Published at' },
] as const;

/**
 * The differences in the columns by which Strapi identifies a version of a document. Its own
 * actions never change them in place; `strapi.db.query` does.
 */
export function identityChanges({ before, after, draftAndPublish }: RowChange): RawChange[] {
  // Publishing and discarding create another row, and the event itself reports it.
  if (!before || !after || before.id !== after.id) return [];
  if (IDENTITY.every(({ path }) => before[path] === after[path])) return [];
  return IDENTITY.flatMap(({ path, label }) => {
    // Strapi fills in `publishedAt` for types without drafts too, but it has no meaning there.
    if (path === 'publishedAt' && !draftAndPublish) return [];
    const [from, to] = [column(before, path), column(after, path)];
    return from === to ? [] : [{ path, label, kind: 'value', before: from, after: to }];
  });
}

/** A driver may return dates as text or as Date. */
function column(row: Row, name: string): string | null {
  const value = row[name];
  if (value === null || value === undefined || value === '') return null;
  if (name !== 'publishedAt') return String(value as string | number);
  const date = new Date(value as string | number | Date);
  return Number.isNaN(date.getTime()) ? String(value as string) : date.toISOString();
}

/** The prefix for paths of a published version that was deleted with its draft. */
const LIVE = '[published].';

/**
 * The values of a deleted published version, for the attributes in which it differed from its
 * draft.
 *
 * @param differing what differed between the two
 * @param live every value of the published version, as the deletion of a row reports them
 */
export function liveValues(
  differing: readonly RawChange[],
  live: readonly RawChange[]
): RawChange[] {
  const attributes = new Set(differing.map(({ path }) => attributeOf(path)));
  const values = live.filter(({ path }) => attributes.has(attributeOf(path)));
  const filled = new Set(values.map(({ path }) => attributeOf(path)));
  const empty = differing.filter(
    ({ path }, index) =>
      !filled.has(attributeOf(path)) &&
      differing.findIndex((other) => attributeOf(other.path) === attributeOf(path)) === index
  );
  return [...values, ...empty.map(emptyValue)];
}

/** The public saw nothing where the draft has a value. */
function emptyValue({ path, label, kind, secret }: RawChange): RawChange {
  const attribute = attributeOf(path);
  return {
    path: attribute,
    label: attribute === path ? label : attribute,
    kind,
    ...(secret ? { secret } : { before: null }),
  };
}

/** A value of the published version in the event that also reports its draft. */
export const asLive = (change: RawChange): RawChange => ({
  ...change,
  path: `${LIVE}${change.path}`,
  // Labels name the holders of a field before a colon: `Seo: Meta title`.
  label: `Published version${change.label.includes(': ') ? ' ›' : ':'} ${change.label}`,
});

const attributeOf = (path: string): string => path.split(/[.[]/, 1)[0] ?? path;
