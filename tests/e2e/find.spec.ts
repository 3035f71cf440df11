import { expect, test } from './audit-logs-page';

test('several actions narrow the list to them', async ({ logs }) => {
  await logs.openList({ pageSize: '100' });
  const all = await logs.total();
  await logs.chooseActions('Publish entry', 'Delete role');

  await expect(logs.rows.filter({ hasText: 'deleted the role' })).toHaveCount(1);
  await expect(logs.rows.filter({ hasNotText: /published|deleted the role/ })).toHaveCount(0);
  expect(await logs.total()).toBeLessThan(all);
  expect(logs.search('q')).toEqual(['action:entry.publish action:role.delete']);
  await expect(logs.box).toHaveValue('action:entry.publish action:role.delete');
  await expect(logs.chip('Publish entry or Delete role')).toBeVisible();
});

test('a whole kind of actions is one choice', async ({ logs }) => {
  await logs.openList();
  await logs.addFilter('Action', 'Roles: all');
  await expect(logs.rows.filter({ hasNotText: /role/i })).toHaveCount(0);
  await expect(logs.rows.first()).toBeVisible();
  expect(logs.search('q')).toEqual(['action:role.*']);
});

test('a chip is changed, turned round and taken away', async ({ logs, page }) => {
  await logs.openList({ q: 'action:role.* action:entry.publish outcome:success' });
  await logs.chip('Roles: all').click();
  const editor = page.getByRole('dialog', { name: 'Action' });
  await editor.getByLabel('Roles: all', { exact: true }).uncheck();
  await editor.getByLabel('Leave these out instead').check();
  await editor.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/q=-action%3Aentry\.publish\+outcome%3Asuccess/);
  await expect(logs.rows.filter({ hasText: 'published' })).toHaveCount(0);

  await page.getByRole('button', { name: /^Remove the filter Action/ }).click();
  await expect(logs.box).toHaveValue('outcome:success');
});

test('a user found by typing narrows the list to what he did', async ({ logs, page }) => {
  await logs.openList({ pageSize: '100' });
  await page.getByRole('button', { name: 'Add filter' }).click();
  await page.getByRole('button', { name: 'User', exact: true }).click();
  const editor = page.getByRole('dialog', { name: 'Add filter' });
  await editor.getByRole('textbox').fill('eddi');
  await editor.getByLabel(/Eddi Editor/).check();
  await editor.getByRole('button', { name: 'Apply' }).click();

  await expect(page).toHaveURL(/q=/);
  expect(logs.search('q')).toEqual([expect.stringMatching(/^actor:admin-user:\d+$/)]);
  await expect(logs.rows.first()).toContainText('Eddi Editor');
  await expect(logs.rows.filter({ hasNotText: 'Eddi Editor' })).toHaveCount(0);
  await expect(logs.chip('Eddi Editor')).toBeVisible();
});

test('a value of one’s own is typed: part of a name, an address, words', async ({ logs, page }) => {
  await logs.openList({ q: 'origin:admin-panel' });
  await page.getByRole('button', { name: 'Add filter' }).click();
  await page.getByRole('button', { name: 'IP address', exact: true }).click();
  const editor = page.getByRole('dialog', { name: 'Add filter' });
  await editor.getByRole('textbox').fill('10.0.0');
  await expect(editor.getByRole('button', { name: 'Apply' })).toBeDisabled();
  await editor.getByRole('textbox').fill('10.0.0.0/8');
  await editor.getByRole('textbox').press('Enter');
  await expect(
    page.getByText('No event matches: Origin: Admin panel, IP address: 10.0.0.0/8')
  ).toBeVisible();
});

test('the search box finds by words and filters alike', async ({ logs, newest }) => {
  const { resource } = await newest('role.delete');
  await logs.openList();
  await logs.find(`${resource.name!.slice(0, 5).toUpperCase()} action:role.*`);
  await expect(logs.rows.filter({ hasText: 'deleted the role' })).toHaveCount(1);
  await expect(logs.rows.filter({ hasNotText: resource.name! })).toHaveCount(0);
  await expect(logs.chip('Roles: all')).toBeVisible();
});

