import { EVENT_TABLE } from '../../plugin-id';

/** Strapi's list of tables that its schema sync keeps although no content type names them. */
export type PersistedTable = string | { name: string; dependsOn?: { name: string }[] };

/** The list's key as `strapi.store` spells it, and as stored in the database. */
export const PERSISTED_TABLES = { type: 'core', key: 'persisted_tables' } as const;
export const PERSISTED_TABLES_ROW = `${PERSISTED_TABLES.type}_${PERSISTED_TABLES.key}`;

const nameOf = (table: PersistedTable): string => (typeof table === 'string' ? table : table.name);

/** Adds the journal to a list; null if it is already there. */
export const withJournal = (tables: readonly PersistedTable[]): PersistedTable[] | null =>
  tables.some((table) => nameOf(table) === EVENT_TABLE) ? null : [...tables, { name: EVENT_TABLE }];

/** Joins two lists by name; the first one's entries win. */
export const mergePersistedTables = (
  first: readonly PersistedTable[],
  second: readonly PersistedTable[]
): PersistedTable[] => {
  const known = new Set(first.map(nameOf));
  return [...first, ...second.filter((table) => !known.has(nameOf(table)))];
};

interface Store {
  get(params: { type: string; key: string }): Promise<unknown>;
  set(params: { type: string; key: string; value: PersistedTable[] }): Promise<unknown>;
}

/** Makes Strapi keep the journal's table at a boot without the plugin. Runs at every boot. */
export const persistJournalTable = async (store: Store): Promise<void> => {
  const stored = ((await store.get(PERSISTED_TABLES)) ?? []) as PersistedTable[];
  const value = withJournal(stored);
  if (value !== null) await store.set({ ...PERSISTED_TABLES, value });
};
