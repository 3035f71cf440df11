import { NO_REQUEST } from '../../../../../server/src/event';
import type { AuditEvent } from '../../../../../server/src/event';
import { createJournal } from '../../../../../server/src/journal';
import { createQuery } from '../../../../../server/src/read/query';
import { openJournalDatabase, type JournalDatabase } from '../../../../helpers/journal-database';
import { redactedEvent } from '../../../../helpers/redacted-event';

const NO_RESOURCE = {
  type: null,
  id: null,
  documentId: null,
  locale: null,
  status: null,
  name: null,
};
const ANNA = { type: 'admin-user', id: '1', name: 'Anna Berg', email: 'anna@example.com' } as const;
const BO = { type: 'end-user', id: '1', name: 'Bo Lind', email: 'bo.lind@shop.test' } as const;
const SYSTEM = { type: 'system', id: null, name: null, email: null } as const;

const article = (documentId: string, name: string, locale: string) => ({
  type: 'api::article.article',
  id: '7',
  documentId,
  locale,
  status: 'draft',
  name,
});
const from = (ip: string) => ({ ...NO_REQUEST, ip });

/** Each event under the name that the tests call it by: its action's last word. */
const EVENTS: Partial<AuditEvent>[] = [
  {
    action: 'entry.one',
    actor: ANNA,
    resource: article('docA', 'Spring sale', 'en'),
    request: from('10.1.2.3'),
    tags: ['field:title', 'field:price'],
    occurredAt: new Date('2025-01-01T10:00:00Z'),
  },
  {
    action: 'entry.two',
    actor: BO,
    resource: article('docB', 'Sprint plan', 'de'),
    origin: 'content-api',
    request: from('2001:db8::5'),
    tags: ['field:title'],
    occurredAt: new Date('2025-01-02T10:00:00Z'),
  },
  {
    action: 'media.three',
    actor: ANNA,
    outcome: 'failure',
    request: from('10.200.0.1'),
    resource: { ...NO_RESOURCE, type: 'plugin::upload.file', id: '9', name: 'Anna.png' },
    tags: ['reason:quota: full'],
    occurredAt: new Date('2025-01-03T10:00:00Z'),
  },
  {
    action: 'audit-log.four',
    actor: SYSTEM,
    origin: 'cron',
    resource: NO_RESOURCE,
    request: NO_REQUEST,
    tags: [],
    occurredAt: new Date('2025-01-04T10:00:00Z'),
  },
];

const ACTIONS = { choices: () => [], labelOf: () => null };

let journal: JournalDatabase;

beforeAll(async () => {
  journal = await openJournalDatabase();
  const events = EVENTS.map((fields) => redactedEvent(fields));
  await createJournal({ db: journal.db }).append(events, journal.db.connection);
});
afterAll(() => journal.close());

const query = () =>
  createQuery({ db: journal.db, actions: ACTIONS, now: () => Date.parse('2025-01-04T20:00:00Z') });

const found = async (q: string, rest = {}) => {
  const { results, pagination } = await query().findEvents({ q, ...rest });
  expect(pagination.total).toBe(results.length);
  return results.map(({ action }) => action.split('.')[1]);
};