test('the search box completes keys and values by keyboard', async ({ logs, page }) => {
  await logs.openList();
  await logs.box.focus();
  await page.keyboard.type('out');
  const offers = page.getByRole('listbox', { name: 'Suggestions' });
  await expect(offers.getByRole('option')).toHaveCount(1);
  await expect(logs.box).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  const chosen = offers.getByRole('option', { selected: true });
  await expect(chosen).toContainText('outcome:');
  await expect(logs.box).toHaveAttribute(
    'aria-activedescendant',
    (await chosen.getAttribute('id'))!
  );
  await page.keyboard.press('Enter');
  await expect(logs.box).toHaveValue('outcome:');
  await expect(offers.getByRole('option')).toHaveCount(3);
  await page.keyboard.press('ArrowUp');
  await expect(offers.getByRole('option', { selected: true })).toContainText('outcome:denied');
  await page.keyboard.press('Escape');
  await expect(offers).toHaveCount(0);
  await expect(logs.box).toHaveValue('outcome:');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=outcome%3A/);
  await expect(logs.rows.first()).toBeVisible();
});

test('the search box names what it does not understand and mends it', async ({ logs, page }) => {
  await logs.openList();
  await logs.find('outcome:fail anna');
  const message = page.getByRole('alert').filter({ hasText: 'has a value that does not exist' });
  await expect(message).toContainText('“outcome:fail”');
  await expect(logs.box).toHaveAttribute('aria-invalid', 'true');
  expect(logs.search('q')).toEqual([]);
  await message.getByRole('button', { name: 'Did you mean outcome:failure?' }).click();
  await expect(page).toHaveURL(/q=outcome%3Afailure\+anna/);
  await expect(message).toHaveCount(0);
});

test('a negation alone is refused, with what it needs', async ({ logs, page }) => {
  await logs.openList();
  await logs.find('-origin:cron');
  await expect(page.getByText('only leaves something out')).toBeVisible();
  await page.getByRole('button', { name: 'Did you mean -origin:cron after:7d?' }).click();
  await expect(page).toHaveURL(/q=-origin%3Acron\+after%3A7d/);
  await expect(logs.rows.first()).toBeVisible();
});

test('a link that is not understood says which part, and shows no events', async ({
  logs,
  page,
}) => {
  await logs.open({ q: 'actr:anna' });
  await expect(page.getByText('This search is not understood')).toBeVisible();
  await expect(logs.rows).toHaveCount(0);
  await page.getByRole('button', { name: 'Did you mean actor:anna?' }).click();
  await expect(logs.box).toHaveValue('actor:anna');
});

test.describe('where the day is far from over', () => {
  // In Tokyo it may have just begun, with everything that the demo did on the day before.
  test.use({ timezoneId: new Date().getUTCHours() < 12 ? 'Asia/Tokyo' : 'America/Los_Angeles' });

  for (const name of [
    'Today',
    'Deleted content',
    'Failed sign-ins',
    'Roles and tokens',
    'By scripts and tokens',
  ]) {
    test(`the ready question “${name}” finds something, and gives way`, async ({ logs, page }) => {
      await logs.openList();
      const question = page
        .getByRole('group', { name: 'Ready questions' })
        .getByRole('button', { name });
      await question.click();
      await expect(question).toHaveAttribute('aria-pressed', 'true');
      await expect(logs.rows.first()).toBeVisible();
      await expect(logs.box).not.toHaveValue('');
      await question.click();
      await expect(logs.box).toHaveValue('');
    });
  }
});

