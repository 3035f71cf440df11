import { bootApp, type App } from '../helpers/boot-app';
import { defaultDatabase } from '../helpers/app/databases';
import { addOldEvents, purgesIn, untilLeft } from '../helpers/old-events';
import { clockAhead } from '../helpers/wrong-clock';

/** The journal of two instances; SQLite serves one process only, so that there is none to take over. */
const describeOnServers = defaultDatabase() === 'sqlite' ? describe.skip : describe;

const COUNT = 6_000;
/** In the middle of what is old: up to there the first instance comes. */
const LOCKED = 'old-3500';
const TEN_MINUTES = 600_000;

// Both run the purge only when they are told to.
const CONFIG = { auditTrail: { retention: { days: 30, schedule: '0 0 1 1 *' } } };

interface Held {
  heldRow?: { rollback(): Promise<void> };
}

const CLOCKS = {
  'whose clock is ten minutes ahead': [TEN_MINUTES, 0],
  'beside one whose clock is ten minutes ahead': [0, TEN_MINUTES],
} as const;

describeOnServers.each(Object.entries(CLOCKS))(
  'a purge whose instance dies, %s',
  (_, [ofFirst, ofSecond]) => {
    let first: App;
    let second: App;

    beforeAll(async () => {
      first = await bootApp({ ...CONFIG, env: clockAhead(ofFirst) });
      const { DATABASE_URL = '' } = first.env;
      second = await bootApp({ ...CONFIG, env: { DATABASE_URL, ...clockAhead(ofSecond) } });
      await addOldEvents(first, COUNT);
    });
    afterAll(async () => {
      // Its database is the first one's.
      await second?.stop();
      await first?.stop();
    });

    it('is left alone while it lives, and taken over within a minute', async () => {
      await second.run(async ({ db }, locked) => {
        const trx = await db.connection.transaction();
        await trx('audit_trail_events').where({ document_id: locked }).forUpdate();
        (globalThis as Held).heldRow = trx as never;
      }, LOCKED);
      const purge = first.run((strapi) =>
        strapi.plugin('audit-trail').service('retention').purge()
      );
      const died = expect(purge).rejects.toThrow();
      const left = await untilLeft(second, COUNT - 3_000);
      expect(left).toBeGreaterThan(COUNT - 3_600);
      expect(
        await second.run((strapi) => strapi.plugin('audit-trail').service('retention').purge())
      ).toEqual({ ran: false, reason: 'another-instance' });

      await first.kill();
      await died;
      const diedAt = Date.now();
      await second.run(() => (globalThis as Held).heldRow!.rollback());
      await untilLeft(second, 0);
      expect(Date.now() - diedAt).toBeLessThan(60_000);
      expect(Date.now() - diedAt).toBeGreaterThan(5_000);
    }, 120_000);

    it('is recorded whole: what the dead one removed, and what the other did', async () => {
      for (;;) {
        const purges = await purgesIn(second);
        if (purges.length < 2) continue;
        expect(purges.map(({ outcome }) => outcome)).toEqual(['failure', 'success']);
        const removed = purges.map(({ payload }) => payload.removed);
        expect(removed[0]).toBeGreaterThanOrEqual(3_000);
        expect(removed[0]! + removed[1]!).toBe(COUNT);
        expect(purges[0]!.payload.end).toBe('broken-off');
        expect(purges[1]!.payload.end).toBe('complete');
        expect(second.log()).not.toContain('Look for a trigger');
        return;
      }
    });
  }
);
