import { join } from 'node:path';

import type { EventListResponse } from '../../server/src/contracts';
import { ROOT } from '../helpers/paths';
import { expect, test, type AuditLogsPage } from './audit-logs-page';

/** What tells most in a picture; the list of everything has long runs of the same. */
const ACTIONS = [
  'entry.create',
  'entry.update',
  'entry.publish',
  'entry.delete',
  'admin.auth.error',
  'media-folder.update',
  'user.delete',
  'role.delete',
];

test.use({ viewport: { width: 1280, height: 1080 }, timezoneId: 'Europe/Berlin' });

const picture = (name: string): string => join(ROOT, 'docs/images', `${name}.png`);

async function take(logs: AuditLogsPage, name: string): Promise<void> {
  await logs.page.mouse.move(0, 0);
  await logs.page.screenshot({ path: picture(name), animations: 'disabled' });
}

// Strapi's own news would soon be old in a picture.
const closeBanner = (logs: AuditLogsPage) =>
  logs.page.getByRole('button', { name: 'Close the banner.' }).click();

test('the list', async ({ logs }) => {
  await logs.openList({ q: ACTIONS.map((action) => `action:${action}`).join(' ') });
  await closeBanner(logs);
  await take(logs, 'list');
});

test('the list in the dark theme', async ({ logs, page }) => {
  await page.addInitScript(() => localStorage.setItem('STRAPI_THEME', 'dark'));
  await logs.openList({ q: ACTIONS.map((action) => `action:${action}`).join(' ') });
  await closeBanner(logs);
  await take(logs, 'list-dark');
});

test('what an update changed', async ({ logs, ask }) => {
  const { results } = await ask<EventListResponse>(
    '/audit-trail/events?filters[action]=entry.update&filters[resource][name]=Ten%20piers'
  );
  await logs.openList();
  await closeBanner(logs);
  await logs.open({ event: results[0]!.id });
  await expect(logs.details.getByRole('insertion').first()).toBeVisible();
  await take(logs, 'changes');
});

test('the chart', async ({ logs, page }) => {
  await logs.openList();
  const chart = page.getByRole('region', { name: 'Events over time' });
  await expect(chart.getByRole('img').or(chart.locator('svg')).first()).toBeVisible();
  await chart.screenshot({ path: picture('chart'), animations: 'disabled' });
});

test('the side panel', async ({ page, openSidePanel }) => {
  const panel = await openSidePanel();
  await panel
    .getByRole('button', { name: /changed .*lighthouse/ })
    .first()
    .click();
  await expect(panel.getByRole('insertion').first()).toBeVisible();
  await page.getByRole('button', { name: 'Close the banner.' }).click();
  await page.screenshot({ path: picture('side-panel'), animations: 'disabled' });
});
