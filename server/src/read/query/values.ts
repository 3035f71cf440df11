import type { ValueKey, ValueListResponse } from '../../contracts';
import type { TermKind } from '../../journal';
import { startBudget, type Budget } from './budget';
import type { QueryDatabase } from './database';
import { parseValueQuery } from './parameters';
import { listTexts } from './search/find-terms';
import { createUpToDate } from './up-to-date';

const MAX_VALUES = 100;
const TEXTS_AT_ONCE = 1_000;

export function createValueQueries({ db }: { db: QueryDatabase }) {
  const upToDate = createUpToDate(db);

  async function tags(budget: Budget, beginning: string, search: string): Promise<string[]> {
    const found = await listTexts({ db, budget }, 'tag', beginning + search, MAX_VALUES);
    return found.map((tag) => tag.slice(beginning.length));
  }

  /** Upper and lower case are the same, so all values are looked at, some at a time. */
  async function columnValues(budget: Budget, kind: TermKind, search: string): Promise<string[]> {
    const found: string[] = [];
    const wanted = search.toLowerCase();
    for (let behind: string | undefined; found.length < MAX_VALUES;) {
      const some = await listTexts({ db, budget }, kind, '', TEXTS_AT_ONCE, behind);
      found.push(...some.filter((value) => value.toLowerCase().startsWith(wanted)));
      if (some.length < TEXTS_AT_ONCE) break;
      behind = some.at(-1);
    }
    return found;
  }

  const readers: Record<ValueKey, (budget: Budget, search: string) => Promise<string[]>> = {
    type: (budget, search) => columnValues(budget, 'resource_type', search),
    locale: (budget, search) => columnValues(budget, 'resource_locale', search),
    field: (budget, search) => tags(budget, 'field:', search),
    tag: (budget, search) => tags(budget, '', search),
  };

  return {
    /**
     * The values of a key in the log that begin with `search`, in index order.
     *
     * @throws AuditTrailError that names the parameter
     */
    async findValues(parameters: Record<string, unknown>): Promise<ValueListResponse> {
      const { key, search } = parseValueQuery(parameters);
      const budget = startBudget(db);
      await upToDate(budget);
      return { results: (await readers[key](budget, search)).slice(0, MAX_VALUES) };
    },
  };
}
