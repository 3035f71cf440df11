/** What stands beside the sentence of an event. The sentence itself is always there. */
export const COLUMNS = ['date', 'actor', 'ip', 'outcome'] as const;
export type Column = (typeof COLUMNS)[number];

/** Of these, what cards show; their sentence names the user already. */
export const CARD_COLUMNS: readonly Column[] = ['date', 'ip', 'outcome'];

export type HiddenColumns = ReadonlySet<Column>;

/** Kept per browser. Another form of the value needs another number. */
export const STORAGE_KEY = 'audit-trail.hidden-columns.v1';

/**
 * Reads what was kept. What is hidden is kept and not what is shown, so that a column of a later
 * version is seen. What cannot be understood hides nothing.
 */
export function parseHidden(stored: string | null): HiddenColumns {
  try {
    const names: unknown = JSON.parse(stored ?? '[]');
    return new Set(Array.isArray(names) ? COLUMNS.filter((column) => names.includes(column)) : []);
  } catch {
    return new Set();
  }
}

/** In the order of the table, whatever order they were hidden in. */
export const formatHidden = (hidden: HiddenColumns): string =>
  JSON.stringify(COLUMNS.filter((column) => hidden.has(column)));

export function withToggled(hidden: HiddenColumns, column: Column): HiddenColumns {
  const next = new Set(hidden);
  if (!next.delete(column)) next.add(column);
  return next;
}
