import type { Locator, Page } from '@playwright/test';

import type { HistogramBucket as Bucket, HistogramResponse } from '../../server/src/contracts';
import { expect, test, type AuditLogsPage } from './audit-logs-page';

const HISTOGRAM = /\/audit-trail\/histogram\?/;
const QUESTION = 'action:demo.count';

/** The chart as its reader sees it. */
class Chart {
  readonly box: Locator;
  readonly bars: Locator;
  /** What a screen reader is told of a choice. */
  readonly told: Locator;

  constructor(readonly page: Page) {
    this.box = page.getByRole('listbox', { name: 'Events over time' });
    this.bars = this.box.getByRole('option');
    this.told = page.getByRole('status').filter({ hasText: 'Chosen:' });
  }

  /** The middle of a bar. */
  async middleOf(place: number): Promise<{ x: number; y: number }> {
    const box = (await this.bars.nth(place).boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  async drag(from: number, to: number): Promise<void> {
    const [start, end] = [await this.middleOf(from), await this.middleOf(to)];
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move((start.x + end.x) / 2, start.y, { steps: 3 });
    await this.page.mouse.move(end.x, end.y, { steps: 3 });
  }
}

/** Opens the page with a question about the events of ten days, and waits for the chart. */
async function openChart(logs: AuditLogsPage, q = QUESTION) {
  const { page } = logs;
  const answered = page.waitForResponse(HISTOGRAM);
  await logs.openList({ q, pageSize: '100' });
  const answer = (await (await answered).json()) as HistogramResponse;
  const chart = new Chart(page);
  await expect(chart.bars).toHaveCount(answer.buckets.length);
  return { chart, buckets: answer.buckets, answer };
}

const placesWithEvents = (buckets: Bucket[]) =>
  buckets.flatMap(({ count }, place) => (count > 0 ? [place] : []));

const term = (key: string, instant: string) => `${key}:${instant}`;

test('shows every event of the question, in bars that say what they stand for', async ({
  logs,
  page,
}) => {
  const { chart, buckets, answer } = await openChart(logs);
  expect(answer.timeZone).toBe('Asia/Tokyo');
  expect(buckets.reduce((total, { count }) => total + count, 0)).toBe(await logs.total());
  await expect(page.getByText('One bar for three hours, Asia/Tokyo')).toBeVisible();
  const [first] = placesWithEvents(buckets);
  // Noon and one o'clock of UTC are nine and ten in the evening of Tokyo.
  await expect(chart.bars.nth(first!)).toHaveAccessibleName(
    / 9:00 PM GMT\+9 – .*12:00 AM GMT\+9, 2 events, 1 failed or denied$/
  );
});

test('dragging across bars narrows the list to them, "back" widens it again', async ({
  logs,
  page,
}) => {
  const { chart, buckets } = await openChart(logs);
  const places = placesWithEvents(buckets);
  const [from, to] = [places[2]!, places[4]!];
  await chart.drag(from, to);
  await expect(chart.bars.nth(places[3]!)).toHaveAttribute('aria-selected', 'true');
  await page.mouse.up();

  await expect(logs.rows).toHaveCount(6);
  const asked = `${QUESTION} ${term('after', buckets[from]!.from)} ${term('before', buckets[to]!.to)}`;
  expect(logs.search('q')).toEqual([asked]);
  await expect(logs.box).toHaveValue(asked);

  await page.goBack();
  await expect(logs.rows).toHaveCount(20);
});

test('dragging to the left chooses the same, and Escape lets go of it', async ({ logs, page }) => {
  const { chart, buckets } = await openChart(logs);
  const places = placesWithEvents(buckets);
  await chart.drag(places[1]!, places[0]!);
  await expect(chart.bars.nth(places[0]!)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(chart.box.getByRole('option', { selected: true })).toHaveCount(0);
  expect(logs.search('q')).toEqual([QUESTION]);

  await chart.drag(places[1]!, places[0]!);
  await page.mouse.up();
  await expect(logs.rows).toHaveCount(4);
});

test('a click on a bar narrows to it, and the whole time comes back', async ({ logs, page }) => {
  const { chart, buckets } = await openChart(logs);
  const place = placesWithEvents(buckets)[0]!;
  const { x, y } = await chart.middleOf(place);
  await page.mouse.click(x, y);
  await expect(logs.rows).toHaveCount(2);
  expect(logs.search('q')[0]).toContain(term('after', buckets[place]!.from));
  // Three hours are now told by the five minutes.
  await expect(page.getByText('One bar for five minutes, Asia/Tokyo')).toBeVisible();

  await page.getByRole('button', { name: 'Show all time' }).click();
  await expect(logs.rows).toHaveCount(20);
  expect(logs.search('q')).toEqual([QUESTION]);
});

test('the keyboard alone chooses, applies and cancels', async ({ logs, page }) => {
  const { chart, buckets } = await openChart(logs);
  const last = buckets.length - 1;
  const active = async () => {
    const id = await chart.box.getAttribute('aria-activedescendant');
    return id ? page.locator(`[id="${id}"]`).getAttribute('aria-label') : null;
  };
  const labelOf = (place: number) => chart.bars.nth(place).getAttribute('aria-label');

  await page.getByRole('button', { name: 'Saved views' }).focus();
  await page.keyboard.press('Tab');
  await expect(chart.box).toBeFocused();
  expect(await active()).toBe(await labelOf(last));
  await page.keyboard.press('ArrowLeft');
  expect(await active()).toBe(await labelOf(last - 1));
  await page.keyboard.press('Home');
  expect(await active()).toBe(await labelOf(0));
  await expect(chart.told).toHaveCount(0);

  const places = placesWithEvents(buckets);
  for (let place = 0; place < places[0]!; place += 1) await page.keyboard.press('ArrowRight');
  for (let place = places[0]!; place < places[1]!; place += 1) {
    await page.keyboard.press('Shift+ArrowRight');
  }
  await expect(chart.told).toContainText('4 events, 2 failed or denied. Enter shows only these');
  await page.keyboard.press('Escape');
  await expect(chart.told).toHaveCount(0);
  expect(logs.search('q')).toEqual([QUESTION]);

  await page.keyboard.press('End');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.press('Home');
  for (let place = 0; place < places[0]!; place += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(logs.rows).toHaveCount(2);
  // Whoever works with the keyboard goes on from here.
  await expect(chart.box).toBeFocused();
});

test('failures are hatched, and the legend says so', async ({ logs, page }) => {
  const { chart, buckets } = await openChart(logs);
  const section = page.getByRole('region', { name: 'Events over time' });
  await expect(section.getByText('Failed or denied')).toBeVisible();
  const hatched = section.locator('svg rect.failures[fill^="url("]');
  const failing = buckets.filter(({ failures }) => failures > 0);
  // One more in the legend.
  await expect(hatched).toHaveCount(failing.length + 1);
  const id = /#(.*)\)/.exec((await hatched.first().getAttribute('fill'))!)![1]!;
  await expect(page.locator(`pattern[id="${id}"] line`)).toHaveCount(1);

  await logs.find(`${QUESTION} outcome:success`);
  await expect(logs.rows).toHaveCount(10);
  await expect(hatched).toHaveCount(1);
  await expect(chart.box).toHaveAttribute('aria-busy', 'false');
});

test('pointing at a bar tells its range and its numbers', async ({ logs, page }) => {
  const { chart, buckets } = await openChart(logs);
  const { x, y } = await chart.middleOf(placesWithEvents(buckets)[0]!);
  await page.mouse.move(x, y);
  await expect(page.getByText('2 events', { exact: true })).toBeVisible();
  await expect(page.getByText('1 failed or denied', { exact: true })).toBeVisible();
  await page.mouse.move(x, y + 400);
  await expect(page.getByText('2 events', { exact: true })).toHaveCount(0);
});

test('a chart that failed says so, never looks empty, and is drawn after a retry', async ({
  logs,
  page,
}) => {
  const error = { status: 500, name: 'InternalServerError', message: 'Disk full' };
  await page.route(HISTOGRAM, (route) =>
    route.fulfill({ status: 500, json: { data: null, error } })
  );
  await logs.openList({ q: QUESTION });
  const failed = page.getByRole('status').filter({ hasText: 'The chart could not be drawn' });
  await expect(failed).toContainText('Disk full');
  await expect(page.getByText('No events in this time.')).toHaveCount(0);
  await expect(page.getByRole('listbox', { name: 'Events over time' })).toHaveCount(0);

  await page.unroute(HISTOGRAM);
  await page.getByRole('button', { name: 'Draw the chart again' }).click();
  await expect(new Chart(page).bars.first()).toBeAttached();
});

test('a question without events says so, in its chart too', async ({ logs, page }) => {
  await logs.open({ q: `${QUESTION} outcome:denied` });
  await expect(page.getByText('No events in this time.')).toBeVisible();
});

test('bars that were not counted to the end are marked and told as such', async ({
  logs,
  page,
}) => {
  await page.route(HISTOGRAM, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as HistogramResponse;
    const [full, empty] = [0, 1].map((place) => body.buckets[place]!) as [Bucket, Bucket];
    empty.isExact = full.isExact = body.isExact = false;
    empty.count = empty.failures = 0;
    await route.fulfill({ response: answer, json: body });
  });
  await logs.openList({ q: QUESTION });
  const { bars } = new Chart(page);
  await expect(bars.nth(1)).toHaveAccessibleName(/, not counted$/);
  await expect(page.getByText('At least so many: not all were counted')).toBeVisible();
  await expect(
    page.getByRole('option', { name: /, 2\+ events, 1\+ failed or denied$/ })
  ).toHaveCount(1);
});

test('the chart is asked anew with the list', async ({ logs, page }) => {
  await openChart(logs);
  const again = page.waitForRequest(HISTOGRAM);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await again;
});

test('a search that is not understood has no chart, and asks for none', async ({ logs, page }) => {
  await openChart(logs);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (HISTOGRAM.test(request.url())) asked.push(request.url());
  });
  await logs.open({ q: 'actr:anna' });
  await expect(page.getByText('This search is not understood')).toBeVisible();
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('region', { name: 'Events over time' })).toHaveCount(0);
  expect(asked).toEqual([]);
});

