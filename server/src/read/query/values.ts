import type { ValueKey, ValueListResponse } from '../../contracts';
import { termOf } from '../../journal';
import { EVENT_TABLE, TAG_TABLE } from '../../plugin-id';
import { startBudget, type Budget } from './budget';
import type { QueryDatabase } from './database';
import { distinctValues } from './distinct-values';
import { parseValueQuery } from './parameters';

const MAX_VALUES = 100;
/** More types and locales than any application has; they are read by hops, not by ranges. */
const MAX_HOPS = 1_000;
const LAST = '\u{10ffff}';

export function createValueQueries({ db }: { db: QueryDatabase }) {
  async function termsOf(budget: Budget, beginning: string, search: string): Promise<string[]> {
    const from = termOf('tag', beginning + search);
    const range = [from, from + LAST] as const;
    const terms = await distinctValues({
      db,
      budget,
      table: TAG_TABLE,
      column: 'term',
      range,
      limit: MAX_VALUES,
    });
    return terms.map((term) => term.slice(termOf('tag', beginning).length));
  }

  async function columnValues(budget: Budget, column: string, search: string): Promise<string[]> {
    const all = await distinctValues({ db, budget, table: EVENT_TABLE, column, limit: MAX_HOPS });
    return all.filter((value) => value.toLowerCase().startsWith(search.toLowerCase()));
  }

  const readers: Record<ValueKey, (budget: Budget, search: string) => Promise<string[]>> = {
    type: (budget, search) => columnValues(budget, 'resource_type', search),
    locale: (budget, search) => columnValues(budget, 'resource_locale', search),
    field: (budget, search) => termsOf(budget, 'field:', search),
    tag: (budget, search) => termsOf(budget, '', search),
  };

  return {
    /**
     * The values of a key in the log that begin with `search`, in index order.
     *
     * @throws AuditTrailError that names the parameter
     */
    async findValues(parameters: Record<string, unknown>): Promise<ValueListResponse> {
      const { key, search } = parseValueQuery(parameters);
      return { results: (await readers[key](startBudget(db), search)).slice(0, MAX_VALUES) };
    },
  };
}
