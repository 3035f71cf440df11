import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect, test } from './audit-logs-page';
import { EDITOR_STATE } from './session';

const FIRST_LOAD_MS = 60_000;
const EVENTS = /\/audit-trail\/events\?/;
/** What is ours: Strapi's frame around it is as Strapi made it. */
const OURS = ['main', '[role="dialog"]', '[data-radix-popper-content-wrapper]'];

/** What is open over the rest, which a modal menu hides from everybody until it is closed. */
const LAYER = ['[data-radix-popper-content-wrapper]'];

/** Fails with every serious finding of axe in what the page shows now; `state` names it. */
async function expectAccessible(page: Page, state: string, parts = OURS): Promise<void> {
  // A popover that is still fading in is paler than it will be.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished)
    )
  );
  const axe = new AxeBuilder({ page });
  for (const part of parts) if ((await page.locator(part).count()) > 0) axe.include(part);
  const { violations, passes } = await axe.analyze();
  expect(passes.length, `${state}: axe looked at something`).toBeGreaterThan(0);
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary }))
    );
  expect.soft(serious, state).toEqual([]);
}

for (const theme of ['light', 'dark']) {
  test.describe(`in the ${theme} theme axe finds nothing serious in`, () => {
    test.beforeEach(({ page }) =>
      page.addInitScript((chosen) => localStorage.setItem('STRAPI_THEME', chosen), theme)
    );

    test('the list, its filters and menus', async ({ logs, page }) => {
      await logs.openList({ q: 'outcome:success origin:admin-panel', pageSize: '10' });
      await expectAccessible(page, 'list with chips');
      await page.getByRole('button', { name: 'Add filter' }).click();
      await expectAccessible(page, 'choice of a filter');
      await page.getByRole('button', { name: 'Action', exact: true }).click();
      await expectAccessible(page, 'editor of a filter');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await logs.box.click();
      await logs.box.press('End');
      await page.keyboard.type(' out');
      await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible();
      await expectAccessible(page, 'completions');
      await logs.find('colour:red');
      await expectAccessible(page, 'a search that is not understood');
      await logs.box.fill('');
      await page.getByRole('button', { name: 'Saved views' }).click();
      await expectAccessible(page, 'saved views');
    });

    test('the details', async ({ logs, page, newest }) => {
      const event = await newest('entry.update');
      await logs.open({ event: event.id });
      for (const name of ['Changes', 'Context', 'Payload', 'Related']) {
        await logs.tab(name).click();
        await expect(logs.panel).toBeVisible();
        await expectAccessible(page, `details: ${name}`);
      }
      await logs.open({ event: '0168af00-0000-7000-8000-000000000001' });
      await expect(logs.details).toContainText('no longer kept');
      await expectAccessible(page, 'details of an event that is gone');
    });

    test('the menus above the list, and a chart that failed', async ({ logs, page }) => {
      await page.route(/\/audit-trail\/histogram/, (route) => route.abort());
      await logs.openList({ pageSize: '10' });
      await expect(page.getByText(/The chart could not be drawn/)).toBeVisible();
      await expectAccessible(page, 'a chart that failed');
      await page.getByRole('button', { name: 'Columns' }).click();
      await expect(page.getByRole('checkbox').first()).toBeVisible();
      await expectAccessible(page, 'columns', LAYER);
      await page.keyboard.press('Escape');
      await page.locator('[aria-haspopup="menu"]', { hasText: 'Export' }).click();
      await expect(page.getByRole('menu')).toBeVisible();
      await expectAccessible(page, 'export', LAYER);
    });

    test('what stands in place of the list', async ({ logs, page }) => {
      await logs.open({ q: 'action:role.delete actor:nobody' });
      await expect(page.getByText(/No event matches/)).toBeVisible();
      await expectAccessible(page, 'no result');
      await logs.open({ page: '100000' });
      await expect(logs.failure).toBeVisible();
      await expectAccessible(page, 'a failed load');
    });

    test('the list while it loads, and where events were lost', async ({ logs, page, ask }) => {
      const health = await ask<object>('/audit-trail/health');
      await page.route(/\/audit-trail\/health/, (route) =>
        route.fulfill({ json: { ...health, lostEvents: 3 } })
      );
      await page.route(EVENTS, () => undefined);
      await logs.open();
      await expect(page.getByRole('alert').filter({ hasText: '3 events were lost' })).toBeVisible();
      await expectAccessible(page, 'loading, with lost events');
    });

    test('cards at 380 pixels', async ({ logs, page }) => {
      await page.setViewportSize({ width: 380, height: 800 });
      await logs.open();
      await expect(page.getByRole('list', { name: 'Events, newest first' })).toBeVisible();
      await expectAccessible(page, 'cards');
    });

    test('the side panel and the widget', async ({ page, openSidePanel }) => {
      const panel = await openSidePanel();
      await panel
        .getByRole('button', { name: /changed .*lighthouse/ })
        .first()
        .click();
      await expect(panel.getByRole('insertion').first()).toBeVisible();
      await panel.evaluate((aside) => aside.setAttribute('data-ours', 'panel'));
      await expectAccessible(page, 'side panel', ['[data-ours]']);

      await page.goto('/admin');
      const widget = page.locator('section').filter({ hasText: 'Latest activity' });
      await expect(widget.getByRole('listitem')).toHaveCount(6, { timeout: FIRST_LOAD_MS });
      await widget.evaluate((section) => section.setAttribute('data-ours', 'widget'));
      await expectAccessible(page, 'widget', ['[data-ours]']);
    });

    test.describe('the page for an admin', () => {
      test.use({ storageState: EDITOR_STATE });

      test('without the permission', async ({ page }) => {
        await page.goto('/admin/settings/audit-logs');
        await expect(page.getByText(/You may not read the audit logs/)).toBeVisible({
          timeout: FIRST_LOAD_MS,
        });
        await expectAccessible(page, 'forbidden');
      });
    });
  });
}
