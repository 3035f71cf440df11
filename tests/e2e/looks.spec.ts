import { expect, test } from './audit-logs-page';

const NARROW = { width: 380, height: 800 };

/** The lightness of a colour as the browser computes it, 0 (black) to 255. */
const lightness = (color: string): number => {
  const parts = (color.match(/\d+/g) ?? []).slice(0, 3).map(Number);
  return parts.reduce((sum, part) => sum + part, 0) / 3;
};

test.describe('in the dark theme', () => {
  test.beforeEach(({ page }) =>
    page.addInitScript(() => localStorage.setItem('STRAPI_THEME', 'dark'))
  );

  test('details and trees are light on dark', async ({ logs, newest }) => {
    const event = await newest('admin.auth.error');
    await logs.open({ event: event.id });
    await logs.tab('Payload').click();
    const tree = logs.details.getByRole('tree', { name: 'Request body' });
    await expect(tree).toBeVisible();
    const text = tree.getByText('"intruder@example.com"');
    const paper = await logs.details.evaluate((el) => getComputedStyle(el).backgroundColor);
    const ink = await text.evaluate((el) => getComputedStyle(el).color);
    expect(lightness(paper)).toBeLessThan(60);
    expect(lightness(ink) - lightness(paper)).toBeGreaterThan(60);
  });
});

test.describe('at 380 pixels', () => {
  test.use({ viewport: NARROW });

  const sidewaysScroll = () =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth;

  test('events are cards and the page does not scroll sideways', async ({ logs, page }) => {
    await logs.open();
    const cards = page.getByRole('list', { name: 'Events, newest first' }).getByRole('listitem');
    await expect(cards.first()).toBeVisible();
    expect(await page.evaluate(sidewaysScroll)).toBe(0);
    const box = await cards.first().boundingBox();
    expect(box && box.x + box.width).toBeLessThanOrEqual(NARROW.width);
  });

  test('the search, its chips and their editor fit the window', async ({ logs, page }) => {
    await logs.open({ q: 'action:role.delete action:role.create -origin:cron after:30d' });
    await expect(logs.chip('Delete role')).toBeVisible();
    expect(await page.evaluate(sidewaysScroll)).toBe(0);
    await logs.chip('Delete role').click();
    const editor = page.getByRole('dialog', { name: 'Action' });
    await expect(editor.getByLabel('Publish entry', { exact: true })).toBeVisible();
    const box = await editor.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= NARROW.width).toBe(true);
  });

  test('the range of time fits the window', async ({ logs, page }) => {
    await logs.open();
    await page.getByRole('button', { name: 'Any time' }).click();
    await expect(page.getByLabel('From date')).toBeVisible();
    expect(await page.evaluate(sidewaysScroll)).toBe(0);
  });

  test('the details fit the window', async ({ logs, page, newest }) => {
    const event = await newest('admin.auth.error');
    await logs.open({ event: event.id });
    await expect(logs.details).toContainText('intruder@example.com');
    const box = await logs.details.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= NARROW.width).toBe(true);
    const overflow = await logs.details.evaluate((el) => el.scrollWidth - el.clientWidth);
    expect(overflow).toBe(0);
    expect(await page.evaluate(sidewaysScroll)).toBe(0);
  });
});
