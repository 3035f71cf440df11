import { expect, test } from './audit-logs-page';

test('the start of a range is a time in the zone of the reader', async ({ logs, page }) => {
  await logs.openList();
  await page.getByRole('button', { name: 'Any time' }).click();
  await logs.type('From date', '01/15/2026');
  await expect(page).toHaveURL(/q=after%3A2026-01-14T15%3A00%3A00\.000Z/);
  await logs.type('From time', '08:30');
  await expect(page).toHaveURL(/q=after%3A2026-01-14T23%3A30%3A00\.000Z/);
});

test('an end picked as a day includes that day', async ({ logs, page }) => {
  await logs.openList();
  await page.getByRole('button', { name: 'Any time' }).click();
  await logs.type('To date', '01/15/2026');
  await expect(page).toHaveURL(/q=before%3A2026-01-15T15%3A00%3A00\.000Z/);
  await expect(page.getByLabel('To time')).toHaveValue('23:59');
});

test('a preset is a range that moves with the present', async ({ logs, page }) => {
  await logs.openList();
  await page.getByRole('button', { name: 'Any time' }).click();
  await page.getByRole('button', { name: 'Last 7 days' }).click();
  await expect(logs.box).toHaveValue('after:7d');
  await expect(page.getByRole('button', { name: 'Last 7 days' })).toHaveCount(2);
  await expect(logs.rows.first()).toBeVisible();
});

test('a range leaves out what happened before and after it', async ({ logs, newest }) => {
  const { occurredAt } = await newest('role.delete');
  const end = new Date(Date.parse(occurredAt) + 1).toISOString();
  await logs.openList({ q: `after:${occurredAt} before:${end}` });
  await expect(logs.rows.filter({ hasText: 'deleted the role' })).toHaveCount(1);
  expect(await logs.total()).toBeLessThan(5);
});
