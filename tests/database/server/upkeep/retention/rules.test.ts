import {
  createAgeRules,
  cutOffOf,
  keepsForEver,
} from '../../../../../server/src/upkeep/retention/rules';
import { resolveConfig } from '../../../../../server/src/config';
import { EVENT_TABLE } from '../../../../../server/src/plugin-id';
import { DAY, NOW, purgedJournal } from '../../../../helpers/purged-journal';

const ruleOf = (actions: Record<string, number>, action: string) =>
  createAgeRules({ days: 90, actions })(action);

describe('the rule that decides over an action', () => {
  it.each<[string, Record<string, number>, string, string, number]>([
    ['the default without a pattern', {}, 'entry.update', 'days', 90],
    ['the default where none fits', { 'media.*': 7 }, 'entry.update', 'days', 90],
    ['a pattern that fits', { 'entry.*': 7 }, 'entry.update', 'entry.*', 7],
    ['the name itself', { 'entry.*': 7, 'entry.update': 3 }, 'entry.update', 'entry.update', 3],
    [
      'the longer pattern',
      { '*': 1, 'admin.*': 2, 'admin.auth.*': 3 },
      'admin.auth.error',
      'admin.auth.*',
      3,
    ],
    [
      'the longer one in any order',
      { 'admin.auth.*': 3, '*': 1 },
      'admin.auth.error',
      'admin.auth.*',
      3,
    ],
    ['one that begins with a star', { '*.delete': 5, 'e*': 6 }, 'entry.delete', '*.delete', 5],
    ['of equals the one that keeps longer', { 'ab*': 5, '*cd': 9 }, 'abcd', '*cd', 9],
    ['of equals for ever before any days', { 'ab*': 5, '*cd': 0 }, 'abcd', '*cd', 0],
  ])('is %s', (_, actions, action, name, days) => {
    expect(ruleOf(actions, action)).toMatchObject({ name, days });
  });

  it('does not take a dot for any character', () => {
    expect(ruleOf({ 'entry.update': 3 }, 'entry-update').name).toBe('days');
  });

  it('lets nothing go that is kept for ever', () => {
    expect(cutOffOf({ name: 'days', days: 0 }, NOW)).toBe(-Infinity);
    expect(cutOffOf({ name: 'days', days: 2 }, NOW)).toBe(NOW - 2 * DAY);
  });
});

describe('a journal that is kept for ever', () => {
  const keeps = (retention: object) => keepsForEver(resolveConfig({ retention }).retention);

  it.each([{ days: 0 }, { days: 0, actions: { 'a.*': 0 } }, { days: 0, hold: ['anna'] }])(
    'is one with %j',
    (retention) => expect(keeps(retention)).toBe(true)
  );
  it.each([
    ...[{}, { days: 0, actions: { 'a.*': 1 } }, { days: 0, maxEvents: 1 }, { days: 0, maxSize: 1 }],
  ])('is none with %j', (retention) => expect(keeps(retention)).toBe(false));
});

describe('a purge by action', () => {
  const log = purgedJournal();

  it('lets each action go at its own age', async () => {
    for (const action of ['admin.auth.success', 'entry.update', 'order.refund', 'media.create']) {
      for (const days of [8, 91, 366]) {
        await log.journal.addEvent({
          action,
          occurred_at: NOW - days * DAY,
          document_id: `${action} ${days}`,
        });
      }
    }
    const rules = { days: 90, actions: { 'admin.auth.*': 365, 'media.*': 7, 'order.*': 0 } };
    expect(await (await log.retention({ rules })).purge()).toMatchObject({ removed: 6 });
    expect((await log.left()).sort()).toEqual([
      ...['admin.auth.success 8', 'admin.auth.success 91', 'entry.update 8'],
      ...['order.refund 366', 'order.refund 8', 'order.refund 91'],
    ]);
    expect(log.recorded[0]!.payload).toMatchObject({
      byRule: { 'admin.auth.*': 1, days: 2, 'media.*': 3 },
    });
  });

  it('reads the events of each action through its index', async () => {
    await log.addEvents(40, NOW - 91 * DAY, { action: 'entry.create' });
    await log.addEvents(40, NOW - 91 * DAY, { action: 'media.create' });
    const retention = await log.retention({ rules: { actions: { 'media.*': 7 } } });
    const asked: { sql: string; bindings: unknown[] }[] = [];
    log.journal.db.connection.on('query', (query) => asked.push(query));
    await retention.purge();
    const reads = asked.filter(({ sql }) => /^select .*audit_trail_postings.* order by/.test(sql));
    expect(reads).toHaveLength(2);
    for (const { sql, bindings } of reads) {
      const plan: { detail: string }[] = await log.journal.db.connection.raw(
        `explain query plan ${sql}`,
        bindings as never[]
      );
      expect(plan.map(({ detail }) => detail)).toEqual([
        'SEARCH audit_trail_postings USING PRIMARY KEY (term_id=? AND occurred_at<?)',
        expect.stringMatching(/^SCALAR SUBQUERY/),
        expect.stringMatching(/^SEARCH audit_trail_terms .*\(term=\?\)/),
        'SEARCH audit_trail_events USING INTEGER PRIMARY KEY (rowid=?)',
      ]);
    }
  });

  it('keeps no days where every action has a rule, and finds each of them', async () => {
    await log.addEvents(3, NOW - 8 * DAY, { action: 'a.one' });
    await log.addEvents(3, NOW - 8 * DAY, { action: 'b.two' });
    const rules = { days: 0, actions: { 'a.*': 7, 'b.*': 9 } };
    expect(await (await log.retention({ rules })).purge()).toMatchObject({ removed: 3 });
    const left = await log.journal.db.getConnection(EVENT_TABLE).distinct('action');
    expect(left).toEqual([{ action: 'b.two' }]);
  });
});
