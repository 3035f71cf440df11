import { addressKey } from '../../server/src/contracts/search/address';
import { bootApp, type App } from '../helpers/boot-app';
import { indexEvents } from '../helpers/index-events';
import { defaultDatabase } from '../helpers/app/databases';
import { tablesRead } from '../helpers/tables-read';

/** Enough for a planner to prefer an index where one serves; what is asked for is a handful of them. */
const FILLERS = 100_000;

/** Nothing here is about time: filling so many takes a minute, and several beside other work. */
const PATIENCE_MS = 900_000;

const STATISTICS = {
  sqlite: 'analyze',
  postgres: 'analyze',
  mysql:
    'analyze table audit_trail_events, audit_trail_terms, audit_trail_postings, audit_trail_requests',
};

/** One search for each key, each of which few events match. */
const SEARCHES = [
  ...['actor:admin-user:1', 'actor:ada', 'actor-type:admin-user', 'action:entry.update'],
  ...['action:entry.*', 'type:api::article.article', 'entry:doc7', 'locale:en', 'outcome:failure'],
  ...['origin:admin-panel', 'ip:127.0.0.1', 'ip:127.0.0.0/8', 'field:title', 'tag:field:title'],
  ...['spring', '"spring sale"', 'spring sale', 'after:7d', 'after:7d -outcome:success'],
  // Two terms begin so.
  ...['s', 's ada', 's -order', 's after:7d', 's outcome:failure', 'actor:ada actor:bo'],
  ...['field:title -field:price -actor:bo', 'type:api::article.article entry:doc7 field:title'],
];

type Asked = Record<string, unknown>;

/** A question to the query service: one of its methods, and what it is given. */
type Question = [method: string, ...given: unknown[]];

const list = (asked: Asked): Question => ['findEvents', asked];
const filter = (field: string, value: string): Question => {
  const [head, tail] = field.split('.') as [string, string?];
  return list({ filters: { [head]: tail ? { [tail]: value } : value } });
};

/** An event in the middle of the log, by its number among those added. */
const EVENT = '0190a000-0000-7000-8000-000000050000';
const PLACE = `${Date.now() - 40 * 86_400_000}.50000`;

/** Everything else that the page and the API ask. */
const QUESTIONS: Question[] = [
  ...[list({}), list({ sort: 'occurredAt:asc' }), list({ page: '400' }), list({ page: '-1' })],
  ...[list({ page: '-400' }), list({ after: PLACE }), list({ before: PLACE })],
  list({ q: 'action:entry.update', page: '-1' }),
  list({ q: 'action:entry.update', after: PLACE }),
  list({ q: 'field:title', after: PLACE }),
  list({ q: 's', after: PLACE }),
  list({ q: 's', page: '-1' }),
  filter('action', 'entry.update'),
  filter('actor.type', 'admin-user'),
  filter('actor.email', 'ada@example.com'),
  filter('resource.type', 'api::article.article'),
  filter('resource.id', '77'),
  filter('resource.documentId', 'doc7'),
  filter('resource.locale', 'en'),
  filter('outcome', 'failure'),
  filter('origin', 'admin-panel'),
  filter('request.ip', '127.0.0.1'),
  filter('request.id', 'request7'),
  filter('operationId', 'request7'),
  list({ filters: { resource: { type: 'api::article.article', documentId: 'doc7' } } }),
  ['findEvent', EVENT],
  ['findNeighbours', EVENT, {}],
  ['findNeighbours', EVENT, { q: 'action:entry.update' }],
  ['findNeighbours', EVENT, { q: 's' }],
  ['countNews', { after: '99000' }],
  ['countNews', { after: '99000', q: 'field:title' }],
  ['countNews', { after: '99000', q: 's' }],
  ['findHistogram', { q: 'action:entry.*' }],
  ['findHistogram', { q: 'field:title after:7d' }],
  ['findActors', {}],
  ['findActors', { search: 'ada' }],
  ...['type', 'locale', 'field', 'tag'].map((key): Question => [
    'findValues',
    { key, search: 'e' },
  ]),
  ['readVolume'],
  ['walkEvents', { format: 'jsonl' }],
  ['walkEvents', { format: 'csv', q: 'field:title', sort: 'occurredAt:asc' }],
];

