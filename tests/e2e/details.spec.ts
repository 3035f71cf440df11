import { uuidv7 } from 'uuidv7';

import { expect, test } from './audit-logs-page';

test('the eye opens the facts of its row', async ({ logs, newest }) => {
  const event = await newest('role.delete');
  await logs.openList({ q: 'action:role.delete' });
  await logs.eye(/^Details: Ada Admin deleted the role/).click();

  expect(logs.search('event')).toEqual([event.id]);
  await expect(logs.details).toContainText('Ada Admin deleted the role Proofreader');
  await logs.tab('Context').click();
  for (const fact of [
    'admin@example.com',
    'role.delete',
    'Admin panel',
    '127.0.0.1',
    `DELETE ${event.request.path}`,
    event.request.id,
    event.operationId,
    event.id,
  ]) {
    await expect(logs.details).toContainText(fact ?? 'missing in the event');
  }
});

test('a failed sign-in tells its reason', async ({ logs, newest }) => {
  const event = await newest('admin.auth.error');
  await logs.open({ event: event.id });
  await expect(logs.details).toContainText('intruder@example.com');
  await expect(logs.details).toContainText('Failure');
  await expect(logs.details).toContainText(event.reason ?? 'missing in the event');
});

test('a body opens and closes by mouse', async ({ logs, newest }) => {
  const event = await newest('admin.auth.error');
  await logs.open({ event: event.id });
  await logs.tab('Payload').click();
  const tree = logs.details.getByRole('tree', { name: 'Request body' });
  await expect(tree).toContainText('intruder@example.com');

  await tree.getByRole('button', { name: 'Collapse' }).click();
  await expect(tree).not.toContainText('intruder@example.com');
  await tree.getByRole('button', { name: 'Expand' }).click();
  await expect(tree).toContainText('intruder@example.com');
});

test('a body opens and closes by keyboard', async ({ logs, newest }) => {
  const event = await newest('admin.auth.error');
  await logs.open({ event: event.id });
  await logs.tab('Payload').click();
  const tree = logs.details.getByRole('tree', { name: 'Request body' });
  await tree.getByRole('button').first().press('ArrowLeft');
  await expect(tree).not.toContainText('intruder@example.com');
  await tree.getByRole('button').first().press('ArrowRight');
  await expect(tree).toContainText('intruder@example.com');
});

test('an update shows what was and what is', async ({ logs, newest }) => {
  const event = await newest('media-folder.update');
  await logs.open({ event: event.id });
  const change = logs.details.getByRole('listitem').filter({ hasText: 'Press kit' });
  await expect(change).toContainText(/Before\s*Press\+/);
  await expect(change).toContainText(/After\s*Press kit$/);
});

test('a copied link opens the same event in another window', async ({ logs, page, context }) => {
  await logs.openList({ q: 'action:role.delete', pageSize: '50' });
  await logs.openFirst();
  await logs.details.getByRole('button', { name: 'Copy link' }).click();
  await expect(logs.details.getByText('Link copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const other = await context.newPage();
  await other.goto(link);
  await expect(other.getByRole('dialog')).toContainText('Ada Admin deleted the role Proofreader');
});

test('the details survive a reload', async ({ logs, page, newest }) => {
  const event = await newest('role.delete');
  await logs.open({ event: event.id });
  await expect(logs.details).toContainText('deleted the role Proofreader');
  await page.reload();
  await expect(logs.details).toContainText('deleted the role Proofreader');
});

test('closing leads back to the row that was opened', async ({ logs, page }) => {
  await logs.openList({ q: 'action:role.delete' });
  const eye = logs.eye(/^Details: /).first();
  await eye.click();
  await expect(logs.details).toBeVisible();
  await page.keyboard.press('Escape');

  await expect(logs.details).toBeHidden();
  await expect(eye).toBeFocused();
  expect([logs.search('event'), logs.search('q')]).toEqual([[], ['action:role.delete']]);
});

test('back closes the details and forward opens them again', async ({ logs, page }) => {
  await logs.openList({ q: 'action:role.delete' });
  await logs.openFirst();
  await expect(logs.details).toBeVisible();
  await page.goBack();
  await expect(logs.details).toBeHidden();
  await page.goForward();
  await expect(logs.details).toBeVisible();
});

test('a link to an event that is gone says so', async ({ logs }) => {
  // Of today: one past its retention has a message of its own.
  await logs.open({ event: uuidv7() });
  await expect(logs.details).toContainText('There is no event with this id');
});

test('the context leads to the account in the settings', async ({ logs, page, newest }) => {
  const event = await newest('entry.draft-discard');
  await logs.open({ event: event.id });
  await logs.tab('Context').click();
  await logs.panel.getByRole('link', { name: 'Open in the settings' }).click();
  await expect(page).toHaveURL(new RegExp(`/admin/settings/users/${event.actor.id}$`));
  await expect(page.getByRole('textbox', { name: 'First name' })).toHaveValue('Eddi');
});

test('the context leads to the entry while it exists', async ({ logs, page, newest }) => {
  const event = await newest('entry.draft-discard');
  await logs.open({ event: event.id });
  await logs.tab('Context').click();
  await logs.panel.getByRole('link', { name: 'Open in the Content Manager' }).click();
  await expect(page).toHaveURL(new RegExp(`api::article.article/${event.resource.documentId}`));
  await expect(page.getByRole('textbox', { name: 'title' })).toHaveValue('The lighthouse');
});

test('the context says of a deleted entry that it is gone', async ({ logs, newest }) => {
  const event = await newest('entry.delete');
  await logs.open({ event: event.id });
  await logs.tab('Context').click();
  await expect(logs.panel).toContainText('This entry is no longer there.');
  await expect(logs.panel.getByRole('link', { name: 'Open in the Content Manager' })).toHaveCount(
    0
  );
});

test('a search leaves of a tree what matches', async ({ logs, newest }) => {
  const event = await newest('api-token.create');
  await logs.open({ event: event.id });
  await logs.tab('Payload').click();
  const search = logs.panel.getByRole('searchbox', { name: 'Search in Response body' });
  await search.fill('importer');
  await expect(logs.panel.getByText('1 match')).toBeVisible();
  const tree = logs.panel.getByRole('tree', { name: 'Response body' });
  await expect(tree).toContainText('"Importer"');
  await expect(tree).not.toContainText('lifespan');
  await search.fill('zebra');
  await expect(logs.panel.getByText('No match')).toBeVisible();
});

test('a tree can be copied as JSON', async ({ logs, page, newest }) => {
  const event = await newest('admin.auth.error');
  await logs.open({ event: event.id });
  await logs.tab('Payload').click();
  await logs.panel.getByRole('button', { name: 'Copy Request body' }).click();
  await expect(logs.panel.getByText('Copied')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(copied)).toEqual(event.request.requestBody);
});
