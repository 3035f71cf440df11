import type { Response, Page } from '@playwright/test';

import { expect, test } from './audit-logs-page';

const PATH = '/admin/settings/audit-logs';
const FIRST_LOAD_MS = 60_000;

/** A value inside a sentence that is written the other way. */
const apart = (value: string) => `\u2068${value}\u2069`;

const LANGUAGES: [language: string, title: string, sentence: string][] = [
  ['de', 'Audit-Logs', 'Ada Admin hat die Rolle Proofreader gelöscht'],
  ['es', 'Registros de auditoría', 'Ada Admin eliminó el rol Proofreader'],
  ['fr', 'Journaux d’audit', 'Ada Admin a supprimé le rôle Proofreader'],
  ['it', 'Log di audit', 'Ada Admin ha eliminato il ruolo Proofreader'],
  ['pt-BR', 'Logs de auditoria', 'Ada Admin excluiu a função Proofreader'],
  ['nl', 'Auditlogs', 'Ada Admin heeft de rol Proofreader verwijderd'],
  ['pl', 'Dziennik zdarzeń', 'Ada Admin: usunięto rolę Proofreader'],
  ['ja', '監査ログ', 'Ada Adminがロール「Proofreader」を削除しました'],
  ['zh-Hans', '审核日志', 'Ada Admin 删除了角色 Proofreader'],
  ['ar', 'سجلات التدقيق', `تم حذف الدور ${apart('Proofreader')} بواسطة ${apart('Ada Admin')}`],
];

/** Opens the page as a reader who chose this language in the profile. */
async function openIn(page: Page, language: string, search: Record<string, string> = {}) {
  await page.addInitScript(
    (chosen) => localStorage.setItem('strapi-admin-language', chosen),
    language
  );
  await page.goto(`${PATH}?${new URLSearchParams(search)}`);
  await expect(page.locator('h1').first()).toBeVisible({ timeout: FIRST_LOAD_MS });
}

const directionOf = (element: Element) => getComputedStyle(element).direction;

for (const [language, title, sentence] of LANGUAGES) {
  test(`the page speaks ${language}`, async ({ page, logs }) => {
    await openIn(page, language, { q: 'action:role.delete' });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(logs.rows.first()).toContainText(sentence);
    // What the host cannot translate it shows by its id.
    await expect(page.getByText(/audit-trail\.[a-z]/)).toHaveCount(0);
  });
}

test('a language the page does not speak is answered in English', async ({ page, logs }) => {
  await openIn(page, 'sv', { q: 'action:role.delete' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Audit Logs');
  await expect(logs.rows.first()).toContainText('Ada Admin deleted the role Proofreader');
});

test('no language but the one in use is loaded', async ({ page, logs }) => {
  const scripts: Response[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response);
  });
  await openIn(page, 'fr', { q: 'action:role.delete' });
  await expect(logs.rows.first()).toContainText('a supprimé le rôle');
  await page.waitForLoadState('networkidle');
  const loaded = (await Promise.all(scripts.map((script) => script.text()))).join('\n');
  const subtitles = [
    ...['Qui a fait quoi', 'Who did what, when and from where', 'Wer hat wann was getan'],
    ...['Chi ha fatto cosa', 'Wie deed wat'],
  ];
  expect(subtitles.filter((text) => loaded.includes(text))).toEqual(['Qui a fait quoi']);
});

test.describe('in Arabic', () => {
  test('the page runs from right to left, and the frame of Strapi as it did', async ({
    page,
    logs,
  }) => {
    await openIn(page, 'ar', { q: 'action:role.delete' });
    const row = logs.rows.first();
    expect(await row.evaluate(directionOf)).toBe('rtl');
    expect(await page.locator('nav').first().evaluate(directionOf)).toBe('ltr');

    // The first column is the right one, and a cell's text begins at its right edge.
    const [first, last] = [row.locator('td').first(), row.locator('td').last()];
    expect((await first.boundingBox())!.x).toBeGreaterThan((await last.boundingBox())!.x);
    expect(await first.evaluate((el) => getComputedStyle(el).textAlign)).toBe('start');
    expect(await row.getByText('127.0.0.1').evaluate(directionOf)).toBe('ltr');
  });

  test('arrows point to where the older pages and events are', async ({ page, logs }) => {
    await openIn(page, 'ar', { pageSize: '10' });
    const mirrored = (el: Element) => getComputedStyle(el).transform.startsWith('matrix(-1');
    const next = page.getByRole('link', { name: 'الصفحة التالية' });
    const previous = page.getByRole('link', { name: 'الصفحة السابقة' });
    expect((await next.boundingBox())!.x).toBeLessThan((await previous.boundingBox())!.x);
    expect(await next.locator('svg').evaluate(mirrored)).toBe(true);

    await logs.rows
      .nth(3)
      .getByRole('button', { name: /^التفاصيل/ })
      .click();
    const step = (name: string) => logs.details.getByRole('button', { name });
    const older = step('حدث أقدم');
    await expect(older).toHaveAttribute('aria-disabled', 'false');
    expect(await older.locator('svg').evaluate(mirrored)).toBe(true);
    const opened = logs.search('event');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => logs.search('event')).not.toEqual(opened);
    await expect(step('حدث أحدث')).toHaveAttribute('aria-disabled', 'false');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => logs.search('event')).toEqual(opened);
  });

  test('the details run from right to left, codes and trees from left to right', async ({
    page,
    logs,
    newest,
  }) => {
    const event = await newest('admin.auth.error');
    await openIn(page, 'ar', { event: event.id });
    await logs.tab('الحمولة').click();
    expect(await logs.panel.evaluate(directionOf)).toBe('rtl');
    expect(await logs.details.getByRole('tree').first().evaluate(directionOf)).toBe('ltr');
    await logs.tab('السياق').click();
    const code = logs.panel.locator('code', { hasText: 'admin.auth.error' });
    expect(await code.evaluate(directionOf)).toBe('ltr');
  });

  test('the side panel and the widget run from right to left too', async ({ page, newest }) => {
    const { resource } = await newest('entry.draft-discard');
    await openIn(page, 'ar');
    await page.goto(
      `/admin/content-manager/collection-types/${resource.type}/${resource.documentId}`
    );
    const panel = page.getByRole('complementary').filter({ hasText: 'النشاط' });
    const line = panel.getByRole('listitem').first();
    await expect(line).toBeVisible({ timeout: FIRST_LOAD_MS });
    expect(await line.evaluate(directionOf)).toBe('rtl');

    await page.goto('/admin');
    const widget = page.locator('section').filter({ hasText: 'أحدث النشاط' });
    const latest = widget.getByRole('listitem').first();
    await expect(latest).toBeVisible({ timeout: FIRST_LOAD_MS });
    expect(await latest.evaluate(directionOf)).toBe('rtl');
  });

  test.describe('at 380 pixels', () => {
    test.use({ viewport: { width: 380, height: 800 } });

    test('nothing scrolls sideways', async ({ page }) => {
      const sideways = () =>
        document.documentElement.scrollWidth - document.documentElement.clientWidth;
      await openIn(page, 'ar', { q: 'action:role.delete action:role.create -origin:cron' });
      const cards = page.getByRole('list', { name: 'الأحداث، الأحدث أولًا' }).getByRole('listitem');
      await expect(cards.first()).toBeVisible();
      expect(await page.evaluate(sideways)).toBe(0);
      const box = (await cards.first().boundingBox())!;
      expect(box.x >= 0 && box.x + box.width <= 380).toBe(true);
    });
  });
});