/** Rules of each kind; the clock's own run is far away. */
const RETENTION = {
  ...{ days: 88, actions: { 'entry.*': 20 }, maxEvents: 97_500, schedule: '0 0 29 2 *' },
  hold: ['entry:doc7', 'spring'],
};

describe.each([defaultDatabase()])('a search of many events on %s', (client) => {
  let app: App;

  beforeAll(async () => {
    app = await bootApp({ database: client, auditTrail: { retention: RETENTION } });
    await app.run(
      async ({ db }, { fillers, local, other }) => {
        const { connection } = db;
        const now = Date.now();
        const rows = Array.from({ length: fillers }, (_, index) => {
          // One event in four hundred is one that a search is for.
          const isFound = index % 400 === 0;
          const pick = <Value>(found: Value, ordinary: Value): Value =>
            isFound ? found : ordinary;
          const day = isFound ? 1 : 10 + (index % 80);
          return {
            document_id: `0190a000-0000-7000-8000-${String(index).padStart(12, '0')}`,
            occurred_at: now - day * 86_400_000 - index,
            action: pick('entry.update', 'order.refund'),
            outcome: pick('failure', 'success'),
            origin: pick('admin-panel', 'cron'),
            actor_type: pick('admin-user', 'system'),
            actor_id: pick('1', `s${index}`),
            actor_name: pick('Ada Admin', 'Scheduler'),
            actor_email: pick('ada@example.com', null),
            resource_type: pick('api::article.article', 'order'),
            resource_id: pick('77', `${index}`),
            resource_document_id: pick('doc7', `d${index}`),
            resource_locale: pick('en', 'xx'),
            resource_name: pick('Spring sale', `Order ${index}`),
            request_id: pick('request7', `q${index}`),
            operation_id: pick('request7', `q${index}`),
            ip: pick('127.0.0.1', '10.1.2.3'),
            ip_key: pick(local, other),
            count: 1,
            changed_fields: 0,
            tags: pick('["field:title"]', '["order:1"]'),
            changes: '[]',
          };
        });
        await connection.batchInsert('audit_trail_events', rows, 200);
        const requests = rows.map(({ request_id, occurred_at }, index) => ({
          // The events that a search finds are all of one request.
          request_id: index % 400 === 0 && index > 0 ? `unseen${index}` : request_id,
          occurred_at,
          status: 200,
        }));
        await connection.batchInsert('audit_trail_requests', requests, 300);
      },
      { fillers: FILLERS, local: addressKey('127.0.0.1'), other: addressKey('10.1.2.3') }
    );
    // The newest event by its key is never an old one.
    await app.run((strapi) =>
      strapi.plugin('audit-trail').service('recorder').record({ action: 'test.newest' })
    );
    await indexEvents(app);
    // Planners of servers go by what they counted, SQLite's by the indexes alone.
    await app.run(({ db }, statistics) => db.connection.raw(statistics), STATISTICS[client]);
  }, PATIENCE_MS);
  afterAll(() => app?.stop());

  const readWhole = ([method, ...given]: Question) =>
    tablesRead(app, client, { service: 'query', method, given });

  it.each(SEARCHES)('for %s reads no table from end to end', async (q) => {
    const { statements, whole } = await readWhole(list({ q }));
    expect(statements).toBeGreaterThan(0);
    expect(whole).toEqual([]);
  });

  it.each(QUESTIONS.map((question) => ({ asked: JSON.stringify(question), question })))(
    'nor does $asked',
    async ({ question }) => {
      const { statements, whole } = await readWhole(question);
      expect(statements).toBeGreaterThan(0);
      expect(whole).toEqual([]);
    }
  );

  it.each(['preview', 'purge'])(
    'nor does the %s of what is old',
    async (method) => {
      // The rollup, which counts the fillers by and by, is the only one to read that column.
      const call = { service: 'retention', method, notOf: 'actor_type' } as const;
      const { statements, whole } = await tablesRead(app, client, call);
      expect(statements).toBeGreaterThan(20);
      expect(whole).toEqual([]);
    },
    PATIENCE_MS
  );

  it('is seen to read one where it has to', async () => {
    await app.run(({ db }) =>
      db.connection.schema
        .renameTable('audit_trail_postings', 'audit_trail_ordered')
        .then(() =>
          db.connection.raw(
            'create table audit_trail_postings as select * from audit_trail_ordered'
          )
        )
    );
    expect((await readWhole(list({ q: 'field:title' }))).whole).not.toEqual([]);
  });
});
