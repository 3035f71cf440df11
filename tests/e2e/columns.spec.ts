import type { Page } from '@playwright/test';

import { expect, test } from './audit-logs-page';

const KEY = 'audit-trail.hidden-columns.v1';
const ALL = ['Activity', 'Date', 'User', 'IP address', 'Outcome', 'Details'];

// By tag: the design system gives each cell of its table the same role.
const headings = (page: Page) => page.locator('thead th');
const button = (page: Page) => page.getByRole('button', { name: 'Columns' });
const menu = (page: Page) => page.getByRole('dialog', { name: 'Columns' });

test('a column that is hidden stays hidden after a reload', async ({ logs, page }) => {
  await logs.openList();
  await expect(headings(page)).toHaveText(ALL);
  await expect(logs.rows.first()).toContainText('127.0.0.1');

  await button(page).click();
  await menu(page).getByLabel('IP address').uncheck();
  await menu(page).getByLabel('User').uncheck();
  const left = ['Activity', 'Date', 'Outcome', 'Details'];
  await expect(headings(page)).toHaveText(left);
  await expect(logs.rows.first()).not.toContainText('127.0.0.1');
  await expect(logs.rows.first().locator('td')).toHaveCount(4);

  await page.reload();
  await expect(logs.rows.first()).toBeVisible({ timeout: 60_000 });
  await expect(headings(page)).toHaveText(left);

  await button(page).click();
  await expect(menu(page).getByLabel('IP address')).not.toBeChecked();
  await menu(page).getByRole('button', { name: 'Show all columns' }).click();
  await expect(headings(page)).toHaveText(ALL);
});

test('the sentence cannot be hidden', async ({ logs, page }) => {
  await logs.openList();
  await button(page).click();
  const sentence = menu(page).getByLabel('Activity (always shown)');
  await expect(sentence).toBeChecked();
  await expect(sentence).toBeDisabled();
});

test('the keyboard alone hides a column', async ({ logs, page }) => {
  await logs.openList();
  await button(page).focus();
  await page.keyboard.press('Enter');
  await expect(menu(page).getByLabel('Date')).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await expect(menu(page).getByLabel('User')).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await expect(menu(page)).toHaveCount(0);
  await expect(button(page)).toBeFocused();
  await expect(headings(page)).toHaveText(['Activity', 'IP address', 'Outcome', 'Details']);
});

for (const broken of ['{', '{"date":1}', '["activity","nothing"]']) {
  test(`what is broken in the browser hides nothing: ${broken}`, async ({ logs, page }) => {
    await page.addInitScript(([key, value]) => localStorage.setItem(key!, value!), [KEY, broken]);
    await logs.openList();
    await expect(headings(page)).toHaveText(ALL);
  });
}

test('a browser that refuses its storage hides columns all the same', async ({ logs, page }) => {
  await page.addInitScript((key) => {
    const { getItem, setItem } = Storage.prototype;
    const refuse = (name: string) => {
      if (name === key) throw new DOMException('No room', 'QuotaExceededError');
    };
    Storage.prototype.getItem = function (name) {
      refuse(name);
      return getItem.call(this, name);
    };
    Storage.prototype.setItem = function (name, value) {
      refuse(name);
      setItem.call(this, name, value);
    };
  }, KEY);
  await logs.openList();
  await button(page).click();
  await menu(page).getByLabel('Outcome').uncheck();
  await expect(headings(page)).toHaveText(['Activity', 'Date', 'User', 'IP address', 'Details']);
});

test.describe('at 380 pixels', () => {
  test.use({ viewport: { width: 380, height: 800 } });

  test('cards leave out what is hidden', async ({ logs, page }) => {
    await logs.open();
    const card = page
      .getByRole('list', { name: 'Events, newest first' })
      .getByRole('listitem')
      .first();
    await expect(card).toContainText('127.0.0.1');
    await button(page).click();
    await expect(menu(page).getByLabel('User')).toHaveCount(0);
    const box = await menu(page).boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 380).toBe(true);
    for (const name of ['Date', 'IP address', 'Outcome']) {
      await menu(page).getByLabel(name).uncheck();
    }
    await expect(card).not.toContainText('127.0.0.1');
    await expect(card).not.toContainText('Success');
    await expect(card.locator('time')).toHaveCount(0);
  });
});
