import {
  ACTOR_TYPES,
  type ActorChoice,
  type ActorListResponse,
  type ActorType,
} from '../contracts';
import { tableNames } from '../journal/dialect';
import { EVENT_TABLE } from '../plugin-id';
import type { QueryDatabase } from './database';
import { parseActorQuery } from './parameters';

/** So many accounts of one type are offered; whoever has more filters by e-mail instead. */
export const MAX_ACTORS_PER_TYPE = 2_000;

interface AccountRow {
  actor_id: string;
  actor_name: string | null;
  actor_email: string | null;
}

const matches = (choice: ActorChoice, search: string): boolean =>
  // `system` and `anonymous` have no name to be found by.
  (choice.id === null ? [choice.type] : [choice.name, choice.email]).some((text) =>
    text?.toLowerCase().includes(search)
  );

const byName = (a: ActorChoice, b: ActorChoice): number =>
  ACTOR_TYPES.indexOf(a.type) - ACTOR_TYPES.indexOf(b.type) ||
  (a.name ?? a.email ?? '').localeCompare(b.name ?? b.email ?? '', 'en') ||
  (a.id ?? '').localeCompare(b.id ?? '', 'en', { numeric: true });

export function createActorQueries({ db }: { db: QueryDatabase }) {
  const { events } = tableNames(db.getSchemaName());

  /**
   * Hops through the index `(actor_type, actor_id, occurred_at, id)` from one account to the next and
   * to the latest event of each: three seeks an account, however many events it has.
   */
  async function readAccounts(type: ActorType): Promise<ActorChoice[]> {
    const accounts = db.connection.raw(
      `select 1, min(actor_id) from ${events} where actor_type = ?
       union all
       select place + 1, (select min(e.actor_id) from ${events} e
                          where e.actor_type = ? and e.actor_id > accounts.actor_id)
       from accounts where accounts.actor_id is not null and place < ?`,
      [type, type, MAX_ACTORS_PER_TYPE]
    );
    const latest = db.connection.raw(
      `(select e.id from ${events} e where e.actor_type = ? and e.actor_id = accounts.actor_id
        order by e.occurred_at desc, e.id desc limit 1)`,
      [type]
    );
    const rows: AccountRow[] = await db.connection
      .withRecursive('accounts', ['place', 'actor_id'], accounts)
      .from('accounts')
      .join(db.connection.raw(`${events} as event`), 'event.id', latest)
      .select('event.actor_id', 'event.actor_name', 'event.actor_email');
    return rows.map((row) => ({
      type,
      id: row.actor_id,
      name: row.actor_name,
      email: row.actor_email,
    }));
  }

  /** Actors without an id stand for many: no one name is theirs. */
  async function readNameless(type: ActorType): Promise<ActorChoice[]> {
    const row: unknown = await db
      .getConnection(EVENT_TABLE)
      .select('id')
      .where({ actor_type: type })
      .whereNull('actor_id')
      .first();
    return row ? [{ type, id: null, name: null, email: null }] : [];
  }

  return {
    /**
     * The actors that stand in the log, each once under its most recent name, by type and name.
     * `search` is any part of a name or an e-mail, in whatever case.
     *
     * @throws AuditTrailError that names the parameter
     */
    async findActors(parameters: Record<string, unknown>): Promise<ActorListResponse> {
      const { search, page, pageSize } = parseActorQuery(parameters);
      const choices: ActorChoice[] = [];
      for (const type of ACTOR_TYPES) {
        choices.push(...(await readAccounts(type)), ...(await readNameless(type)));
      }
      const found = choices.filter((choice) => matches(choice, search)).sort(byName);
      const end = page * pageSize;
      return {
        results: found.slice(end - pageSize, end),
        pagination: { page, pageSize, hasMore: found.length > end },
      };
    },
  };
}
