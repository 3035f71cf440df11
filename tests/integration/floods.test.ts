import type { EventSummary } from '../../server/src/contracts';
import type { Folded } from '../../server/src/record/throttling/count';
import {
  type Client,
  createAdminUser,
  createEndUser,
  login,
  ok,
  SUPER_ADMIN,
} from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { endOfJournal, eventsAfter, type RecordedEvent } from '../helpers/events';

const ATTEMPTS = 10_000;
/** Strapi computes a password's hash for an unknown e-mail too, which takes its time. */
const ACCOUNTS = 1_000;
const AT_ONCE = 50;
const MOST_ROWS = 100;

/** Fails so many times, many at once, and gives back the statuses and what the log holds then. */
async function flood(app: App, times: number, path: string, bodyOf: (index: number) => object) {
  const place = await endOfJournal(app);
  const statuses: Record<number, number> = {};
  let next = 0;
  const attempt = async () => {
    while (next < times) {
      const body = JSON.stringify(bodyOf(next));
      next += 1;
      const headers = { 'Content-Type': 'application/json' };
      const answer = await fetch(app.url + path, { method: 'POST', headers, body });
      await answer.arrayBuffer();
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, attempt));
  await app.run((strapi) => strapi.plugin('audit-trail').service('recorder').flush());
  return { statuses, events: await eventsAfter(app, place) };
}

interface Found extends EventSummary {
  payload: { folded?: Folded } | null;
}

/** The events that a reader of the log finds by a word, with their details. */
async function search(admin: Client, word: string): Promise<Found[]> {
  const { body } = await ok(admin.get(`/audit-trail/events?q=${encodeURIComponent(word)}`));
  const found: Found[] = [];
  for (const { id } of body.results as EventSummary[]) {
    found.push((await ok(admin.get(`/audit-trail/events/${id}`))).body as Found);
  }
  return found.filter(({ action }) => action === 'admin.auth.error');
}

/** How often the event says that an account failed. */
const countFor = ({ count, payload }: Found, email: string): number =>
  payload?.folded?.accounts?.find((account) => account.email === email)?.count ?? count;

/** An administrator whose role may do next to nothing. */
async function limitedAdmin(app: App, admin: Client) {
  const { body } = await ok(admin.post('/admin/roles').send({ name: 'Guest' }));
  return createAdminUser(app, admin, { role: body.data.id, email: 'limited@example.com' });
}

const sum = (events: RecordedEvent[]): number =>
  events.reduce((total, { count }) => total + count, 0);

const actionsOf = (events: RecordedEvent[]): string[] => [
  ...new Set(events.map(({ action }) => action)),
];