test.describe('in the dark theme', () => {
  test.beforeEach(({ page }) =>
    page.addInitScript(() => localStorage.setItem('STRAPI_THEME', 'dark'))
  );

  test('bars and labels stand out from the ground', async ({ logs, page }) => {
    await openChart(logs);
    const section = page.getByRole('region', { name: 'Events over time' });
    const lightness = (color: string) =>
      (color.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, part) => sum + Number(part) / 3, 0);
    const style = (locator: Locator, name: 'fill' | 'color' | 'backgroundColor') =>
      locator.evaluate((el, key) => getComputedStyle(el)[key], name);
    const ground = lightness(await style(section, 'backgroundColor'));
    const bar = section.locator('svg rect.success').first();
    const label = section.getByText('Failed or denied');
    expect(ground).toBeLessThan(60);
    expect(lightness(await style(bar, 'fill')) - ground).toBeGreaterThan(60);
    expect(lightness(await style(label, 'color')) - ground).toBeGreaterThan(60);
  });
});

test.describe('at 380 pixels', () => {
  test.use({ viewport: { width: 380, height: 800 }, hasTouch: true });

  test('the chart fits the window and can be dragged', async ({ logs, page }) => {
    const answered = page.waitForResponse(HISTOGRAM);
    await logs.open({ q: QUESTION });
    const { buckets } = (await (await answered).json()) as HistogramResponse;
    const chart = new Chart(page);
    await expect(chart.bars).toHaveCount(buckets.length);
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth
    );
    expect(sideways).toBe(0);
    const box = (await chart.box.boundingBox())!;
    expect(box.x >= 0 && box.x + box.width <= 380).toBe(true);
    // Sideways a finger chooses; up and down it scrolls the page.
    await expect(chart.box).toHaveCSS('touch-action', 'pan-y');

    await chart.box.scrollIntoViewIfNeeded();
    const places = placesWithEvents(buckets);
    await chart.drag(places[0]!, places[1]!);
    await page.mouse.up();
    const cards = page.getByRole('list', { name: 'Events, newest first' }).getByRole('listitem');
    await expect(cards).toHaveCount(4);
  });
});
