import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { EVENT_TABLE, TERM_TABLE } from '../../plugin-id';
import { tableNames, toDialectName, type DialectName } from '../dialect';
import { TERM_COLUMNS, termsOf, type TermRow } from './terms';

/** What the search index needs of Strapi's database. */
export interface IndexDatabase {
  connection: Knex;
  dialect: { client: string };
  getConnection(table: string): Knex.QueryBuilder;
  /** The PostgreSQL schema of Strapi's settings, if one is set. */
  getSchemaName(): string | undefined;
}

/** What the index has of an event. */
export interface IndexedEvent {
  id: number;
  occurredAt: number;
  terms: string[];
}

/** A term, and an event that has it. */
type Posting = readonly [termId: number, occurredAt: number, eventId: number];

/** Each is a value of the statement on MySQL; old SQLite versions bind at most 999. */
const TERMS_AT_ONCE = 500;
/** Postings of one statement; MySQL binds three values for each. */
const POSTINGS_AT_ONCE = { sqlite: 5_000, postgres: 5_000, mysql: 500 } as const;
/** Each of those removed may be on another page: up to 20 ms on SQLite, and others get a turn. */
const REMOVED_AT_ONCE = { ...POSTINGS_AT_ONCE, sqlite: 1_000 };
const EVENTS_AT_ONCE = 100;

const JSON_COLUMNS = [0, 1, 2].map((at) => `json_extract(value, '$[${at}]')`).join(', ');
const UNNESTED = 'unnest(?::bigint[], ?::bigint[], ?::bigint[])';

/** How a database finds and adds many terms with one statement. */
const TERMS_AMONG = {
  sqlite: (terms: readonly string[]) => [
    'term in (select value from json_each(?))',
    [JSON.stringify(terms)],
  ],
  postgres: (terms: readonly string[]) => ['term = any (?::text[])', [terms]],
  mysql: (terms: readonly string[]) => [`term in (${terms.map(() => '?').join(', ')})`, [...terms]],
} satisfies Record<DialectName, (terms: readonly string[]) => SqlAndValues>;

const NEW_TERMS = {
  sqlite: (into: string, terms: readonly string[]) => [
    `insert into ${into} (term) select value from json_each(?)`,
    [JSON.stringify(terms)],
  ],
  postgres: (into: string, terms: readonly string[]) => [
    `insert into ${into} (term) select * from unnest(?::text[])`,
    [terms],
  ],
  mysql: (into: string, terms: readonly string[]) => [
    `insert into ${into} (term) values ${terms.map(() => '(?)').join(', ')}`,
    [...terms],
  ],
} satisfies Record<DialectName, (into: string, terms: readonly string[]) => SqlAndValues>;

/** How it adds and removes many postings. */
const ADDING = {
  sqlite: (into: string, rows: readonly Posting[]) => [
    `insert or ignore into ${into} select ${JSON_COLUMNS} from json_each(?)`,
    [JSON.stringify(rows)],
  ],
  postgres: (into: string, rows: readonly Posting[]) => [
    `insert into ${into} (term_id, occurred_at, event_id) select * from ${UNNESTED} on conflict do nothing`,
    columnsOf(rows),
  ],
  mysql: (into: string, rows: readonly Posting[]) => [
    `insert ignore into ${into} (term_id, occurred_at, event_id) values ${rows.map(() => '(?, ?, ?)').join(', ')}`,
    rows.flat(),
  ],
} satisfies Record<DialectName, (into: string, rows: readonly Posting[]) => SqlAndValues>;

const REMOVING = {
  sqlite: (from: string, rows: readonly Posting[]) => [
    `delete from ${from} where (term_id, occurred_at, event_id) in (select ${JSON_COLUMNS} from json_each(?))`,
    [JSON.stringify(rows)],
  ],
  postgres: (from: string, rows: readonly Posting[]) => [
    `delete from ${from} as old using ${UNNESTED} as gone (term_id, occurred_at, event_id) ` +
      'where old.term_id = gone.term_id and old.occurred_at = gone.occurred_at and old.event_id = gone.event_id',
    columnsOf(rows),
  ],
  // MariaDB would read the whole table for a list of rows.
  mysql: (from: string, rows: readonly Posting[]) => [
    `delete old from ${from} as old join (` +
      rows.map(() => 'select ? as term_id, ? as occurred_at, ? as event_id').join(' union all ') +
      ') as gone using (term_id, occurred_at, event_id)',
    rows.flat(),
  ],
} satisfies Record<DialectName, (from: string, rows: readonly Posting[]) => SqlAndValues>;

/** A statement, or a part of one, and what it binds. */
type SqlAndValues = (string | unknown[])[];

const columnsOf = (rows: readonly Posting[]): number[][] =>
  [0, 1, 2].map((at) => rows.map((row) => row[at]!));

/** Neighbours in the index are written one after the other. */
const inKeyOrder = (one: Posting, other: Posting): number =>
  one[0] - other[0] || one[1] - other[1] || one[2] - other[2];

type Row = TermRow & { id: number | string; occurred_at: number | string };

