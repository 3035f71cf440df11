import { EVENT_TABLE, LEASE_TABLE } from '../../../../../server/src/plugin-id';
import { CUT_OFF, NOW, purgedJournal } from '../../../../helpers/purged-journal';

const log = purgedJournal();
const lease = () => log.journal.db.getConnection(LEASE_TABLE);
const holdLease = (owner: string, until: number) =>
  lease().insert({ name: 'retention', owner, until });

const REMOVAL = new RegExp(`^delete from \`${EVENT_TABLE}\``);

const RENEWAL = new RegExp(`^update \`${LEASE_TABLE}\` set \`until\` = (\\d+) \\+ (\\d+)`);

describe('among several instances', () => {
  it('only one purges', async () => {
    await log.addEvents(600, CUT_OFF - 1);
    const instances = await Promise.all(
      ['a', 'b', 'c'].map((instanceId) => log.retention({ instanceId }))
    );
    const verdicts = await Promise.all(instances.map((retention) => retention.purge()));
    expect(verdicts.filter((verdict) => verdict.ran)).toHaveLength(1);
    expect(verdicts).toContainEqual({ ran: false, reason: 'another-instance' });
    expect(log.recorded).toHaveLength(1);
  });

  it('nobody purges while another holds the lease', async () => {
    await log.journal.addEvent({ occurred_at: 0 });
    await holdLease('other', NOW + 1);
    const retention = await log.retention();
    expect(await retention.purge()).toEqual({ ran: false, reason: 'another-instance' });
    expect(await retention.resume()).toEqual({ ran: false, reason: 'nothing-unfinished' });
    expect(await log.instants()).toEqual([0]);
  });

  it.each([600_000, -600_000])('clocks that differ by %d ms decide nothing', async (ahead) => {
    await log.journal.addEvent({ occurred_at: 0 });
    await holdLease('other', NOW + 1);
    const wrong = await log.retention({ ahead });
    expect(await wrong.purge()).toEqual({ ran: false, reason: 'another-instance' });
    expect(await wrong.resume()).toEqual({ ran: false, reason: 'nothing-unfinished' });
    log.time += 2;
    expect(await wrong.resume()).toMatchObject({ ran: true, removed: 1 });
    expect(await lease().first('until')).toEqual({ until: 0 });
  });

  it('the lease of one that died runs out', async () => {
    await log.journal.addEvent({ occurred_at: 0 });
    await holdLease('dead', NOW - 1);
    expect(await (await log.retention()).purge()).toMatchObject({ ran: true, removed: 1 });
  });

  it('the lease is renewed while a long purge runs', async () => {
    await log.addEvents(300, CUT_OFF - 1);
    const untils: number[] = [];
    const retention = await log.retention({ duringBatch: () => void (log.time += 11_000) });
    log.journal.db.connection.on('query', ({ sql }: { sql: string }) => {
      const [, from, more] = RENEWAL.exec(sql) ?? [];
      if (from) untils.push(Number(from) + Number(more));
    });
    await retention.purge();
    const seen = [...new Set(untils)];
    expect(seen[0]).toBe(NOW + 30_000);
    expect(seen[1]).toBe(NOW + 41_000);
    expect(await lease().first('until')).toEqual({ until: 0 });
  });

  it('the lease is renewed during one long batch', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'Date'] });
    try {
      await log.addEvents(3, CUT_OFF - 1);
      const untils: number[] = [];
      const retention = await log.retention({
        archive: {
          async store(events) {
            log.time += 25_000;
            await jest.advanceTimersByTimeAsync(10_000);
            const [row] = await lease().select('until');
            untils.push(row.until);
            let count = 0;
            for await (const some of events) count += some.length;
            return { name: 'part', events: count, bytes: 1, sha256: '' };
          },
        },
      });
      expect(await retention.purge()).toMatchObject({ removed: 3 });
      expect(untils).toEqual([NOW + 25_000 + 30_000]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('one that lost its lease stops, and leaves it to the other', async () => {
    await log.addEvents(1_500, CUT_OFF - 1);
    const retention = await log.retention({ duringBatch: () => void (log.time += 11_000) });
    log.journal.db.connection.on('query-response', (_, { sql }: { sql: string }) => {
      if (REMOVAL.test(sql)) void lease().update({ owner: 'other' }).then();
    });
    expect(await retention.purge()).toMatchObject({ removed: 100, end: 'broken-off' });
    const [row] = await lease().select('owner', 'until');
    expect(row).toEqual({ owner: 'other', until: NOW + 41_000 });
  });
});

