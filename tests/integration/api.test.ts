import type { EventDetails, EventSummary } from '../../server/src/contracts';
import { createApiToken, login, ok, SUPER_ADMIN, type Client } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';

const AUTHOR = 'api::author.author';
const CONTENT = `/content-manager/collection-types/${AUTHOR}`;

let app: App;
let admin: Client;

beforeAll(async () => {
  app = await bootApp();
  admin = await login(app);
  await app.request.post('/admin/login').send({ email: SUPER_ADMIN.email, password: 'Wrong0ne!' });
  for (const name of ['Kim', 'Ola', 'Per']) await ok(admin.post(CONTENT).send({ name }));
  const { client } = await createApiToken(app, admin, { name: 'Importer' });
  await ok(client.post('/api/authors').send({ data: { name: 'Quin' } }));
});
afterAll(() => app?.stop());

const search = (query: string) => admin.get(`/audit-trail/events?${query}`);
const list = async (query: string): Promise<EventSummary[]> =>
  (await ok(search(query))).body.results;
const names = async (query: string) =>
  (await list(query)).map((event) => event.resource.name).sort();

const created = `filters[action][$eq]=entry.create&filters[resource][type][$eq]=${AUTHOR}`;

describe('GET /audit-trail/events', () => {
  it('gives the newest first', async () => {
    const times = (await list('pageSize=100')).map((event) => event.occurredAt);
    expect(times.length).toBeGreaterThan(4);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('gives an event in the shape of the contract', async () => {
    const [event] = await list(`${created}&filters[resource][name]=Kim`);
    expect(event).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/),
      occurredAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
      action: 'entry.create',
      actionLabel: null,
      outcome: 'success',
      reason: null,
      origin: 'admin-panel',
      actor: {
        type: 'admin-user',
        id: expect.stringMatching(/^\d+$/),
        name: 'Ada Admin',
        email: SUPER_ADMIN.email,
      },
      resource: {
        type: AUTHOR,
        id: expect.stringMatching(/^\d+$/),
        documentId: expect.any(String),
        locale: null,
        status: null,
        name: 'Kim',
      },
      request: {
        id: expect.any(String),
        method: 'POST',
        path: CONTENT,
        status: 201,
        ip: '127.0.0.1',
        userAgent: null,
        sessionId: expect.any(String),
      },
      operationId: expect.any(String),
      count: 1,
      tags: expect.any(Array),
      changedFields: expect.any(Number),
    });
  });

  it.each([
    [created, ['Kim', 'Ola', 'Per', 'Quin']],
    [`${created}&filters[actor][type]=api-token`, ['Quin']],
    [`${created}&filters[origin][$in][0]=content-api`, ['Quin']],
    [`${created}&filters[actor][email][$eq]=${SUPER_ADMIN.email}`, ['Kim', 'Ola', 'Per']],
    [`${created}&filters[actor][email][$startsWith]=admin%40`, ['Kim', 'Ola', 'Per']],
    [
      `${created}&filters[resource][name][$in][0]=Kim&filters[resource][name][$in][1]=Per`,
      ['Kim', 'Per'],
    ],
    [`filters[$and][0][action][$startsWith]=entry.&filters[$and][1][resource][name]=Ola`, ['Ola']],
    [`${created}&filters[occurredAt][$lte]=2020-01-01`, []],
    [`${created}&filters[occurredAt][$gte]=2020-01-01T00:00:00Z`, ['Kim', 'Ola', 'Per', 'Quin']],
  ])('filters by %s', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it('finds a failed sign-in by the e-mail that was tried', async () => {
    const query = `filters[outcome]=failure&filters[actor][email]=${SUPER_ADMIN.email}`;
    expect(await list(query)).toMatchObject([
      { outcome: 'failure', actor: { email: SUPER_ADMIN.email } },
    ]);
  });

  it('takes 100 values of $in, which qs hands over as an object', async () => {
    const values = Array.from(
      { length: 99 },
      (_, i) => `filters[resource][name][$in][${i * 2}]=x${i}`
    );
    const query = [created, ...values, 'filters[resource][name][$in][999]=Kim'].join('&');
    expect(await names(query)).toEqual(['Kim']);
  });

  it('turns page by page through all of them', async () => {
    const query = `${created}&sort=occurredAt:asc&pageSize=3`;
    const first = await ok(search(`${query}&page=1`));
    const second = await ok(search(`${query}&page=2`));
    expect(first.body.pagination).toEqual({
      page: 1,
      pageSize: 3,
      pageCount: 2,
      total: 4,
      totalIsExact: true,
      before: null,
      after: expect.stringMatching(/^\d+\.\d+$/),
    });
    const { after } = first.body.pagination;
    const beside = await ok(search(`${query}&page=2&after=${after}`));
    expect(beside.body.results).toEqual(second.body.results);
    const pages: EventSummary[] = [...first.body.results, ...second.body.results];
    expect(pages.map((event) => event.resource.name)).toEqual(['Kim', 'Ola', 'Per', 'Quin']);
  });

  it.each([
    ['filters[actor][colour][$eq]=red', 'filters[actor][colour]'],
    ['filters[action][$contains]=x', 'filters[action][$contains]'],
    ['filters[$or][0][action]=x', 'filters[$or]'],
    ['filters[action][$eq]', 'filters[action][$eq]'],
    ['filters[occurredAt][$gte]=yesterday', 'filters[occurredAt][$gte]'],
    ['filters=x', 'filters'],
    ['filters[action]=%00', 'filters[action]'],
    ['page=0', 'page'],
    ['page=401', 'page'],
    ['pageSize=101', 'pageSize'],
    ['sort=action:asc', 'sort'],
    ['sort[0]=occurredAt:asc', 'sort'],
    ['exactTotal=1', 'exactTotal'],
    ['pagination[page]=2', 'pagination'],
  ])('answers 400 to %s and names the parameter', async (query, parameter) => {
    const { status, body } = await search(query);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ name: 'ValidationError', details: { parameter } });
    expect(body.error.message.startsWith(`${parameter} `)).toBe(true);
  });
});

