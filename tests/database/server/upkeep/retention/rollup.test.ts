import { EVENT_TABLE } from '../../../../../server/src/plugin-id';
import { createQuery } from '../../../../../server/src/read/query';
import { createDeclaredActions } from '../../../../../server/src/record/declared-actions';
import { readRollupState } from '../../../../../server/src/follow/rollup';
import { createRollup } from '../../../../../server/src/follow/rollup/rollup';
import { DAY, NOW, purgedJournal } from '../../../../helpers/purged-journal';

const HOUR = 3_600_000;
const log = purgedJournal();

/** By action and day, from the chart and from the table itself. */
async function countBoth(action: string, from: number) {
  const query = createQuery({
    db: log.journal.db,
    actions: createDeclaredActions([]),
    now: () => NOW,
  });
  const after = new Date(from).toISOString();
  const { buckets } = await query.findHistogram({ q: `action:${action} after:${after}` });
  const [row] = await log.journal.db
    .getConnection(EVENT_TABLE)
    .where({ action })
    .where('occurred_at', '>=', from)
    .count({ n: '*' });
  return { chart: buckets.reduce((sum, { count }) => sum + count, 0), table: Number(row.n) };
}

it('the chart stays right where some actions go early and some events are held', async () => {
  // More than are counted one by one, so that the chart asks for the hours.
  await log.addEvents(11_000, NOW - HOUR, { action: 'entry.update' });
  for (let day = 1; day <= 20; day += 1) {
    await log.addEvents(30, NOW - day * DAY, { action: 'noise.made' });
    await log.addEvents(20, NOW - day * DAY, { action: 'kept.fact' });
  }
  await log.journal.addEvent({
    occurred_at: NOW - 12 * DAY,
    action: 'noise.made',
    resource_locale: 'de',
  });
  const rollup = createRollup({
    ...{ db: log.journal.db, instanceId: 'rollup', clock: { now: () => NOW } },
    pause: async () => undefined,
  });
  await rollup.count();
  expect((await readRollupState(log.journal.db)).state).toMatchObject({ cursor: 12_001, since: 0 });

  const rules = { days: 15, actions: { 'noise.*': 7, 'kept.*': 0 }, hold: ['locale:de'] };
  await (await log.retention({ rules })).purge();
  const { since } = (await readRollupState(log.journal.db)).state;
  expect(since).toBeGreaterThan(NOW - 8 * DAY);
  expect(since).toBeLessThanOrEqual(NOW - 7 * DAY + HOUR);

  expect(await countBoth('noise.made', NOW - 30 * DAY)).toEqual({ chart: 182, table: 182 });
  expect(await countBoth('kept.fact', NOW - 30 * DAY)).toEqual({ chart: 400, table: 400 });
  expect(await countBoth('entry.update', NOW - 30 * DAY)).toEqual({ chart: 11_000, table: 11_000 });
  // A count that goes on afterwards adds nothing twice.
  await rollup.count();
  expect(await countBoth('entry.update', NOW - 30 * DAY)).toEqual({ chart: 11_000, table: 11_000 });
});
