import { addressKey } from '../../../../../server/src/contracts';
import { queriedJournal } from '../../../../helpers/queried-journal';

const at = (day: number) => Date.UTC(2025, 0, day);

const log = queriedJournal();

describe('filters', () => {
  const filtered = async (filters: object) =>
    (await log.query.findEvents({ filters })).results.map((event) => event.id);

  it.each([
    ['action', 'action', 'entry.delete'],
    ['actor.type', 'actor_type', 'api-token'],
    ['actor.id', 'actor_id', '77'],
    ['actor.email', 'actor_email', 'bo@example.com'],
    ['resource.type', 'resource_type', 'admin::role'],
    ['resource.id', 'resource_id', '12'],
    ['resource.documentId', 'resource_document_id', 'abc'],
    ['resource.locale', 'resource_locale', 'de'],
    ['resource.status', 'resource_status', 'draft'],
    ['resource.name', 'resource_name', 'Spring sale'],
    ['outcome', 'outcome', 'denied'],
    ['origin', 'origin', 'cron'],
    ['request.ip', 'ip', '10.0.0.1'],
    ['request.id', 'request_id', 'r9'],
    ['operationId', 'operation_id', 'o9'],
  ])('by %s find the event with it, and no other', async (field, column, value) => {
    await log.journal.addEvent({ [column]: null });
    await log.journal.addEvent();
    const ip_key = column === 'ip' ? addressKey(value) : null;
    const wanted = await log.journal.addEvent({ [column]: value, ip_key });
    const [head, tail] = field.split('.') as [string, string?];
    const filters = (test: object) => ({ [head]: tail ? { [tail]: test } : test });
    expect(await filtered(filters({ $eq: value }))).toEqual([wanted]);
    expect(await filtered(filters({ $in: [value] }))).toEqual([wanted]);
    expect(await filtered(filters({ $startsWith: value }))).toEqual([wanted]);
  });

  it('take any of several values', async () => {
    await log.journal.addEvent({ action: 'entry.create' });
    const updated = await log.journal.addEvent({ action: 'entry.update' });
    const deleted = await log.journal.addEvent({ action: 'entry.delete' });
    const filters = { action: { $in: ['entry.delete', 'entry.update', 'entry.publish'] } };
    expect(await filtered(filters)).toEqual([deleted, updated]);
  });

  it('by occurredAt include both ends', async () => {
    const [, second, third] = [
      await log.journal.addEvent({ occurred_at: at(1) }),
      await log.journal.addEvent({ occurred_at: at(2) }),
      await log.journal.addEvent({ occurred_at: at(3) }),
      await log.journal.addEvent({ occurred_at: at(3) + 1 }),
    ];
    const range = { $gte: '2025-01-02', $lte: '2025-01-03T00:00:00.000Z' };
    expect(await filtered({ occurredAt: range })).toEqual([third, second]);
    expect(await filtered({ occurredAt: String(at(2)) })).toEqual([second]);
  });

  it('hold together', async () => {
    await log.journal.addEvent({ action: 'entry.create', outcome: 'failure' });
    await log.journal.addEvent({ action: 'entry.delete' });
    const wanted = await log.journal.addEvent({ action: 'entry.delete', outcome: 'failure' });
    const filters = { action: 'entry.delete', $and: [{ outcome: 'failure' }] };
    expect(await filtered(filters)).toEqual([wanted]);
  });

  it.each(['%', '_', '*', '?', '[a]', '|', '\\', "'"])(
    'take %s in the beginning of a name as it is written',
    async (sign) => {
      await log.journal.addEvent({ resource_name: 'a-plain' });
      const wanted = await log.journal.addEvent({ resource_name: `a${sign}b` });
      const filters = { resource: { name: { $startsWith: `a${sign}` } } };
      expect(await filtered(filters)).toEqual([wanted]);
    }
  );
});
