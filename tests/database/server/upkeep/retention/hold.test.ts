import { EVENT_TABLE, TAG_TABLE } from '../../../../../server/src/plugin-id';
import { CUT_OFF, DAY, NOW, purgedJournal } from '../../../../helpers/purged-journal';

const log = purgedJournal();
const purge = async (rules: object) => (await log.retention({ rules })).purge();

/** Old events, by their public id, each with what it is found by. */
async function addOld(events: Record<string, { terms?: string[]; columns?: object }>) {
  for (const [document_id, { terms = [], columns }] of Object.entries(events)) {
    const occurred_at = CUT_OFF - 10 * DAY;
    await log.journal.addEvent({ occurred_at, document_id, ...columns });
    const row = await log.journal.db.getConnection(EVENT_TABLE).where({ document_id }).first('id');
    for (const term of terms) {
      await log.journal.db.connection(TAG_TABLE).insert({ event_id: row.id, occurred_at, term });
    }
  }
}

describe('what is held', () => {
  it('is what matches any of the searches, each in its own words', async () => {
    await addOld({
      entry: { columns: { resource_document_id: 'abc123' } },
      other: { columns: { resource_document_id: 'abc1234' } },
      anna: { terms: ['a:anna', 'a:berg'] },
      bo: { terms: ['a:bo'] },
      tagged: { terms: ['t:case:7'] },
      denied: { columns: { outcome: 'denied', origin: 'content-api' } },
      'denied otherwise': { columns: { outcome: 'denied', origin: 'cron' } },
    });
    const hold = ['entry:abc123', 'actor:anna', 'tag:case:7', 'outcome:denied -origin:cron'];
    expect(await purge({ hold })).toMatchObject({ removed: 3, held: 4 });
    expect(await log.left()).toEqual(['entry', 'anna', 'tagged', 'denied']);
    expect(log.recorded[0]!.payload).toMatchObject({ removed: 3, held: 4 });
  });

  it('is held from an instant on', async () => {
    const anna = { terms: ['a:anna'] };
    await addOld({
      early: { ...anna, columns: { occurred_at: Date.UTC(2025, 0, 9) } },
      late: { ...anna, columns: { occurred_at: Date.UTC(2025, 0, 10) } },
    });
    const { connection } = log.journal.db;
    await connection.raw(
      `update ${TAG_TABLE} set occurred_at =
         (select occurred_at from ${EVENT_TABLE} where id = event_id)`
    );
    await purge({ hold: ['actor:anna after:2025-01-10'] });
    expect(await log.left()).toEqual(['late']);
  });

  it('is either of several actors', async () => {
    await addOld({
      anna: { terms: ['a:anna'] },
      bo: { terms: ['a:bo'] },
      account: { columns: { actor_type: 'end-user', actor_id: '7' } },
      else: { terms: ['a:cy'] },
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
    // The action and the two ends of the range aside.
    const keys = asked.flatMap((bindings) => bindings.slice(1, -2));
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
    await addOld({ anna: { terms: ['a:anna'] } });
    expect(await purge({ hold: ['actor:zoe'] })).toMatchObject({ removed: 1, held: 0 });
  });
});
