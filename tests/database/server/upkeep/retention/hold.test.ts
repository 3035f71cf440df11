import { CUT_OFF, DAY, NOW, purgedJournal } from '../../../../helpers/purged-journal';

const log = purgedJournal();
const purge = async (rules: object) => (await log.retention({ rules })).purge();

const actor = (name: string) => ({ actor_name: name, actor_email: null });
const NOBODY = actor('Nobody');

/** Old events of nobody in particular, by their public id. */
async function addOld(events: Record<string, object>) {
  for (const [document_id, columns] of Object.entries(events)) {
    const occurred_at = CUT_OFF - 10 * DAY;
    await log.journal.addEvent({ occurred_at, document_id, ...NOBODY, ...columns });
  }
}

describe('what is held', () => {
  it('is what matches any of the searches, each in its own words', async () => {
    await addOld({
      entry: { resource_document_id: 'abc123' },
      other: { resource_document_id: 'abc1234' },
      anna: actor('Anna Berg'),
      bo: actor('Bo'),
      tagged: { tags: '["case:7"]' },
      denied: { outcome: 'denied', origin: 'content-api' },
      'denied otherwise': { outcome: 'denied', origin: 'cron' },
    });
    const hold = ['entry:abc123', 'actor:anna', 'tag:case:7', 'outcome:denied -origin:cron'];
    expect(await purge({ hold })).toMatchObject({ removed: 3, held: 4 });
    expect(await log.left()).toEqual(['entry', 'anna', 'tagged', 'denied']);
    expect(log.recorded[0]!.payload).toMatchObject({ removed: 3, held: 4 });
  });

  it('is held from an instant on', async () => {
    await addOld({
      early: { ...actor('Anna'), occurred_at: Date.UTC(2025, 0, 9) },
      late: { ...actor('Anna'), occurred_at: Date.UTC(2025, 0, 10) },
    });
    await purge({ hold: ['actor:anna after:2025-01-10'] });
    expect(await log.left()).toEqual(['late']);
  });

  it('is either of several actors', async () => {
    await addOld({
      anna: actor('Anna'),
      bo: actor('Bo'),
      account: { actor_type: 'end-user', actor_id: '7' },
      else: actor('Cy'),
    });
    await purge({ hold: ['actor:anna actor:bo actor:end-user:7'] });
    expect(await log.left()).toEqual(['anna', 'bo', 'account']);
  });

  it('stays whatever rule would remove it, its requests too', async () => {
    for (let n = 0; n < 4; n += 1) {
      const request_id = `r${n}`;
      const occurred_at = NOW - 2 * DAY - n;
      await log.journal.addEvent({
        occurred_at,
        request_id,
        document_id: `e${n}`,
        resource_locale: n === 3 ? 'de' : 'en',
      });
      await log.journal.addRequest({ occurred_at, request_id });
    }
    const rules = { days: 1, actions: { 'entry.*': 1 }, maxEvents: 1, hold: ['locale:de'] };
    expect(await purge(rules)).toMatchObject({ removed: 3, requestsRemoved: 3, held: 1 });
    expect(await log.left()).toEqual(['e3']);
  });

  it('is walked once a run, not again with each batch', async () => {
    await log.addEvents(2_300, CUT_OFF - 1, { action: 'order.refund' });
    await log.addEvents(2_300, CUT_OFF - 5_000, { action: 'entry.create' });
    const asked: unknown[][] = [];
    const retention = await log.retention({ rules: { hold: ['action:entry.*'] } });
    log.journal.db.connection.on(
      'query',
      ({ sql, bindings }: { sql: string; bindings: unknown[] }) => {
        if (sql.startsWith('select `event`.`id` as `id`')) asked.push(bindings);
      }
    );
    expect(await retention.purge()).toMatchObject({ removed: 2_300, held: 2_300 });
    // Behind the two ends of the range of time, and the action.
    const keys = asked.flatMap((bindings) => bindings.slice(3));
    expect(keys).toHaveLength(4_600);
    expect(new Set(keys).size).toBe(4_600);
  });

  it('is not counted as left where time is up, once it was looked at', async () => {
    await log.addEvents(100, CUT_OFF - 5_000, { action: 'entry.create' });
    await log.addEvents(500, CUT_OFF - 1, { action: 'order.refund' });
    const retention = await log.retention({
      rules: { hold: ['action:entry.*'], maxMinutes: 1 },
      duringBatch: () => void (log.time += 61_000),
    });
    expect(await retention.purge()).toMatchObject({ end: 'time-is-up', removed: 100, held: 100 });
    expect(log.recorded[0]!.payload).toMatchObject({ left: 500 - 100 });
  });

  it('is nothing that nobody meant: a word that stands nowhere', async () => {
    await addOld({ anna: actor('Anna') });
    expect(await purge({ hold: ['actor:zoe'] })).toMatchObject({ removed: 1, held: 0 });
  });
});
