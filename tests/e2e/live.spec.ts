import { expect, test } from './audit-logs-page';

const NEWS = /\/audit-trail\/news\?/;
const WITHIN_MS = 5_000;

// Side by side they would see each other's events.
test.describe.configure({ mode: 'serial' });

test('a new event is offered within five seconds and moves no row', async ({
  logs,
  page,
  addRole,
}) => {
  await logs.openList();
  const first = logs.rows.first();
  const [sentence, place] = [await first.innerText(), await first.boundingBox()];

  await addRole('Latecomer');
  const button = page.getByRole('button', { name: '1 new event' });
  await expect(button).toBeVisible({ timeout: WITHIN_MS });
  await expect(page.getByRole('status').filter({ hasText: 'new events' })).toBeAttached();
  expect(await first.boundingBox()).toEqual(place);
  expect(await first.innerText()).toBe(sentence);

  await button.click();
  await expect(first).toContainText('Latecomer');
  await expect(page.getByRole('button', { name: /new event/ })).toHaveCount(0);
});

test('an event that does not match the filters is not offered', async ({ logs, page, addRole }) => {
  await logs.openList({ q: 'action:role.delete' });
  await addRole('Other');
  const answer = await page.waitForResponse(NEWS);
  expect(await answer.json()).toMatchObject({ count: 0, isExact: true });
  await expect(page.getByRole('button', { name: /new event/ })).toHaveCount(0);
});

test('nothing is asked while the tab is hidden, and at once when it is seen again', async ({
  logs,
  page,
}) => {
  await page.clock.install();
  await page.addInitScript(() => {
    Object.defineProperty(document, 'hidden', {
      get: () => localStorage.getItem('test-hidden') === 'true',
    });
  });
  const show = (isHidden: boolean) =>
    page.evaluate((hidden) => {
      localStorage.setItem('test-hidden', String(hidden));
      document.dispatchEvent(new Event('visibilitychange'));
    }, isHidden);
  await logs.openList();
  await page.clock.runFor(10_000);
  await show(true);

  const asked: string[] = [];
  page.on('request', (request) => {
    if (NEWS.test(request.url())) asked.push(request.url());
  });
  await page.clock.runFor(120_000);
  expect(asked).toEqual([]);

  const question = page.waitForRequest(NEWS);
  await show(false);
  await question;
});

test('nothing is asked while nobody is at the page, and at once when somebody is', async ({
  logs,
  page,
}) => {
  await page.clock.install();
  await logs.openList();
  await page.mouse.move(10, 10);
  await page.clock.fastForward('06:00');
  await page.clock.runFor(10_000);

  const asked: string[] = [];
  page.on('request', (request) => {
    if (NEWS.test(request.url())) asked.push(request.url());
  });
  await page.clock.runFor(120_000);
  expect(asked).toEqual([]);

  const question = page.waitForRequest(NEWS);
  await page.mouse.move(20, 20);
  await question;
});
