import type { Core } from '@strapi/strapi';
import { LEASE_TABLE } from '../plugin-id';

type LeaseDatabase = Pick<Core.Strapi['db'], 'getConnection'>;

/** How long an instance that died keeps the others out. The instances' clocks may differ by less. */
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
  now: () => number;
}

/** A row that one instance at a time can hold, on any database, until it releases it or stops renewing. */
export function createLease({ db, name, owner, now }: LeaseDependencies) {
  let renewedAt = -Infinity;
  const row = () => db.getConnection(LEASE_TABLE).where({ name });

  async function renew(): Promise<boolean> {
    const at = now();
    const held = await row()
      .where({ owner })
      .update({ until: at + LEASE_MS });
    if (held === 1) renewedAt = at;
    return held === 1;
  }

  const giveBack = async (until: number): Promise<void> => {
    await row().where({ owner }).update({ until });
  };

  return {
    /** True while the lease is ours; false if another instance has taken it over. Renews it in time. */
    async keep(): Promise<boolean> {
      return now() - renewedAt < RENEW_MS || renew();
    },

    /** As `keep`, whatever time it is. */
    renew,

    /** True if the lease is now ours: it was free, it had run out, or nobody ever had it. */
    async acquire(): Promise<boolean> {
      const until = now() + LEASE_MS;
      await row().where('until', '<', now()).update({ owner, until });
      await db
        .getConnection(LEASE_TABLE)
        .insert({ name, owner, until })
        .onConflict('name')
        .ignore();
      // Databases count updated and ignored rows each in its own way; the row itself knows whose it is.
      return renew();
    },

    /** The same, of work alone that somebody began and did not end. */
    async takeOver(): Promise<boolean> {
      const unfinished = () => row().where('until', '>', RELEASED).where('until', '<', now());
      // Most of the time there is none, and asking costs less than writing.
      if (!(await unfinished().first('name'))) return false;
      await unfinished().update({ owner, until: now() + LEASE_MS });
      return renew();
    },

    /** Lets the next instance in at once. */
    release: () => giveBack(RELEASED),
    /** The same, of work that another instance may take over. */
    abandon: () => giveBack(ABANDONED),
  };
}

export type Lease = ReturnType<typeof createLease>;
