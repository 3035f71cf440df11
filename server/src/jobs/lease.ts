import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { LEASE_TABLE } from '../plugin-id';
import { databaseTime } from './database-time';

type LeaseDatabase = Pick<Core.Strapi['db'], 'connection' | 'getConnection'> & {
  dialect: { client: string };
};

/** How long a dead instance keeps the others out. */
export const LEASE_MS = 30_000;
/** How often it is renewed. */
export const RENEW_MS = LEASE_MS / 3;

/** Finished work: no instance has to continue it. */
const RELEASED = 0;
/** Work that was interrupted on purpose. Long past, like the end of a lease whose holder died. */
const ABANDONED = 1;

export interface LeaseDependencies {
  db: LeaseDatabase;
  /** The job it guards. */
  name: string;
  /** Unique to this process. */
  owner: string;
  /** The database's current time as SQL, in epoch milliseconds. Its own clock if left out. */
  time?: (() => string) | undefined;
  /** Milliseconds since any instant, by a monotonic clock of this process; for `keep` only. */
  elapsed?: (() => number) | undefined;
}

/**
 * Another instance now holds the lease: what this one was about to commit must not be committed.
 */
export class LeaseLost extends Error {
  constructor(name: string) {
    super(`[audit-trail] ${name}: another instance took this work over.`);
  }
}

/**
 * A row that one instance at a time can hold, until it releases it or stops renewing. All times are
 * the database's: the clocks of two instances may differ by any amount.
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
    /**
     * True while the lease is ours; false if another instance has taken it over. Renews it in time.
     */
    async keep(): Promise<boolean> {
      return passed() - renewedAt < RENEW_MS || renew();
    },

    /** As `keep`, but always renews. */
    renew,

    /**
     * Renews it inside a transaction, which then commits only while the lease is ours: no other
     * instance can take it over before. Call it last there, because it keeps others waiting.
     * @throws LeaseLost
     */
    async confirm(trx: Knex.Transaction): Promise<void> {
      const held = await row().where({ owner }).transacting(trx).update({ until: later() });
      if (Number(held) !== 1) throw new LeaseLost(name);
    },

    /** True if the lease is now ours: it was free, had expired, or was never held. */
    async acquire(): Promise<boolean> {
      await past(row()).update({ owner, until: later() });
      await db
        .getConnection(LEASE_TABLE)
        .insert({ name, owner, until: later() })
        .onConflict('name')
        .ignore();
      // Databases count updated and ignored rows differently; the row itself shows its owner.
      return renew();
    },

    /** The same, but only for work that an instance began and did not end. */
    async takeOver(): Promise<boolean> {
      const unfinished = () => past(row().where('until', '>', RELEASED));
      // Most of the time there is none, and reading is cheaper than writing.
      if (!(await unfinished().first('name'))) return false;
      await unfinished().update({ owner, until: later() });
      return renew();
    },

    /** Lets the next instance in at once. */
    release: () => giveBack(RELEASED),
    /** The same, for work that another instance may take over. */
    abandon: () => giveBack(ABANDONED),
  };
}

export type Lease = ReturnType<typeof createLease>;
