import type { Knex } from 'knex';
import { STATE_TABLE } from '../plugin-id';
import { fromJsonText, toJson } from './column-values';

/**
 * What the plugin remembers from one process to the next. It has a separate plain table: every
 * import empties Strapi's settings store.
 */
export interface State {
  /** Null if nothing is stored under that name. */
  read(name: string): Promise<unknown>;
  write(name: string, value: unknown): Promise<void>;
}

/** Under this name the options of the last start are kept, to tell what has changed. */
export const STORED_OPTIONS = 'config';

export function createState(db: { getConnection(table: string): Knex.QueryBuilder }): State {
  return {
    async read(name) {
      const row = (await db.getConnection(STATE_TABLE).where({ name }).first('value')) as
        { value: unknown } | undefined;
      return fromJsonText(row?.value);
    },
    async write(name, value) {
      const row = { name, value: toJson(value) };
      await db.getConnection(STATE_TABLE).insert(row).onConflict('name').merge();
    },
  };
}
