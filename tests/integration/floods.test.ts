import { createEndUser, SUPER_ADMIN } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { endOfJournal, eventsAfter, type RecordedEvent } from '../helpers/events';

const ATTEMPTS = 10_000;
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

const sum = (events: RecordedEvent[]): number =>
  events.reduce((total, { count }) => total + count, 0);

const actionsOf = (events: RecordedEvent[]): string[] => [
  ...new Set(events.map(({ action }) => action)),
];

describe('floods', () => {
  let app: App;
  beforeAll(async () => {
    app = await bootApp();
    await createEndUser(app);
  });
  afterAll(() => app?.stop());

  it('10,000 failed sign-ins with one e-mail leave at most 100 rows that add up', async () => {
    const { statuses, events } = await flood(app, ATTEMPTS, '/admin/login', () => ({
      email: SUPER_ADMIN.email,
      password: 'wrong-password',
    }));
    expect(statuses).toEqual({ 400: 5, 429: ATTEMPTS - 5 });
    expect(events.length).toBeLessThanOrEqual(MOST_ROWS);
    expect(sum(events)).toBe(ATTEMPTS);
    expect(actionsOf(events)).toEqual(['admin.auth.error']);
  });

  it('10,000 failed sign-ins with as many unknown e-mails do too, and name some of them', async () => {
    const { statuses, events } = await flood(app, ATTEMPTS, '/admin/login', (index) => ({
      email: `nobody-${index}@example.com`,
      password: 'wrong-password',
    }));
    expect(statuses).toEqual({ 400: ATTEMPTS });
    expect(events.length).toBeLessThanOrEqual(MOST_ROWS);
    expect(sum(events)).toBe(ATTEMPTS);
    const { emails } = events.find(({ count }) => count >= 20)?.payload as { emails: string[] };
    expect(emails).toHaveLength(20);
    expect(emails).toEqual(emails.map(() => expect.stringMatching(/^nobody-\d+@example\.com$/)));
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
    expect(denials.map(({ count }) => count)).toEqual([1, 1, 2, 3]);
  });
});