describe('a run that nobody ended', () => {
  it('is taken over once the lease of the one that died has run out', async () => {
    await log.addEvents(3, CUT_OFF - 1);
    await holdLease('dead', NOW);
    const retention = await log.retention();
    expect(await retention.resume()).toEqual({ ran: false, reason: 'nothing-unfinished' });
    log.time += 1;
    expect(await retention.resume()).toMatchObject({ ran: true, removed: 3 });
    expect(await retention.resume()).toEqual({ ran: false, reason: 'nothing-unfinished' });
  });

  it('is taken over by one instance only', async () => {
    await log.addEvents(300, CUT_OFF - 1);
    await holdLease('dead', NOW - 1);
    const instances = await Promise.all(
      ['a', 'b', 'c'].map((instanceId) => log.retention({ instanceId }))
    );
    const verdicts = await Promise.all(instances.map((retention) => retention.resume()));
    expect(verdicts.filter(({ ran }) => ran)).toHaveLength(1);
  });

  it('is what an instance leaves that was stopped', async () => {
    await log.addEvents(300, CUT_OFF - 1);
    const stopped = await log.retention({ duringBatch: () => void stopped.stop() });
    await stopped.purge();
    const other = await log.retention({ instanceId: 'other' });
    expect(await other.resume()).toMatchObject({ ran: true, removed: 200 });
  });

  it('is none where it ended, failed, or was out of time', async () => {
    await log.addEvents(300, CUT_OFF - 1);
    const resume = async () => (await log.retention({ instanceId: 'other' })).resume();
    const nothing = { ran: false, reason: 'nothing-unfinished' };
    expect(await resume()).toEqual(nothing);

    const failing = await log.retention({
      duringBatch: () => {
        throw new Error('disk full');
      },
    });
    await expect(failing.purge()).rejects.toThrow('disk full');
    expect(await resume()).toEqual(nothing);

    const slow = await log.retention({
      rules: { maxMinutes: 1 },
      duringBatch: () => void (log.time += 61_000),
    });
    expect(await slow.purge()).toMatchObject({ end: 'time-is-up' });
    expect(await resume()).toEqual(nothing);
  });
});

describe('what a run removed that could not tell of it', () => {
  const FAILED = { action: 'audit-log.purge', outcome: 'failure' };
  /** Removes so many batches, and dies. */
  const dieAfter = async (batches: number) => {
    const dying = await log.retention({
      instanceId: 'dying',
      duringBatch: (batch) => {
        if (batch > batches) throw new Error('killed');
      },
      record: () => Promise.reject(new Error('killed')),
    });
    await expect(dying.purge()).rejects.toThrow('killed');
  };
  const removedBy = () =>
    log.recorded.map(({ payload }) => (payload as { removed: number }).removed);

  it('is told by the next run, once, beside its own', async () => {
    await log.addEvents(600, CUT_OFF - 1);
    await dieAfter(2);
    const left = (await log.instants()).length;
    await (await log.retention()).purge();
    expect(log.recorded).toEqual([
      expect.objectContaining({ ...FAILED, reason: expect.stringContaining('ended before') }),
      expect.objectContaining({ action: 'audit-log.purge' }),
    ]);
    expect(removedBy()).toEqual([600 - left, left]);
    expect(log.recorded[0]!.payload).toMatchObject({
      ...{ end: 'broken-off', byRule: { days: 600 - left } },
      oldestRemoved: new Date(CUT_OFF - 600).toISOString(),
    });
    await (await log.retention()).purge();
    expect(log.recorded).toHaveLength(2);
  });

  it('is told although nothing is to be removed any more', async () => {
    await log.addEvents(300, CUT_OFF - 1);
    await dieAfter(1);
    await lease().update({ until: NOW - 1 });
    const keeping = await log.retention({ rules: { days: 0 } });
    expect(await keeping.resume()).toEqual({ ran: false, reason: 'kept-for-ever' });
    expect(removedBy()).toEqual([100]);
  });

  it('is not told by an instance whose lease another took over in the middle of a batch', async () => {
    await log.addEvents(300, CUT_OFF - 1);
    const slow = await log.retention({
      instanceId: 'slow',
      duringBatch: async (batch, trx) => {
        if (batch === 2) await lease().transacting(trx).update({ owner: 'other' });
      },
    });
    expect(await slow.purge()).toMatchObject({ ran: true, removed: 100, end: 'broken-off' });
    // The batch that the other one might do, too, was taken back.
    expect(await log.instants()).toHaveLength(200);
    expect(log.recorded).toEqual([]);

    await lease().update({ until: NOW - 1 });
    await (await log.retention({ instanceId: 'other' })).purge();
    expect(removedBy()).toEqual([100, 200]);
  });

  it('is no error where somebody else removed the rows first', async () => {
    await log.addEvents(3, CUT_OFF - 1);
    const beaten = await log.retention({
      duringBatch: async (_, trx) => {
        await log.journal.db.getConnection(EVENT_TABLE).transacting(trx).delete();
      },
    });
    expect(await beaten.purge()).toMatchObject({ ran: true, removed: 0, end: 'complete' });
    expect(log.recorded).toEqual([]);
  });
});
