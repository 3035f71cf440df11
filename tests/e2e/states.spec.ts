import { expect, test } from './audit-logs-page';
import { EDITOR_STATE } from './session';

const EVENTS = /\/audit-trail\/events\?/;
const NO_EVENTS = {
  results: [],
  pagination: { page: 1, pageSize: 25, pageCount: 0, total: 0, totalIsExact: true },
  cursor: '0',
};

test.describe('for an admin without the permission', () => {
  test.use({ storageState: EDITOR_STATE });

  test('the page says what is missing', async ({ page }) => {
    await page.goto('/admin/settings/audit-logs');
    await expect(page.getByText(/You may not read the audit logs/)).toBeVisible();
    await expect(page.getByRole('grid')).toHaveCount(0);
  });

  test('a link to an event shows nothing of it', async ({ page, newest }) => {
    const event = await newest('role.delete');
    await page.goto(`/admin/settings/audit-logs?event=${event.id}`);
    await expect(page.getByText(/You may not read the audit logs/)).toBeVisible();
    await expect(page.getByText('Proofreader')).toHaveCount(0);
  });

  test('the settings menu has no link to it', async ({ page }) => {
    await page.goto('/admin/settings/application-infos');
    await expect(page.getByRole('link', { name: 'Overview' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Audit Logs' })).toHaveCount(0);
  });
});

test('a failed load says so and loads after a retry', async ({ logs, page }) => {
  const error = { status: 500, name: 'InternalServerError', message: 'Disk full' };
  await page.route(EVENTS, (route) => route.fulfill({ status: 500, json: { data: null, error } }));
  await logs.open();
  await expect(logs.failure).toContainText('The events could not be loaded');
  await expect(logs.failure).toContainText('Disk full');

  await page.unroute(EVENTS);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(logs.rows.first()).toBeVisible();
});

test('a server out of reach does not look like an empty log', async ({ logs, page }) => {
  await page.route(EVENTS, (route) => route.abort());
  await logs.open();
  await expect(logs.failure).toContainText('The server could not be reached');
  await expect(page.getByText(/Nothing has been recorded/)).toHaveCount(0);
});

test('what the server refuses in a link is told, with a way out', async ({ logs, page }) => {
  await logs.open({ page: '100000' });
  await expect(logs.failure).toContainText('The server answered: page');
  await page.getByRole('link', { name: 'Go to the first page' }).click();
  await expect(logs.rows.first()).toBeVisible();
});

test('the first run explains what will be recorded', async ({ logs, page }) => {
  await page.route(EVENTS, (route) => route.fulfill({ json: NO_EVENTS }));
  await logs.open();
  await expect(page.getByText(/Nothing has been recorded yet\. From now on/)).toBeVisible();
});

test('rows of the last query are gone while the next one loads', async ({ logs, page }) => {
  await logs.openList();
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(EVENTS, async (route) => {
    await asked;
    await route.continue();
  });
  await logs.chooseActions('Delete role');
  await expect(page.getByText('Loading events…')).toBeAttached();
  await expect(logs.rows).toHaveCount(0);

  answer();
  await expect(logs.rows).toHaveCount(1);
});

test('refreshing asks again', async ({ logs, page }) => {
  await logs.openList();
  await page.route(EVENTS, (route) => route.fulfill({ json: NO_EVENTS }));
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByText(/Nothing has been recorded yet/)).toBeVisible();
});
