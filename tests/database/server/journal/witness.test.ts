import { createWitness, tableNames } from '../../../../server/src/journal';
import { EVENT_TABLE } from '../../../../server/src/plugin-id';
import { CUT_OFF, NOW, purgedJournal } from '../../../helpers/purged-journal';

const log = purgedJournal();
const witness = () =>
  createWitness({
    db: log.journal.db,
    tables: tableNames(undefined),
    allowPurge: () => Promise.resolve(),
  });

describe('the newest event by key', () => {
  // As an instance with a wrong clock records it: old by its time, the last one by its key.
  beforeEach(async () => {
    await log.journal.addEvent({ occurred_at: NOW });
    await log.journal.addEvent({ occurred_at: CUT_OFF - 1 });
  });

  it('may be purged, which is no damage', async () => {
    const { newest } = await witness().look(null);
    expect(newest?.occurredAt).toBe(CUT_OFF - 1);
    expect(await (await log.retention()).purge()).toMatchObject({ removed: 1 });
    expect(await witness().look(newest)).toMatchObject({
      newest: { occurredAt: NOW },
      isThere: true,
    });
  });

  it('is missed if anything else removed it, also after a purge', async () => {
    await (await log.retention()).purge();
    await log.journal.addEvent({ occurred_at: NOW });
    const { newest } = await witness().look(null);
    await log.journal.db.connection.raw('drop trigger audit_trail_events_no_delete');
    await log.journal.db.connection(EVENT_TABLE).where({ id: newest!.key }).delete();
    expect((await witness().look(newest)).isThere).toBe(false);
  });
});
