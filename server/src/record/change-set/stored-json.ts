import type { Row } from '../../event';

/**
 * A JSON column as the database stores it. Equal texts hold equal values, which is cheaper to check
 * than parsing both: a form that is saved as a whole sends megabytes of unchanged data.
 */
export class StoredJson {
  constructor(private readonly text: string) {}

  isSameAs(other: unknown): boolean {
    return other instanceof StoredJson && other.text === this.text;
  }

  /** The value; the text itself if it is not JSON. Parsed once, unlike Strapi's own columns. */
  value(): unknown {
    try {
      return JSON.parse(this.text) as unknown;
    } catch {
      return this.text;
    }
  }
}

/**
 * The snapshots of a row with the values of their JSON columns instead of the stored text. An
 * unchanged column is left out of both: comparing it would cost time and yield no change.
 */
export function withJsonValues(
  before: Row | null,
  after: Row | null
): { before: Row | null; after: Row | null } {
  // Most rows of most types hold no JSON.
  if (!holdsJson(before) && !holdsJson(after)) return { before, after };
  const isUnchanged = (name: string, value: unknown): boolean => {
    const other = before && after ? (value === before[name] ? after[name] : before[name]) : null;
    return value instanceof StoredJson && value.isSameAs(other);
  };
  const open = (row: Row | null): Row | null => {
    if (!row || !holdsJson(row)) return row;
    const entries = Object.entries(row)
      .filter(([name, value]) => !isUnchanged(name, value))
      .map(([name, value]) => [name, value instanceof StoredJson ? value.value() : value]);
    return Object.fromEntries(entries) as Row;
  };
  return { before: open(before), after: open(after) };
}

function holdsJson(row: Row | null): boolean {
  if (row) for (const value of Object.values(row)) if (value instanceof StoredJson) return true;
  return false;
}
