import type { Locator } from '@playwright/test';

import type { EventListResponse } from '../../server/src/contracts';
import { expect, test as base } from './audit-logs-page';

interface Fixtures {
  /** The changed field whose name begins so, in the details of the article that was rewritten. */
  field: (name: RegExp) => Locator;
}

const test = base.extend<Fixtures>({
  field: async ({ logs, ask }, use) => {
    const { results } = await ask<EventListResponse>(
      '/audit-trail/events?filters[action]=entry.update&filters[resource][name]=Ten%20piers'
    );
    await logs.open({ event: results[0]!.id });
    await expect(logs.tab('Changes')).toHaveAttribute('aria-selected', 'true');
    await use((name) => logs.panel.getByRole('listitem').filter({ hasText: name }).first());
  },
});

const words = (texts: Locator) => texts.allInnerTexts();

test('long text is compared word by word, struck out and underlined', async ({ field }) => {
  const summary = field(/^Summary/);
  expect(await words(summary.getByRole('deletion'))).toEqual([]);
  const came = summary.getByRole('insertion');
  expect((await words(came)).map((text) => text.trim())).toEqual([',', 'their keepers']);
  await expect(came.first()).toHaveCSS('text-decoration-line', 'underline');
});

test('rich text is compared by its words', async ({ field }) => {
  const blocks = field(/^Blocks/);
  expect(await words(blocks.getByRole('deletion'))).toEqual(['old', 'grey']);
  expect(await words(blocks.getByRole('insertion'))).toEqual(['fine', 'blue']);
});

test('JSON names the path that differs', async ({ field }) => {
  await expect(field(/^Details › Opening › from/i)).toContainText(/Before\s*9\s*\+\s*After\s*10/);
});

test('a relation tells by title what came and what went', async ({ field }) => {
  const author = field(/^Author/);
  await expect(author.getByRole('listitem')).toHaveText([
    /^\+ Added: Alan\s+author$/,
    /^− Removed: Mary\s+author$/,
  ]);
});

test('components are matched: moved, removed, added, and changed under their own name', async ({
  field,
}) => {
  const links = field(/^Links(?! ›)/);
  await expect(links.getByRole('listitem')).toHaveText([
    /Added: Weather\s+link\s+\d$/,
    /Removed: Tides\s+link\s+\d$/,
    /Moved: (Tickets|Chart)\s+link\s+\d → \d$/,
  ]);
  const label = field(/^Links \d › Label.*Map/);
  expect(await words(label.locator('[data-side="after"]'))).toEqual([
    expect.stringContaining('Chart'),
  ]);
});

test('a secret says only that it changed', async ({ field, logs }) => {
  await expect(field(/^Passphrase/)).toHaveText(/^Passphrase(passphrase)?Changed \(hidden\)$/);
  await expect(logs.details).not.toContainText('cormorant');
});

test('what did not change is not there', async ({ field, logs }) => {
  await expect(field(/^Summary/)).toBeVisible();
  await expect(logs.panel).not.toContainText(/Region|Slug|Title/);
});
