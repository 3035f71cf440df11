import type { EventListResponse } from '../../server/src/contracts';
import { expect, test } from './audit-logs-page';

test('the settings menu leads to the page', async ({ page }) => {
  await page.goto('/admin/settings/application-infos');
  await page.getByRole('link', { name: 'Audit Logs' }).click();
  await expect(page).toHaveURL(/\/admin\/settings\/audit-logs$/);
  await expect(page.getByRole('heading', { name: 'Audit Logs', level: 1 })).toBeVisible();
});

test('recorded actions stand as sentences', async ({ logs, page }) => {
  await logs.openList({ pageSize: '100' });
  for (const sentence of [
    'Ada Admin deleted the role Proofreader',
    'Ada Admin created the API token Website',
    'Eddi Editor published The lighthouse (en)',
    'intruder@example.com failed to sign in',
  ]) {
    await expect(page.getByText(sentence, { exact: true }).first()).toBeVisible();
  }
});

test('the newest event stands first, with date, user, address and outcome', async ({
  logs,
  ask,
}) => {
  // Of those that succeeded: meanwhile other tests are refused things.
  await logs.openList({ q: 'outcome:success' });
  const { results } = await ask<EventListResponse>(
    '/audit-trail/events?pageSize=1&q=outcome:success'
  );
  const first = logs.rows.first();
  await expect(first.locator('time')).toHaveAttribute('datetime', results[0]?.occurredAt ?? '');
  await expect(first).toContainText(results[0]?.actor.name ?? '');
  await expect(first).toContainText('127.0.0.1');
  await expect(first).toContainText('Success');
});

test('the date tells the exact time and zone of the reader on hover', async ({ logs, page }) => {
  await logs.openList();
  await logs.rows.first().locator('time').hover();
  await expect(page.getByRole('tooltip')).toContainText(/\d{2}:\d{2}:\d{2}\.\d{3} [AP]M GMT\+9/);
});

test('the sentence tells the action on hover', async ({ logs, page }) => {
  await logs.openList({ q: 'action:role.delete' });
  await page.getByText('Ada Admin deleted the role Proofreader', { exact: true }).hover();
  await expect(page.getByRole('tooltip')).toContainText('role.delete');
});

test('pages follow each other, in the address too', async ({ logs, page }) => {
  await logs.openList({ pageSize: '10' });
  const firstOfPage = () => logs.rows.first().locator('time').getAttribute('datetime');
  const newest = await firstOfPage();

  await page.getByRole('link', { name: 'Next page' }).click();
  await expect(logs.summary).toHaveText(/^Page 2 of /);
  expect(logs.search('page')).toEqual(['2']);
  expect((await firstOfPage())! < newest!).toBe(true);

  await page.getByRole('link', { name: 'Previous page' }).click();
  await expect(logs.summary).toHaveText(/^Page 1 of /);
  expect(await firstOfPage()).toBe(newest);
});

test('a page size is as many rows, and begins at page one', async ({ logs, page }) => {
  // Of actions that fold no facts beneath their rows.
  await logs.openList({ page: '2', q: 'action:entry.* action:media.*' });
  await page.getByRole('combobox', { name: 'Events per page' }).click();
  await page.getByRole('option', { name: '10', exact: true }).click();
  await expect(logs.rows).toHaveCount(10);
  await expect(logs.summary).toHaveText(/^Page 1 of /);
  expect([logs.search('pageSize'), logs.search('page')]).toEqual([['10'], []]);
});

test('the facts of a sum are folded beneath its row', async ({ logs, page, newest }) => {
  const sum = await newest('permission.update');
  await logs.openList({ q: `action:permission.* after:${sum.occurredAt.slice(0, 10)}` });
  const toggle = page.getByRole('button', { name: /^\d+ single permissions?$/ }).first();
  await expect(toggle).toHaveAttribute('aria-expanded', 'false');
  const rows = await logs.rows.count();
  const facts = parseInt(await toggle.innerText(), 10);
  await toggle.focus();
  await page.keyboard.press('Enter');
  await expect(logs.rows).toHaveCount(rows + facts);
  await expect(logs.rows.nth(1)).toContainText('the permission');
  await toggle.click();
  await expect(logs.rows).toHaveCount(rows);
});

test('a page beyond the last one says so and leads to the first', async ({ logs, page }) => {
  await logs.open({ page: '300' });
  await page.getByRole('link', { name: 'Go to the first page' }).click();
  await expect(logs.summary).toHaveText(/^Page 1 of /);
});

test('the page speaks the language chosen in the profile', async ({ page, logs }) => {
  await page.addInitScript(() => localStorage.setItem('strapi-admin-language', 'de'));
  await page.goto('/admin/settings/audit-logs?q=action:role.delete');
  await expect(logs.rows.first()).toContainText('Ada Admin hat die Rolle Proofreader gelöscht');
});
