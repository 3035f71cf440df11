import type { Knex } from 'knex';
import { parseSearch } from '../../contracts';
import { STORED_OPTIONS } from '../../journal';
import { STATE_TABLE, VIEW_TABLE } from '../../plugin-id';
import type { Rewriter } from './rewrite';

type Table = (name: string) => Knex.QueryBuilder;

interface ViewRow {
  view_id: string;
  name: string;
  question: string;
}

interface StateRow {
  name: string;
  value: string | null;
}

/** The changes to tables without events; null deletes the row. */
export interface OtherRows {
  views: { id: string; columns: Pick<ViewRow, 'name' | 'question'> | null }[];
  state: StateRow[];
}

/** Finds the saved views, and the plugin's stored options, that name the person. */
export async function findOtherRows(table: Table, { text, json }: Rewriter): Promise<OtherRows> {
  const views: ViewRow[] = await table(VIEW_TABLE).select('view_id', 'name', 'question');
  // The rest of the plugin's state is keys and counts.
  const state: StateRow[] = await table(STATE_TABLE)
    .where({ name: STORED_OPTIONS })
    .select('name', 'value');
  return {
    views: views.flatMap(({ view_id: id, name, question }) => {
      const columns = { name: text(name), question: text(question) };
      if (columns.name === name && columns.question === question) return [];
      // A view with an unreadable search would be an error on its owner's page.
      return [{ id, columns: parseSearch(columns.question).problems.length > 0 ? null : columns }];
    }),
    state: state.flatMap(({ name, value }) => {
      const left = value === null ? null : json(value);
      return left === value ? [] : [{ name, value: left }];
    }),
  };
}

/** Rewrites these rows, in the erasure's transaction. */
export async function eraseOtherRows(table: Table, { views, state }: OtherRows): Promise<void> {
  for (const { id, columns } of views) {
    const view = table(VIEW_TABLE).where({ view_id: id });
    await (columns ? view.update(columns) : view.delete());
  }
  for (const { name, value } of state) await table(STATE_TABLE).where({ name }).update({ value });
}
