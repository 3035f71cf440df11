import {
  ACTOR_TYPES,
  type ActorChoice,
  type ActorListResponse,
  type ActorType,
} from '../../contracts';
import { tableNames } from '../../journal/dialect';
import { EVENT_TABLE } from '../../plugin-id';
import { startBudget, type Budget, type Runnable } from './budget';
import { dialectOf, type QueryDatabase } from './database';
import { parseActorQuery } from './parameters';

/**
 * At most this many accounts of one type are offered; with more, readers filter by e-mail instead.
 */
export const MAX_ACTORS_PER_TYPE = 2_000;

/** How many of them one statement reads. */
const ACCOUNTS_AT_ONCE = 200;

interface AccountRow {
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
  const { events } = tableNames(db.getSchemaName());

  /**
   * Hops through the index `(actor_type, actor_id, occurred_at, id)` from one account to the next
   * and to the latest event of each: three seeks per account, however many events it has.
   */
  function accountsBehind(type: ActorType, last: string | null): Promise<AccountRow[]> {
    const [beyond, values] = last === null ? ['', []] : ['and actor_id > ?', [last]];
    const accounts = db.connection.raw(
      `select 1, (select min(actor_id) from ${events} where actor_type = ? ${beyond})
       union all
       select place + 1, (select min(e.actor_id) from ${events} e
                          where e.actor_type = ? and e.actor_id > accounts.actor_id)
       from accounts where accounts.actor_id is not null and place < ?`,
      [type, ...values, type, ACCOUNTS_AT_ONCE]
    );
    const latest = db.connection.raw(
      `(select e.id from ${events} e where e.actor_type = ? and e.actor_id = accounts.actor_id
        order by e.occurred_at desc, e.id desc limit 1)`,
      [type]
    );
    return db.connection
      .withRecursive('accounts', ['place', 'actor_id'], accounts)
      .from('accounts')
      .join(db.connection.raw(`${events} as event`), 'event.id', latest)
      .select('event.actor_id', 'event.actor_name', 'event.actor_email')
      .orderBy('accounts.place') as unknown as Promise<AccountRow[]>;
  }

  /**
   * One statement per account: MySQL and MariaDB seek to a constant, but read the whole index for a
   * subquery that depends on the previous row.
   */
  async function accountBehind(
    budget: Budget,
    type: ActorType,
    last: string | null
  ): Promise<AccountRow | undefined> {
    const next = db.getConnection(EVENT_TABLE).where({ actor_type: type }).min('actor_id');
    if (last !== null) void next.where('actor_id', '>', last);
    const latest = db
      .getConnection(EVENT_TABLE)
      .where({ actor_type: type })
      .where('actor_id', next)
      .orderBy('occurred_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .select('actor_id', 'actor_name', 'actor_email');
    const [row] = await budget.run(latest as unknown as Runnable<AccountRow[]>);
    return row;
  }

  async function readOneByOne(budget: Budget, type: ActorType): Promise<AccountRow[]> {
    const rows: AccountRow[] = [];
    while (rows.length < MAX_ACTORS_PER_TYPE) {
      const row = await accountBehind(budget, type, rows.at(-1)?.actor_id ?? null);
      if (!row) break;
      rows.push(row);
    }
    return rows;
  }

  async function readInPortions(budget: Budget, type: ActorType): Promise<AccountRow[]> {
    const rows: AccountRow[] = [];
    while (rows.length < MAX_ACTORS_PER_TYPE) {
      const last = rows.at(-1)?.actor_id ?? null;
      const more = await budget.run(accountsBehind(type, last) as never as Runnable<AccountRow[]>);
      rows.push(...more);
      if (more.length < ACCOUNTS_AT_ONCE) break;
    }
    return rows;
  }

  async function readAccounts(budget: Budget, type: ActorType): Promise<ActorChoice[]> {
    const readRows = dialectOf(db) === 'mysql' ? readOneByOne : readInPortions;
    const rows = await readRows(budget, type);
    return rows.map((row) => ({
      type,
      id: row.actor_id,
      name: row.actor_name,
      email: row.actor_email,
    }));
  }

  /** Actors without an id stand for many people, so they have no single name. */
  async function readNameless(budget: Budget, type: ActorType): Promise<ActorChoice[]> {
    const row: unknown = await budget.run(
      db.getConnection(EVENT_TABLE).where({ actor_type: type }).whereNull('actor_id').first('id')
    );
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
      const found: ActorChoice[] = [];
      for (const type of ACTOR_TYPES) {
        const accounts = await readAccounts(budget, type);
        const ofType = [...accounts, ...(await readNameless(budget, type))];
        found.push(...ofType.filter((choice) => matches(choice, search)).sort(byName));
        await budget.rest();
      }
      const end = page * pageSize;
      return {
        results: found.slice(end - pageSize, end),
        pagination: { page, pageSize, hasMore: found.length > end },
      };
    },
  };
}
