import type { EventListResponse } from '../../server/src/contracts';
import { expect, test } from './audit-logs-page';

const FILTER = 'filters[action][$eq]=entry.publish&pageSize=3';

test('the arrow keys walk through the events of the filter and nothing else', async ({
  logs,
  page,
  ask,
}) => {
  const { results } = await ask<EventListResponse>(`/audit-trail/events?${FILTER}`);
  const [newest, second, third] = results.map(({ id }) => id);
  await logs.openList({ q: 'action:entry.publish' });
  await logs.openFirst();
  await expect(logs.details.getByRole('button', { name: 'Older event' })).toHaveAttribute(
    'aria-disabled',
    'false'
  );
  expect(logs.search('event')).toEqual([newest]);

  await page.keyboard.press('ArrowRight');
  await expect.poll(() => logs.search('event')).toEqual([second]);
  await logs.stepReady('Older event');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => logs.search('event')).toEqual([third]);
  await logs.stepReady('Newer event');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => logs.search('event')).toEqual([second]);
  expect(logs.search('q')).toEqual(['action:entry.publish']);
});

test('back closes the details after any number of steps', async ({ logs, page }) => {
  await logs.openList({ q: 'action:entry.publish' });
  await logs.openFirst();
  await logs.stepReady('Older event');
  const [first] = logs.search('event');
  await logs.details.getByRole('button', { name: 'Older event' }).click();
  await expect.poll(() => logs.search('event')[0]).not.toBe(first);
  await page.goBack();
  await expect(logs.details).toBeHidden();
  await expect(logs.rows.first()).toBeVisible();
});

test('the first event has no newer one, and its button says so', async ({ logs }) => {
  await logs.openList({ q: 'action:role.delete' });
  await logs.openFirst();
  for (const name of ['Newer event', 'Older event']) {
    await expect(logs.details.getByRole('button', { name })).toHaveAttribute(
      'aria-disabled',
      'true'
    );
  }
});

test('the arrow keys of the tabs lead to tabs, not to events', async ({ logs, page }) => {
  await logs.openList({ q: 'action:entry.publish' });
  await logs.openFirst();
  await logs.stepReady('Older event');
  const [event] = logs.search('event');
  await logs.tab('Context').click();
  await page.keyboard.press('ArrowRight');
  await expect(logs.tab('Payload')).toHaveAttribute('aria-selected', 'true');
  expect(logs.search('event')).toEqual([event]);
});

test('events of the same action, entry and user are one click away', async ({ logs, newest }) => {
  const event = await newest('entry.draft-discard');
  await logs.open({ event: event.id });
  await logs.tab('Related').click();
  const entry = logs.panel.locator('section').filter({ hasText: 'On the same entry' });
  await entry.getByRole('button', { name: /Eddi Editor created A lighthouse/ }).click();
  await expect(logs.details.getByRole('heading', { level: 2 })).toContainText('A lighthouse');
  expect(logs.search('event')).not.toEqual([event.id]);
});

test('the sum of permissions has its facts folded beneath it', async ({ logs, newest }) => {
  const event = await newest('permission.update');
  await logs.open({ event: event.id });
  await expect(logs.tab('Changes')).toHaveAttribute('aria-selected', 'true');
  const facts = logs.panel.getByRole('group');
  const summary = facts.locator('summary');
  await expect(summary).toContainText(/\d+ single permissions?/);
  if ((await facts.getAttribute('open')) === null) await summary.click();
  await facts.getByRole('button').first().click();
  await expect(logs.details.getByRole('heading', { level: 2 })).toContainText('the permission');
});