describe('floods', () => {
  let app: App;
  let admin: Client;
  beforeAll(async () => {
    app = await bootApp();
    await createEndUser(app);
    // Before the floods: Strapi refuses the administrator's own sign-ins after those with their e-mail.
    admin = await login(app);
  });
  afterAll(() => app?.stop());

  it('10,000 failed sign-ins with one e-mail leave at most 100 rows that add up', async () => {
    const { statuses, events } = await flood(app, ATTEMPTS, '/admin/login', () => ({
      email: SUPER_ADMIN.email,
      password: 'wrong-password',
    }));
    // Strapi lets five through, of which the sign-in above may have been one.
    const { 400: tried = 0 } = statuses;
    expect([4, 5]).toContain(tried);
    expect(statuses).toEqual({ 400: tried, 429: ATTEMPTS - tried });
    expect(events.length).toBeLessThanOrEqual(MOST_ROWS);
    expect(sum(events)).toBe(ATTEMPTS);
    expect(actionsOf(events)).toEqual(['admin.auth.error']);
  });

  it('1,000 failed sign-ins with as many unknown e-mails do too, and are found by each', async () => {
    const begin = Date.now();
    const { statuses, events } = await flood(app, ACCOUNTS, '/admin/login', (index) => ({
      email: `nobody-${index}@example.com`,
      password: 'wrong-password',
    }));
    const end = Date.now();
    expect(statuses).toEqual({ 400: ACCOUNTS });
    expect(events.length).toBeLessThanOrEqual(MOST_ROWS);
    expect(sum(events)).toBe(ACCOUNTS);
    for (const index of [0, 39, 40, 500, 999]) {
      const email = `nobody-${index}@example.com`;
      const [found, ...others] = await search(admin, email);
      expect(others).toEqual([]);
      expect(countFor(found!, email)).toBe(1);
      expect(Date.parse(found!.occurredAt)).toBeGreaterThanOrEqual(begin);
      expect(Date.parse(found!.occurredAt)).toBeLessThanOrEqual(end);
    }
  });

  it('nine accounts tried from one address are each found, counted and dated', async () => {
    const tries = Array.from({ length: 45 }, (_, index) => ({
      email: `a${(index % 9) + 1}@example.com`,
      password: 'wrong-password',
    }));
    const begin = Date.now();
    await flood(app, tries.length, '/admin/login', (index) => tries[index]!);
    const end = Date.now();
    for (const email of new Set(tries.map((one) => one.email))) {
      const found = await search(admin, email);
      expect(found.reduce((total, event) => total + countFor(event, email), 0)).toBe(5);
      for (const { occurredAt } of found) {
        expect(Date.parse(occurredAt)).toBeGreaterThanOrEqual(begin);
        expect(Date.parse(occurredAt)).toBeLessThanOrEqual(end);
      }
    }
  });

  it('an editor whose page asks ten things that are refused leaves two rows, not ten', async () => {
    const { client } = await limitedAdmin(app, admin);
    const place = await endOfJournal(app);
    const paths = ['users', 'roles', 'webhooks', 'api-tokens', 'transfer/tokens'];
    await Promise.all([...paths, ...paths].map((path) => client.get(`/admin/${path}`).expect(403)));
    await app.run((strapi) => strapi.plugin('audit-trail').service('recorder').flush());
    const events = await eventsAfter(app, place);
    expect(events.map(({ count }) => count)).toEqual([1, 9]);
    const { routes } = (events[1]?.payload as { folded: { routes: { handler: string }[] } }).folded;
    expect(routes).toHaveLength(5);
  });

  it('1,000 requests without a right leave as little', async () => {
    const { statuses, events } = await flood(app, 1_000, '/api/articles', () => ({ data: {} }));
    expect(statuses).toEqual({ 403: 1_000 });
    expect(events.length).toBeLessThanOrEqual(MOST_ROWS);
    expect(sum(events)).toBe(1_000);
    expect(actionsOf(events)).toEqual(['request.denied']);
  });

  it('what was counted and not written yet is written when the application stops', async () => {
    const place = await endOfJournal(app);
    for (let count = 0; count < 7; count += 1) {
      await app.request.post('/admin/roles').send({}).expect(401);
    }
    await app.restart();
    const events = await eventsAfter(app, place);
    const denials = events.filter(({ action }) => action === 'request.denied');
    expect(denials.map(({ count }) => count)).toEqual([1, 6]);
  });
});

const MUTATION = 'mutation { deleteAuthor(documentId: "x") { documentId } }';

describe('a process that is killed while requests are refused', () => {
  let app: App;
  beforeAll(async () => {
    app = await bootApp({ graphql: true });
  });
  afterAll(() => app?.stop());

  /** Kills the process, and gives back what the log holds of one action when it is up again. */
  async function afterKill(place: number): Promise<RecordedEvent[]> {
    await app.kill();
    await app.restart();
    const events = await eventsAfter(app, place);
    return events.filter(({ action }) => !action.startsWith('audit-log.'));
  }

  it('has written the first of each kind before its response', async () => {
    const place = await endOfJournal(app);
    const headers = { 'Content-Type': 'application/json' };
    const answered: string[] = [];
    await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        const email = `killed-${index}@example.com`;
        const body = JSON.stringify({ email, password: 'wrong-password' });
        await fetch(`${app.url}/admin/login`, { method: 'POST', headers, body });
        answered.push(email);
      })
    );
    const events = await afterKill(place);
    expect(events.map(({ line }) => line.split(' | ')[2])).toEqual(
      expect.arrayContaining(answered.map((email) => `anonymous ${email}`))
    );
  });

  it('loses at most the count of the last second', async () => {
    const place = await endOfJournal(app);
    const client = app.request;
    for (let count = 0; count < 100; count += 1) await client.get('/admin/users').expect(401);
    for (let count = 0; count < 300; count += 1) {
      await client.post('/graphql').send({ query: MUTATION }).expect(200);
    }
    // What is counted is written a second later; in a flood that lasts, after an eighth of its age.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    for (let count = 0; count < 7; count += 1) await client.get('/admin/users').expect(401);
    const events = await afterKill(place);
    const of = (handler: string) =>
      events.filter(({ payload }) => (payload as { handler: string }).handler === handler);
    const mutations = of('Mutation.deleteAuthor');
    expect(sum(mutations)).toBe(300);
    const reads = of('admin::user.find');
    expect(sum(reads)).toBeGreaterThanOrEqual(100);
    expect(sum(reads)).toBeLessThanOrEqual(107);
    for (const { count, payload, tags } of [...mutations, ...reads]) {
      if (count === 1) continue;
      expect(tags).toContain('folded:true');
      expect(payload).toMatchObject({ folded: { running: true } });
    }
  });
});
