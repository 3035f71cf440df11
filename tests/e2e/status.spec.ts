import type { HealthResponse, StatusResponse } from '../../server/src/contracts';
import { expect, test } from './audit-logs-page';

test('the page tells how much is kept, for how long, and what is promised', async ({
  logs,
  page,
  ask,
}) => {
  await logs.openList();
  const status = await ask<StatusResponse>('/audit-trail/status');
  const facts = page.getByRole('region', { name: 'How this log is kept' });
  await expect(facts).toContainText(/Events\s*[\d,]+/i);
  expect(status.events.isExact).toBe(true);
  await expect(facts).toContainText(/about \d+ (kB|MB)/);
  await expect(facts).toContainText(/Oldest event\s*\w+ \d+, \d{4}/i);
  await expect(facts).toContainText(/Kept\s*90 days/i);
  await expect(facts).toContainText(/Last purge\s*none/i);
  await expect(facts).toContainText(/Next purge\s*\w+ \d+, \d{4}/i);
  await expect(facts).toContainText('Always written together');
  await expect(facts).toContainText('Refused by the database');
  await expect(facts).toContainText('The change is refused');
});

test('lost events show a banner, and none shows while nothing was lost', async ({
  logs,
  page,
  ask,
}) => {
  const health = await ask<HealthResponse>('/audit-trail/health');
  expect(health.lostEvents).toBe(0);
  await logs.openList();
  await expect(page.getByRole('alert').filter({ hasText: 'lost since' })).toHaveCount(0);

  await page.route(/\/audit-trail\/health/, (route) =>
    route.fulfill({ json: { ...health, lostEvents: 3 } })
  );
  await page.reload();
  await expect(page.getByRole('alert').filter({ hasText: '3 events were lost since' })).toBeVisible(
    { timeout: 60_000 }
  );
});

test('a link to an event past its retention says that it is no longer kept', async ({ logs }) => {
  await logs.open({ event: '0168af00-0000-7000-8000-000000000001' });
  await expect(logs.details).toContainText(
    /This event is no longer kept: it was of \w+ \d+, 2019.* removed after 90 days/
  );
});
