import { readFileSync } from 'node:fs';
import { expect, test as base, type Locator, type Page } from '@playwright/test';

import type { EventDetails, EventListResponse } from '../../server/src/contracts';
import { SUPER_ADMIN_STATE } from './session';

/** Each test begins with an empty cache, and the panel is several megabytes of script. */
const FIRST_LOAD_MS = 60_000;

const PATH = '/admin/settings/audit-logs';

type Search = Record<string, string | string[]>;

/** Settings > Audit Logs, as a reader sees it. */
export class AuditLogsPage {
  readonly rows: Locator;
  readonly details: Locator;
  /** The search box. */
  readonly box: Locator;
  readonly summary: Locator;
  /** Strapi has alerts of its own, empty most of the time. */
  readonly failure: Locator;

  constructor(readonly page: Page) {
    this.rows = page
      .getByRole('grid')
      .getByRole('row')
      .filter({ has: page.locator('td') });
    this.details = page.getByRole('dialog');
    this.box = page.getByRole('combobox', { name: 'Search the events' });
    this.failure = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
    this.summary = page.getByText(/^Page \d+ of \d+ \(/);
  }

  /** Opens the page and waits for the answer about the events, whatever it is. */
  async open(search: Search = {}): Promise<void> {
    const pairs = Object.entries(search).flatMap(([name, value]) =>
      [value].flat().map((one) => [name, one])
    );
    const query = new URLSearchParams(pairs).toString();
    await this.page.goto(query ? `${PATH}?${query}` : PATH);
    // By tag: open details hide the rest of the page from the roles.
    await expect(this.page.locator('h1', { hasText: 'Audit Logs' })).toBeVisible({
      timeout: FIRST_LOAD_MS,
    });
  }

  async openList(search: Search = {}): Promise<void> {
    await this.open(search);
    await expect(this.rows.first()).toBeVisible();
  }

  /** Opens the details of the first row. */
  async openFirst(): Promise<void> {
    await this.eye(/^Details: /)
      .first()
      .click();
  }

  /** What the address says of one parameter. */
  search(name: string): string[] {
    return new URL(this.page.url()).searchParams.getAll(name);
  }

  /** How many events the footer counts. */
  async total(): Promise<number> {
    const text = await this.summary.innerText();
    return Number(/\(([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''));
  }

  /** Adds a filter by its key's name and checks some of its choices. */
  async addFilter(key: string, ...labels: string[]): Promise<void> {
    await this.page.getByRole('button', { name: 'Add filter' }).click();
    await this.page.getByRole('button', { name: key, exact: true }).click();
    const editor = this.page.getByRole('dialog', { name: 'Add filter' });
    for (const label of labels) await editor.getByLabel(label, { exact: true }).check();
    await editor.getByRole('button', { name: 'Apply' }).click();
  }

  chooseActions(...labels: string[]): Promise<void> {
    return this.addFilter('Action', ...labels);
  }

  /** The chip that names a value; clicking it opens its editor. */
  chip(text: string | RegExp): Locator {
    return this.page.getByRole('button', { name: /^Change the filter/ }).filter({ hasText: text });
  }

  /** Asks a question in the search box. */
  async find(question: string): Promise<void> {
    await this.box.fill(question);
    await this.box.press('Enter');
  }

  /** Types into one of the date and time fields. */
  async type(label: string, text: string): Promise<void> {
    const field = this.page.getByLabel(label, { exact: true });
    await field.click();
    await field.fill(text);
    await field.press('Enter');
  }

  /** A tab of the open details. */
  tab(name: string): Locator {
    return this.details.getByRole('tab', { name });
  }

  /** What the chosen tab shows. */
  get panel(): Locator {
    return this.details.getByRole('tabpanel');
  }

  /** Waits until there is a neighbour on that side of the open event. */
  async stepReady(name: 'Newer event' | 'Older event'): Promise<void> {
    const button = this.details.getByRole('button', { name });
    await expect(button).toHaveAttribute('aria-disabled', 'false');
  }

  eye(sentence: string | RegExp): Locator {
    return this.page
      .getByRole('button', { name: sentence })
      .filter({ has: this.page.locator('svg') });
  }
}

interface Fixtures {
  logs: AuditLogsPage;
  /** Asks the HTTP API as the Super Admin. */
  ask: <Answer>(path: string) => Promise<Answer>;
  /** Adds a role as the Super Admin, which leaves one event whatever happened before. */
  addRole: (name: string) => Promise<void>;
  /** Opens an entry in the Content Manager; gives the panel *Activity* beside it. */
  openSidePanel: () => Promise<Locator>;
  /** The newest event of an action, as the API has it. */
  newest: (action: string) => Promise<EventDetails>;
}

const superAdminToken = (): string => {
  const state = JSON.parse(readFileSync(SUPER_ADMIN_STATE, 'utf8')) as {
    origins: { localStorage: { name: string; value: string }[] }[];
  };
  const stored = state.origins[0]?.localStorage.find(({ name }) => name === 'jwtToken');
  return JSON.parse(stored?.value ?? '""') as string;
};

export const test = base.extend<Fixtures>({
  logs: async ({ page }, use) => use(new AuditLogsPage(page)),
  ask: async ({ request }, use) =>
    use(async <Answer>(path: string) => {
      const headers = { Authorization: `Bearer ${superAdminToken()}` };
      const response = await request.get(path, { headers });
      expect(response.status(), path).toBe(200);
      return (await response.json()) as Answer;
    }),
  addRole: async ({ request }, use) =>
    use(async (name) => {
      const headers = { Authorization: `Bearer ${superAdminToken()}` };
      const response = await request.post('/admin/roles', { headers, data: { name } });
      expect(response.status()).toBe(201);
    }),
  openSidePanel: async ({ page, newest }, use) =>
    use(async () => {
      const { resource } = await newest('entry.draft-discard');
      const entry = `${resource.type}/${resource.documentId}?plugins[i18n][locale]=en`;
      await page.goto(`/admin/content-manager/collection-types/${entry}`);
      const panel = page.getByRole('complementary').filter({ hasText: 'Activity' });
      await expect(panel.getByRole('listitem').first()).toBeVisible({ timeout: FIRST_LOAD_MS });
      return panel;
    }),
  newest: async ({ ask }, use) =>
    use(async (action) => {
      const list = await ask<EventListResponse>(
        `/audit-trail/events?filters[action][$eq]=${action}&pageSize=1`
      );
      const [event] = list.results;
      if (!event) throw new Error(`The demo left no event of the action ${action}.`);
      return ask<EventDetails>(`/audit-trail/events/${event.id}`);
    }),
});

export { expect };
