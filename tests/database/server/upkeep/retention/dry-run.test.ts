import { REQUEST_TABLE } from '../../../../../server/src/plugin-id';
import {
  CUT_OFF,
  DAY,
  NOW,
  purgedJournal,
  type PurgeOptions,
} from '../../../../helpers/purged-journal';

const log = purgedJournal();

/** Rules of every kind that let different events go, some of them the same ones. */
const RULES: PurgeOptions['rules'] = {
  days: 90,
  actions: { 'noise.*': 7, 'kept.*': 0 },
  maxEvents: 25,
  hold: ['locale:de'],
};

async function addMixture(): Promise<void> {
  for (let n = 0; n < 60; n += 1) {
    const occurred_at = NOW - n * 3 * DAY;
    const request_id = `r${n % 50}`;
    const action = ['noise.made', 'entry.update', 'kept.fact'][n % 3];
    await log.journal.addEvent({
      occurred_at,
      action,
      request_id,
      resource_locale: n % 7 === 0 ? 'de' : 'en',
    });
    if (n < 50) await log.journal.addRequest({ occurred_at, request_id });
  }
}

describe('a dry run', () => {
  it('tells what the purge then removes, and removes nothing', async () => {
    await addMixture();
    const before = await log.left();
    const dry = await (await log.retention({ rules: { ...RULES, dryRun: true } })).purge();
    expect(await log.left()).toEqual(before);
    expect(await log.instants(REQUEST_TABLE)).toHaveLength(50);

    const done = await (await log.retention({ rules: RULES })).purge();
    expect(done).toMatchObject({ ran: true, dryRun: false });
    expect(dry).toEqual({ ...done, dryRun: true });
    const [tried, purged] = log.recorded;
    expect(tried).toMatchObject({ action: 'audit-log.purge-preview', payload: { dryRun: true } });
    const { dryRun: _, ...told } = tried!.payload as { dryRun: boolean };
    expect(purged).toMatchObject({ action: 'audit-log.purge', payload: told });
    expect(Object.keys((purged!.payload as { byRule: object }).byRule).sort()).toEqual(
      ['days', 'maxEvents', 'noise.*'].sort()
    );
  });

  it('gives nothing to the archive', async () => {
    await log.addEvents(3, CUT_OFF - 1);
    const archive = { store: () => Promise.reject(new Error('asked')) };
    const retention = await log.retention({ rules: { dryRun: true }, archive });
    expect(await retention.purge()).toMatchObject({ removed: 3, dryRun: true });
  });
});

describe('preview', () => {
  it('tells the same to a developer, and records nothing', async () => {
    await addMixture();
    const retention = await log.retention({ rules: RULES });
    const preview = await retention.preview();
    expect(log.recorded).toEqual([]);
    const done = await retention.purge();
    const payload = log.recorded[0]!.payload as Record<string, unknown>;
    expect(done).toMatchObject({ removed: preview.events, requestsRemoved: preview.requests });
    expect(preview).toEqual({
      events: payload.removed,
      requests: payload.requestsRemoved,
      held: payload.held,
      byRule: payload.byRule,
      oldest: payload.oldestRemoved,
      newest: payload.newestRemoved,
      isComplete: true,
    });
  });

  it('is empty where everything is kept for ever', async () => {
    await log.journal.addEvent({ occurred_at: 0 });
    expect(await (await log.retention({ rules: { days: 0 } })).preview()).toEqual({
      ...{ events: 0, requests: 0, held: 0, byRule: {}, oldest: null, newest: null },
      isComplete: true,
    });
  });

  it('is not complete after the plugin was stopped', async () => {
    await log.addEvents(3, CUT_OFF - 1);
    const retention = await log.retention();
    await retention.stop();
    expect(await retention.preview()).toMatchObject({ isComplete: false });
  });
});