describe('a search', () => {
  it.each<[string, string[]]>([
    ['', ['four', 'three', 'two', 'one']],
    ['actor:admin-user:1', ['three', 'one']],
    ['actor:anna', ['three', 'one']],
    ['actor:"BERG anna"', ['three', 'one']],
    ['actor:"anna lind"', []],
    ['actor:lind@shop', ['two']],
    ['actor:nn', []],
    ['actor:anna actor:end-user:1', ['three', 'two', 'one']],
    ['actor:anna actor:bo', ['three', 'two', 'one']],
    ['actor-type:system', ['four']],
    ['actor-type:system actor-type:end-user', ['four', 'two']],
    ['action:entry.one', ['one']],
    ['action:entry.*', ['two', 'one']],
    ['action:entry.* action:audit-log.four', ['four', 'two', 'one']],
    ['action:nothing.*', []],
    ['action:*', ['four', 'three', 'two', 'one']],
    ['type:plugin::upload.file', ['three']],
    ['entry:docA', ['one']],
    ['entry:9', ['three']],
    ['entry:docA entry:9', ['three', 'one']],
    ['type:api::article.article entry:docB', ['two']],
    ['locale:de', ['two']],
    ['outcome:failure', ['three']],
    ['origin:cron origin:content-api', ['four', 'two']],
    ['ip:10.1.2.3', ['one']],
    ['ip:10.0.0.0/8', ['three', 'one']],
    ['ip:2001:DB8::/32', ['two']],
    ['ip:10.1.0.0/16 ip:2001:db8::5', ['two', 'one']],
    ['field:title', ['two', 'one']],
    ['field:title field:price', ['one']],
    ['tag:field:price', ['one']],
    ['tag:"reason:quota: full"', ['three']],
    ['tag:reason:quota', []],
    ['spr', ['two', 'one']],
    ['SPRING', ['one']],
    ['"spring sale"', ['one']],
    ['spring plan', []],
    ['anna', ['three', 'one']],
    ['anna sale', ['one']],
    ['pring', []],
    ['after:2025-01-02 before:2025-01-04', ['three', 'two']],
    ['after:2025-01-03T10:00:00Z', ['four', 'three']],
    ['before:2025-01-03T10:00:00Z', ['two', 'one']],
    ['after:today', ['four']],
    ['after:24h', ['four']],
    ['action:* -actor:anna', ['four', 'two']],
    ['action:* -actor:admin-user:1', ['four', 'two']],
    ['action:* -actor:anna -actor:bo', ['four']],
    ['action:* -actor:"anna lind"', ['four', 'three', 'two', 'one']],
    ['action:* -actor-type:system', ['three', 'two', 'one']],
    ['action:* -action:entry.*', ['four', 'three']],
    ['action:* -type:api::article.article', ['four', 'three']],
    ['action:* -entry:docA -entry:9', ['four', 'two']],
    ['action:* -locale:de', ['four', 'three', 'one']],
    ['action:* -outcome:failure', ['four', 'two', 'one']],
    ['-origin:cron after:2025-01-01', ['three', 'two', 'one']],
    ['action:* -ip:10.0.0.0/8', ['four', 'two']],
    ['action:* -field:price', ['four', 'three', 'two']],
    ['action:* -sale', ['four', 'three', 'two']],
    ['action:* -"spring sale"', ['four', 'three', 'two']],
    ['field:title -field:price', ['two']],
    ['field:title actor:anna after:2025-01-01 locale:en', ['one']],
  ])('for %s finds %j', async (q, expected) => expect(await found(q)).toEqual(expected));

  it('holds together with filters', async () => {
    expect(await found('field:title', { filters: { origin: 'content-api' } })).toEqual(['two']);
  });

  it('reads days in the zone that is given', async () => {
    expect(await found('after:2025-01-03', { timeZone: 'Pacific/Kiritimati' })).toEqual([
      ...['four', 'three', 'two'],
    ]);
    expect(await found('before:2025-01-03', { timeZone: 'Pacific/Kiritimati' })).toEqual([
      ...['one'],
    ]);
  });

  it('turns pages in the same order', async () => {
    const pages = await Promise.all(
      ['1', '2', '3'].map((page) => query().findEvents({ q: 'spr', page, pageSize: '1' }))
    );
    expect(pages.map(({ results }) => results.map(({ action }) => action))).toEqual([
      ...[['entry.two'], ['entry.one'], []],
    ]);
    const oldest = await query().findEvents({ q: 'field:title', sort: 'occurredAt:asc' });
    expect(oldest.results.map(({ action }) => action)).toEqual(['entry.one', 'entry.two']);
  });

  it('finds a word that more words begin with than are named one by one', async () => {
    const many = await openJournalDatabase();
    const names = Array.from(
      { length: 60 },
      (_, i) => `common${String(i).padStart(2, '0')} common`
    );
    const events = names.map((name) => redactedEvent({ resource: { ...NO_RESOURCE, name } }));
    await createJournal({ db: many.db }).append(events, many.db.connection);
    const { pagination } = await createQuery({ db: many.db, actions: ACTIONS }).findEvents({
      q: 'common -common07',
    });
    await many.close();
    expect(pagination.total).toBe(59);
  });
});

describe('findValues', () => {
  it.each([
    ['type', '', ['api::article.article', 'plugin::upload.file']],
    ['type', 'API::', ['api::article.article']],
    ['locale', '', ['de', 'en']],
    ['field', '', ['price', 'title']],
    ['field', 't', ['title']],
    ['tag', 'r', ['reason:quota: full']],
  ])('lists the %s that begin with "%s" and stand in the log', async (key, search, expected) => {
    expect(await query().findValues({ key, search })).toEqual({ results: expected });
  });

  it.each([
    [{ key: 'payload' }, 'key'],
    [{ key: 'type', search: ['a'] }, 'search'],
  ])('refuses %j', async (parameters, parameter) => {
    await expect(query().findValues(parameters)).rejects.toMatchObject({ parameter });
  });
});