/** Reads the events of a statement, with the terms by which each is found. */
export async function readIndexed(
  db: IndexDatabase,
  events: Knex.QueryBuilder
): Promise<IndexedEvent[]> {
  const rows: Row[] = await events.select(
    ...['id', 'occurred_at', ...TERM_COLUMNS],
    // The payload is read only where it names accounts: it may be large.
    db.connection.raw('case when ?? > 1 then ?? end as ??', ['count', 'payload', 'payload'])
  );
  return rows.map((row) => ({
    id: Number(row.id),
    occurredAt: Number(row.occurred_at),
    terms: termsOf(row),
  }));
}

/** The terms of some events, each once. */
const termsIn = (events: readonly IndexedEvent[]): string[] => [
  ...new Set(events.flatMap(({ terms }) => terms)),
];

/** The postings of events for the terms that have an id. */
function postingsOf(events: readonly IndexedEvent[], ids: ReadonlyMap<string, number>): Posting[] {
  const postings: Posting[] = [];
  for (const { id, occurredAt, terms } of events) {
    for (const term of terms) {
      const termId = ids.get(term);
      if (termId !== undefined) postings.push([termId, occurredAt, id]);
    }
  }
  return postings.sort(inKeyOrder);
}

/**
 * Writes the search index. Call it only in a transaction that holds the index's lock
 * (`lockIndex`): two writers may otherwise need the same new term.
 */
export function createPostings(db: IndexDatabase) {
  const dialect = toDialectName(db.dialect.client);
  const names = tableNames(db.getSchemaName());
  const terms = (trx: Knex.Transaction) => db.getConnection(TERM_TABLE).transacting(trx);

  async function readIds(trx: Knex.Transaction, wanted: readonly string[]) {
    const ids = new Map<string, number>();
    for (let at = 0; at < wanted.length; at += TERMS_AT_ONCE) {
      const [sql, values] = TERMS_AMONG[dialect](wanted.slice(at, at + TERMS_AT_ONCE));
      const rows: { id: number | string; term: string }[] = await terms(trx)
        .whereRaw(sql as string, values as Knex.RawBinding[])
        .select('id', 'term');
      for (const { id, term } of rows) ids.set(term, Number(id));
      await setImmediate();
    }
    return ids;
  }

  async function addTerms(trx: Knex.Transaction, missing: readonly string[]): Promise<void> {
    for (let at = 0; at < missing.length; at += TERMS_AT_ONCE) {
      const [sql, values] = NEW_TERMS[dialect](names.terms, missing.slice(at, at + TERMS_AT_ONCE));
      await trx.raw(sql as string, values as Knex.RawBinding[]);
    }
  }

  async function runAll(
    trx: Knex.Transaction,
    postings: readonly Posting[],
    statementOf: (table: string, rows: readonly Posting[]) => SqlAndValues
  ): Promise<void> {
    const size = POSTINGS_AT_ONCE[dialect];
    for (let at = 0; at < postings.length; at += size) {
      const [sql, values] = statementOf(names.postings, postings.slice(at, at + size));
      await trx.raw(sql as string, values as Knex.RawBinding[]);
    }
  }

  return {
    /** Makes events findable; those that are already stay so. */
    async add(trx: Knex.Transaction, events: readonly IndexedEvent[]): Promise<void> {
      const wanted = termsIn(events);
      const ids = await readIds(trx, wanted);
      const missing = wanted.filter((term) => !ids.has(term));
      if (missing.length > 0) {
        await addTerms(trx, missing);
        for (const [term, id] of await readIds(trx, missing)) ids.set(term, id);
      }
      await runAll(trx, postingsOf(events, ids), ADDING[dialect]);
    },

    /**
     * Removes events. The purge must be allowed. Call the returned function afterwards: it removes
     * the terms that are no longer used, and keeps the number of those that were added again.
     */
    async remove(
      trx: Knex.Transaction,
      events: readonly IndexedEvent[]
    ): Promise<() => Promise<void>> {
      const ids = await readIds(trx, termsIn(events));
      // In the order of the index, across all of the events: neighbours share their pages.
      const rows = postingsOf(events, ids);
      for (let at = 0; at < rows.length; at += REMOVED_AT_ONCE[dialect]) {
        const some = rows.slice(at, at + REMOVED_AT_ONCE[dialect]);
        await runAll(trx, some, REMOVING[dialect]);
        await setImmediate();
      }
      const removed = [...ids.values()];
      return async () => {
        for (let at = 0; at < removed.length; at += TERMS_AT_ONCE) {
          // A seek for each: databases might read the whole index for "not exists".
          const first = `select 1 from ${names.postings} where term_id = ${names.terms}.id limit 1`;
          await terms(trx)
            .whereIn('id', removed.slice(at, at + TERMS_AT_ONCE))
            .whereRaw(`(${first}) is null`)
            .delete();
          await setImmediate();
        }
      };
    },

    /** Events as `add` and `remove` take them. */
    async read(trx: Knex.Transaction, keys: readonly (number | string)[]): Promise<IndexedEvent[]> {
      const found: IndexedEvent[] = [];
      for (let at = 0; at < keys.length; at += EVENTS_AT_ONCE) {
        const events = db.getConnection(EVENT_TABLE).transacting(trx);
        const some = events.whereIn('id', keys.slice(at, at + EVENTS_AT_ONCE));
        found.push(...(await readIndexed(db, some)));
        // SQLite answers without leaving the process: others get a turn.
        await setImmediate();
      }
      return found;
    },
  };
}

export type Postings = ReturnType<typeof createPostings>;
