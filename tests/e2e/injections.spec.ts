import { expect, test } from './audit-logs-page';
import { EDITOR_STATE } from './session';

const FIRST_LOAD_MS = 60_000;

test.describe('in the Content Manager', () => {
  test('the side panel tells the last events of this entry and locale', async ({
    page,
    openSidePanel,
  }) => {
    const panel = await openSidePanel();
    await expect(panel).toContainText('Eddi Editor discarded the draft of');
    await expect(panel).not.toContainText('(de)');

    await panel
      .getByRole('button', { name: /changed .*lighthouse/ })
      .first()
      .click();
    await expect(panel.getByRole('insertion').first()).toBeVisible();

    await panel.getByRole('link', { name: 'All activity of this entry' }).click();
    await expect(page).toHaveURL(/settings\/audit-logs\?q=type/);
  });

  test('a new entry has no panel', async ({ page }) => {
    await page.goto('/admin/content-manager/collection-types/api::author.author/create');
    await expect(page.getByRole('textbox', { name: 'name' })).toBeVisible({
      timeout: FIRST_LOAD_MS,
    });
    await expect(page.getByRole('heading', { name: 'Activity' })).toHaveCount(0);
  });

  test.describe('for an editor without the permission', () => {
    test.use({ storageState: EDITOR_STATE });

    test('there is no panel and no widget, and nothing is asked', async ({ page, newest }) => {
      const { resource } = await newest('entry.draft-discard');
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/audit-trail/')) asked.push(request.url());
      });
      await page.goto(
        `/admin/content-manager/collection-types/${resource.type}/${resource.documentId}`
      );
      await expect(page.getByRole('textbox', { name: 'title' })).toBeVisible({
        timeout: FIRST_LOAD_MS,
      });
      await expect(page.getByRole('heading', { name: 'Activity' })).toHaveCount(0);
      await page.goto('/admin');
      await expect(page.getByText('Last edited entries')).toBeVisible({ timeout: FIRST_LOAD_MS });
      await expect(page.getByText('Latest activity')).toHaveCount(0);
      expect(asked).toEqual([]);
    });
  });
});

test('the home page shows the latest activity and leads to each event', async ({ page, logs }) => {
  await page.goto('/admin');
  const widget = page.locator('section').filter({ hasText: 'Latest activity' });
  const lines = widget.getByRole('listitem');
  await expect(lines).toHaveCount(6, { timeout: FIRST_LOAD_MS });
  await expect(widget).not.toContainText('granted the permission');
  await lines.first().getByRole('link').click();
  await expect(page).toHaveURL(/settings\/audit-logs\?event=/);
  await expect(logs.details).toBeVisible();
});