test('a click on a value of a row narrows to it', async ({ logs, page, newest }) => {
  const { actor, resource } = await newest('role.delete');
  await logs.openList({ q: 'action:role.delete' });
  const row = logs.rows.first();
  const values: [string | RegExp, string][] = [
    ['Ada Admin', `actor:admin-user:${actor.id}`],
    ['127.0.0.1', 'ip:127.0.0.1'],
    ['Admin panel', 'origin:admin-panel'],
    [resource.name!, `entry:${resource.documentId ?? resource.id}`],
  ];
  for (const [label, term] of values) {
    await row.getByRole('button', { name: label, exact: true }).first().click();
    await expect(logs.box).toHaveValue(new RegExp(term));
    await expect(logs.rows).toHaveCount(1);
  }
  await page.goBack();
  await expect(logs.box).not.toHaveValue(/entry:/);
});

test('a value of a row narrows to it by keyboard too', async ({ logs, page }) => {
  await logs.openList({ q: 'action:role.*' });
  await logs.rows.first().getByRole('button', { name: 'Admin panel' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/origin%3Aadmin-panel/);
  await expect(logs.chip('Admin panel')).toBeVisible();
});

test('a question survives a reload, and its account keeps its name', async ({
  logs,
  page,
  newest,
}) => {
  const { actor } = await newest('role.delete');
  await logs.openList({ q: `action:role.delete actor:${actor.type}:${actor.id}` });
  await page.reload();
  await expect(logs.rows).toHaveCount(1);
  await expect(logs.chip('Delete role')).toBeVisible();
  await expect(logs.chip('Ada Admin')).toBeVisible();
});

test('back and forward walk through the questions', async ({ logs, page }) => {
  await logs.openList();
  await logs.chooseActions('Delete role');
  await expect(logs.rows).toHaveCount(1);

  await page.goBack();
  await expect(logs.rows).not.toHaveCount(1);
  await expect(logs.box).toHaveValue('');

  await page.goForward();
  await expect(logs.rows).toHaveCount(1);
  await expect(logs.box).toHaveValue('action:role.delete');
});

test('clearing the filters brings everything back', async ({ logs, page }) => {
  await logs.openList();
  const all = await logs.total();
  await logs.openList({ q: 'action:role.delete after:2020-01-01' });
  await expect(logs.rows).toHaveCount(1);

  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(logs.summary).toContainText(`${all} total`);
  expect(new URL(page.url()).search).toBe('');
  await expect(logs.box).toHaveValue('');
});

test('no result names the filters and offers to clear them', async ({ logs, page }) => {
  await logs.open({ q: 'action:webhook.delete before:2020-01-01' });
  await expect(
    page.getByText('No event matches: Action: Delete webhook, until Jan 1, 2020')
  ).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).last().click();
  await expect(logs.rows.first()).toBeVisible();
});

test('everything can be done with the keyboard alone', async ({ logs, page }) => {
  await logs.openList();
  await logs.box.focus();
  await page.keyboard.type('action:role.delete');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect(logs.rows).toHaveCount(1);
  await logs.chip('Delete role').focus();
  await page.keyboard.press('Enter');
  const editor = page.getByRole('dialog', { name: 'Action' });
  await expect(editor.getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(editor).toHaveCount(0);
  await expect(logs.chip('Delete role')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(logs.box).toHaveValue('');
});

test('a view is saved under a name, asked again after a reload, and removed', async ({
  logs,
  page,
}) => {
  const name = `Roles ${Date.now()}`;
  await logs.openList({ q: 'action:role.*' });
  const menu = page.getByRole('button', { name: 'Saved views' });
  const views = page.getByRole('dialog', { name: 'Saved views' });
  await menu.click();
  await views.getByLabel('Save this search as').fill(name);
  await views.getByRole('button', { name: 'Save view' }).click();
  await expect(views.getByRole('button', { name, exact: true })).toBeVisible();

  await logs.openList();
  await menu.click();
  await views.getByRole('button', { name, exact: true }).click();
  await expect(logs.box).toHaveValue('action:role.*');
  await menu.click();
  await views.getByRole('button', { name: `Remove the view ${name}` }).click();
  await expect(views.getByRole('button', { name, exact: true })).toHaveCount(0);
});
