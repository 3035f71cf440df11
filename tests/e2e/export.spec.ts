import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import supertest from 'supertest';

import type { EventListResponse } from '../../server/src/contracts';
import { READ_PERMISSION } from '../../server/src/api/policies';
import { createAdminUser, login, ok } from '../helpers/actors';
import { readCsv, readJsonLines } from '../helpers/exports';
import { expect, test } from './audit-logs-page';
import { READER_STATE, saveSession } from './session';

const QUESTION = 'action:entry.* -origin:code';
const EXPORT = /\/audit-trail\/export\?/;

// Rows that tell of an export have a button of that name, too.
const menu = (page: Page) =>
  page
    .getByRole('button', { name: 'Export', exact: true })
    .and(page.locator('[aria-haspopup="menu"]'));
const notice = (page: Page) => page.getByRole('region', { name: 'Export of the events' });

async function choose(page: Page, format: string): Promise<void> {
  await menu(page).click();
  await page.getByRole('menuitem', { name: format }).click();
}

/** What the reader gets when he chooses a format. */
async function download(page: Page, format: string): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), choose(page, format)]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

const idsOfList = async (ask: <Answer>(path: string) => Promise<Answer>): Promise<string[]> => {
  const query = new URLSearchParams({ q: QUESTION, pageSize: '100' });
  const { results, pagination } = await ask<EventListResponse>(`/audit-trail/events?${query}`);
  expect(pagination.total).toBe(results.length);
  return results.map(({ id }) => id);
};

test('the question of the page becomes a CSV file', async ({ logs, page, ask }) => {
  await logs.openList({ q: QUESTION });
  const { name, text } = await download(page, 'CSV (table)');
  const ids = await idsOfList(ask);
  expect(name).toMatch(/^audit-logs-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.csv$/);
  expect(readCsv(text).map(({ id }) => id)).toEqual(ids);
  expect(ids.length).toBeGreaterThan(3);
  await expect(notice(page)).toContainText(`${ids.length} events exported to ${name}`);
});

test('the question of the page becomes a file of JSON lines', async ({ logs, page, ask }) => {
  await logs.openList({ q: QUESTION });
  const { name, text } = await download(page, 'JSON Lines');
  expect(name).toMatch(/\.jsonl$/);
  expect(readJsonLines(text).map(({ id }) => id)).toEqual(await idsOfList(ask));
  await notice(page).getByRole('button', { name: 'Close the message' }).click();
  await expect(notice(page)).toHaveCount(0);
});

test('the keyboard alone exports', async ({ logs, page }) => {
  await logs.openList({ q: QUESTION });
  await menu(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'CSV (table)' })).toBeFocused();
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
});

test('an export shows how far it is, and can be cancelled', async ({ logs, page, context }) => {
  await logs.openList();
  const downloads: unknown[] = [];
  page.on('download', (file) => downloads.push(file));
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: 30_000,
    uploadThroughput: -1,
  });
  await choose(page, 'JSON Lines');
  await expect(notice(page)).toContainText(
    /Exporting: [1-9][\d,]* of [\d,]+ events, \d+(\.\d+)? kB/
  );
  await notice(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(notice(page)).toContainText('The export was cancelled. No file was saved.');
  await expect(notice(page)).toBeFocused();
  await expect(menu(page)).toBeEnabled();
  expect(downloads).toEqual([]);
});

test('a refused export says why and saves nothing', async ({ logs, page }) => {
  const error = { status: 500, name: 'InternalServerError', message: 'Disk full' };
  await page.route(EXPORT, (route) => route.fulfill({ status: 500, json: { data: null, error } }));
  await logs.openList();
  await choose(page, 'CSV (table)');
  await expect(notice(page).getByRole('alert')).toHaveText(
    'The events could not be exported, and no file was saved. The server answered: Disk full'
  );
});

test('a server out of reach says so', async ({ logs, page }) => {
  await page.route(EXPORT, (route) => route.abort());
  await logs.openList();
  await choose(page, 'CSV (table)');
  await expect(notice(page).getByRole('alert')).toContainText('The server could not be reached.');
});

test('a token that ran out is renewed before the export', async ({ logs, page, context }) => {
  await logs.openList({ q: QUESTION });
  let renewed = '';
  await page.route(/\/audit-trail\/events\?pageSize=1&/, async (route) => {
    if (renewed) return route.fallback();
    return route.fulfill({ status: 401, json: { error: { status: 401, message: 'Expired' } } });
  });
  const token = await page.evaluate(() => JSON.parse(localStorage.getItem('jwtToken') ?? '""'));
  await page.route(/\/admin\/access-token/, (route) => {
    renewed = String(token);
    return route.fulfill({ json: { data: { token } } });
  });
  await download(page, 'CSV (table)');
  expect(renewed).not.toBe('');
  await context.unrouteAll();
});

test('there is nothing to export while the question is not understood', async ({ logs, page }) => {
  await logs.open({ q: 'colour:red' });
  await expect(menu(page)).toBeDisabled();
});

test.describe('for an admin who may only read', () => {
  test.use({ storageState: READER_STATE });
  // One worker makes the account for both.
  test.describe.configure({ mode: 'serial' });

  // Here and not for all: other tests count the events that the demo left.
  test.beforeAll(async ({ baseURL }) => {
    const url = baseURL ?? '';
    const app = { url, request: supertest(url) };
    const admin = await login(app);
    const { body } = await ok(admin.post('/admin/roles').send({ name: 'Reader', description: '' }));
    const read = { action: READ_PERMISSION, subject: null, properties: {}, conditions: [] };
    await ok(admin.put(`/admin/roles/${body.data.id}/permissions`).send({ permissions: [read] }));
    const reader = { role: body.data.id as number, email: 'reading@example.com' };
    saveSession(READER_STATE, url, (await createAdminUser(app, admin, reader)).client.token);
  });

  test('there is no export', async ({ logs, page }) => {
    await logs.openList();
    await expect(page.getByRole('button', { name: 'Refresh' })).toBeVisible();
    await expect(menu(page)).toHaveCount(0);
  });

  test('a link that another admin shared opens its event', async ({ logs, newest }) => {
    const event = await newest('role.delete');
    await logs.open({ q: 'action:role.delete', event: event.id });
    await expect(logs.details).toContainText('Ada Admin deleted the role Proofreader');
    await logs.details.getByRole('button', { name: 'Close', exact: true }).first().click();
    await expect(logs.rows.first()).toContainText('Proofreader');
  });
});

test.describe('at 380 pixels', () => {
  test.use({ viewport: { width: 380, height: 800 } });

  test('the menu and the message fit the window', async ({ logs, page }) => {
    await logs.open({ q: QUESTION });
    await download(page, 'CSV (table)');
    await expect(notice(page)).toContainText('exported to');
    const overflow = () =>
      document.documentElement.scrollWidth - document.documentElement.clientWidth;
    expect(await page.evaluate(overflow)).toBe(0);
  });
});