describe('GET /audit-trail/events/:id', () => {
  const detailsOf = async (query: string): Promise<EventDetails> => {
    const [event] = await list(query);
    return (await ok(admin.get(`/audit-trail/events/${event!.id}`))).body;
  };

  it('gives the event with its changes and its whole request', async () => {
    const details = await detailsOf(`${created}&filters[resource][name]=Kim`);
    expect(details).toMatchObject({
      action: 'entry.create',
      changes: expect.arrayContaining([expect.objectContaining({ path: 'name', after: 'Kim' })]),
      request: { status: 201, durationMs: expect.any(Number), query: {} },
    });
    expect(details).toHaveProperty('payload');
  });

  it('is what the list said, and more', async () => {
    const [event] = await list(created);
    const { changes, payload, request, ...rest } = await detailsOf(created);
    expect({ ...rest, request: expect.any(Object) }).toEqual({
      ...event,
      request: expect.any(Object),
    });
    expect(request).toMatchObject(event!.request);
  });

  it('answers 400 to what is no id, and names it', async () => {
    const { status, body } = await admin.get('/audit-trail/events/42');
    expect([status, body.error.details.parameter]).toEqual([400, 'id']);
  });

  it('answers 404 to an id that no event has', async () => {
    const id = '01990000-0000-7000-8000-000000000000';
    const { status, body } = await admin.get(`/audit-trail/events/${id}`);
    expect(status).toBe(404);
    expect(body.error).toMatchObject({ name: 'NotFoundError' });
    expect(body.error.message).toContain(id);
  });
});

describe('GET /audit-trail/actors', () => {
  it('names those who acted', async () => {
    const { body } = await ok(admin.get('/audit-trail/actors?pageSize=100'));
    expect(body.results).toContainEqual({
      type: 'admin-user',
      id: expect.any(String),
      name: 'Ada Admin',
      email: SUPER_ADMIN.email,
    });
    expect(body.results).toContainEqual(
      expect.objectContaining({ type: 'api-token', name: 'Importer' })
    );
  });

  it('searches', async () => {
    const { body } = await ok(admin.get('/audit-trail/actors?search=IMPORT&page=1'));
    expect(body).toMatchObject({
      results: [{ type: 'api-token', name: 'Importer' }],
      pagination: { page: 1, pageSize: 25, hasMore: false },
    });
  });

  it('answers 400 to a bad page and names it', async () => {
    const { status, body } = await admin.get('/audit-trail/actors?page=x');
    expect([status, body.error.details.parameter]).toEqual([400, 'page']);
  });
});

describe('GET /audit-trail/actions', () => {
  it('offers every declared action with its group and a label', async () => {
    const { body } = await ok(admin.get('/audit-trail/actions'));
    const offered = body.results.map((choice: { action: string }) => choice.action);
    expect(offered).toEqual(expect.arrayContaining(['entry.create', 'admin.auth.success']));
    expect(new Set(offered).size).toBe(offered.length);
    for (const { action, group, label } of body.results) {
      expect(action.startsWith(`${group}.`)).toBe(true);
      expect(label).toMatch(/\w/);
    }
  });
});

describe('a database that cannot answer', () => {
  it('makes a 500 that says nothing of it', async () => {
    const rename = (from: string, to: string) =>
      app.run((strapi, a, b) => strapi.db.connection.schema.renameTable(a, b), from, to);
    const [event] = await list(created);
    await rename('audit_trail_requests', 'audit_trail_requests_away');
    const answer = await admin.get(`/audit-trail/events/${event!.id}`);
    await rename('audit_trail_requests_away', 'audit_trail_requests');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toMatch(/audit_trail|select|sql/i);
  });
});
