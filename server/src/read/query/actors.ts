import {
  ACTOR_TYPES,
  type ActorChoice,
  type ActorListResponse,
  type ActorType,
} from '../../contracts';
import { accountText, beginningOf, termOf } from '../../journal';
import { EVENT_TABLE, POSTING_TABLE, TERM_TABLE } from '../../plugin-id';
import { startBudget, type Budget, type Runnable } from './budget';
import { dialectOf, named, type Dialect, type QueryDatabase } from './database';
import { parseActorQuery } from './parameters';
import { createUpToDate } from './up-to-date';

/** At most this many accounts of one type are offered; with more, readers search for them. */
export const MAX_ACTORS_PER_TYPE = 2_000;

/** How many of them one statement reads: on SQLite, a statement blocks the process. */
const ACCOUNTS_AT_ONCE = { sqlite: 200, postgres: 2_000, mysql: 2_000 } satisfies Record<
  Dialect,
  number
>;

/** Sorts after every text with the prefix before it. */
const LAST = '\u{10ffff}';

interface AccountRow {
  term: string;
  actor_id: string;
  actor_name: string | null;
  actor_email: string | null;
}

const matches = (choice: ActorChoice, search: string): boolean =>
  // `system` and `anonymous` have no name to search by.
  (choice.id === null ? [choice.type] : [choice.name, choice.email]).some((text) =>
    text?.toLowerCase().includes(search)
  );

// Created once: `localeCompare` looks up its locale for each of many thousand comparisons.
const names = new Intl.Collator('en');
const ids = new Intl.Collator('en', { numeric: true });

const byName = (a: ActorChoice, b: ActorChoice): number =>
  names.compare(a.name ?? a.email ?? '', b.name ?? b.email ?? '') ||
  ids.compare(a.id ?? '', b.id ?? '');

export function createActorQueries({ db }: { db: QueryDatabase }) {
  const upToDate = createUpToDate(db);
  const atOnce = ACCOUNTS_AT_ONCE[dialectOf(db)];
  const textsOf = (type: ActorType): readonly [string, string] => {
    const from = beginningOf('account', accountText(type, null));
    return [from, from + LAST];
  };

  /**
   * The accounts behind a term, each with its latest event: a few seeks per account, however many
   * events it has.
   */
  function accountsBehind(type: ActorType, behind: string): Runnable<AccountRow[]> {
    const latest = db.connection
      .from(named(db, POSTING_TABLE, 'posting'))
      .whereRaw('?? = ??', ['posting.term_id', 'term.id'])
      .orderBy([
        { column: 'posting.occurred_at', order: 'desc' },
        { column: 'posting.event_id', order: 'desc' },
      ])
      .limit(1)
      .select('posting.event_id');
    const accounts = db.connection
      .from(named(db, TERM_TABLE, 'term'))
      .where('term.term', '>', behind)
      .where('term.term', '<', textsOf(type)[1])
      .orderBy('term.term')
      .limit(atOnce)
      .select('term.term as term', latest.as('event_id'));
    return db.connection
      .from(accounts.as('account'))
      .crossJoin(named(db, EVENT_TABLE, 'event') as never)
      .whereRaw('?? = ??', ['event.id', 'account.event_id'])
      .orderBy('account.term')
      .select('account.term', 'event.actor_id', 'event.actor_name', 'event.actor_email') as never;
  }

  /** Those that match, so many that each account is looked at, however many there are. */
  async function readAccounts(
    budget: Budget,
    type: ActorType,
    search: string
  ): Promise<{ choices: ActorChoice[]; isCut: boolean }> {
    const choices: ActorChoice[] = [];
    for (let [behind] = textsOf(type); choices.length < MAX_ACTORS_PER_TYPE;) {
      const rows = await budget.run(accountsBehind(type, behind));
      for (const row of rows) {
        const { actor_id: id, actor_name: name, actor_email: email } = row;
        const choice = { type, id, name, email };
        if (matches(choice, search)) choices.push(choice);
      }
      if (rows.length < atOnce) return { choices, isCut: false };
      behind = rows.at(-1)!.term;
    }
    return { choices, isCut: true };
  }

  /** Actors without an id stand for many people, so they have no single name. */
  async function readNameless(budget: Budget, type: ActorType): Promise<ActorChoice[]> {
    const term = termOf('account', accountText(type, null));
    const row: unknown = await budget.run(db.getConnection(TERM_TABLE).where({ term }).first('id'));
    return row ? [{ type, id: null, name: null, email: null }] : [];
  }

  return {
    /**
     * The actors in the log, each once under its most recent name, sorted by type and name.
     * `search` is any part of a name or an e-mail, case-insensitive.
     *
     * @throws AuditTrailError that names the parameter
     */
    async findActors(parameters: Record<string, unknown>): Promise<ActorListResponse> {
      const { search, page, pageSize } = parseActorQuery(parameters);
      const budget = startBudget(db);
      await upToDate(budget);
      const found: ActorChoice[] = [];
      let areMore = false;
      for (const type of ACTOR_TYPES) {
        const { choices, isCut } = await readAccounts(budget, type, search);
        const nameless = await readNameless(budget, type);
        const all = [...choices, ...nameless.filter((choice) => matches(choice, search))];
        found.push(...all.sort(byName));
        areMore ||= isCut;
        await budget.rest();
      }
      const end = page * pageSize;
      const results = found.slice(end - pageSize, end);
      // An empty page is the last one, also where more match than are offered.
      const hasMore = found.length > end || (areMore && results.length === pageSize);
      return { results, pagination: { page, pageSize, hasMore } };
    },
  };
}
