import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { LEASE_TABLE } from '../plugin-id';
import { databaseTime } from './database-time';

type LeaseDatabase = Pick<Core.Strapi['db'], 'connection' | 'getConnection'> & {
  dialect: { client: string };
};

/** How long an instance that died keeps the others out. */
export const LEASE_MS = 30_000;
/** How often it is renewed. */
export const RENEW_MS = LEASE_MS / 3;

/** Work that ended: nobody has to go on with it. */
const RELEASED = 0;
/** Work that was broken off on purpose. Long past, as is the end of a lease whose holder died. */
const ABANDONED = 1;

export interface LeaseDependencies {
  db: LeaseDatabase;
  /** The job it guards. */
  name: string;
  /** Unique to this process. */
  owner: string;
  /** What is now in the database, as SQL: epoch milliseconds. Its own clock if left out. */
  time?: (() => string) | undefined;
  /** Milliseconds since any instant, by a clock of this process that nobody sets; for `keep` only. */
  elapsed?: (() => number) | undefined;
}

/** Another instance holds the lease by now: whatever this one was about to commit must not be. */
export class LeaseLost extends Error {
  constructor(name: string) {
    super(`[audit-trail] ${name}: another instance took this work over.`);
  }
}

/**
 * A row that one instance at a time can hold, until it releases it or stops renewing. All times are the
 * database's: the clocks of two instances may differ by anything.
 */
export function createLease({ db, name, owner, time, elapsed }: LeaseDependencies) {
  const now = time ?? (() => databaseTime(db.dialect.client));
  const passed = elapsed ?? (() => performance.now());
  let renewedAt = -Infinity;
  const row = () => db.getConnection(LEASE_TABLE).where({ name });
  const later = (): Knex.Raw => db.connection.raw(`${now()} + ${LEASE_MS}`);
  const past = (query: Knex.QueryBuilder) => query.whereRaw(`?? < ${now()}`, ['until']);

  async function renew(): Promise<boolean> {
    const at = passed();
    const held = Number(await row().where({ owner }).update({ until: later() }));
    if (held === 1) renewedAt = at;
    return held === 1;
  }

  const giveBack = async (until: number): Promise<void> => {
    await row().where({ owner }).update({ until });
  };

  return {
    /** True while the lease is ours; false if another instance has taken it over. Renews it in time. */
    async keep(): Promise<boolean> {
      return passed() - renewedAt < RENEW_MS || renew();
    },

    /** As `keep`, whatever time it is. */
    renew,

    /**
     * Renews it inside a transaction, which then commits only while the lease is ours: nobody can take
     * it over before. Call it last there, because it keeps others waiting.
     * @throws LeaseLost
     */
    async confirm(trx: Knex.Transaction): Promise<void> {
      const held = await row().where({ owner }).transacting(trx).update({ until: later() });
      if (Number(held) !== 1) throw new LeaseLost(name);
    },

    /** True if the lease is now ours: it was free, it had run out, or nobody ever had it. */
    async acquire(): Promise<boolean> {
      await past(row()).update({ owner, until: later() });
      await db
        .getConnection(LEASE_TABLE)
        .insert({ name, owner, until: later() })
        .onConflict('name')
        .ignore();
      // Databases count updated and ignored rows each in its own way; the row itself knows whose it is.
      return renew();
    },

    /** The same, of work alone that somebody began and did not end. */
    async takeOver(): Promise<boolean> {
      const unfinished = () => past(row().where('until', '>', RELEASED));
      // Most of the time there is none, and asking costs less than writing.
      if (!(await unfinished().first('name'))) return false;
      await unfinished().update({ owner, until: later() });
      return renew();
    },

    /** Lets the next instance in at once. */
    release: () => giveBack(RELEASED),
    /** The same, of work that another instance may take over. */
    abandon: () => giveBack(ABANDONED),
  };
}

export type Lease = ReturnType<typeof createLease>;
