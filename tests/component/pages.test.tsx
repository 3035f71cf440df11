import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';

import type { Pagination } from '../../server/src/contracts';
import { eventWith } from './event';
import { findRow, renderPage } from './render-page';
import { listOf, server } from './server';

const OPEN: Pagination = {
  page: 1,
  pageSize: 25,
  pageCount: 400,
  total: 10_000,
  totalIsExact: false,
  before: null,
  after: '1763747001123.75',
};

/** Answers every list with these facts of its page, and tells what was asked. */
function answerWith(facts: Partial<Pagination>) {
  const asked: Record<string, string>[] = [];
  server.use(
    http.get('*/audit-trail/events', ({ request }) => {
      const { searchParams } = new URL(request.url);
      asked.push(Object.fromEntries(searchParams));
      const isCount = searchParams.has('exactTotal');
      const pagination = {
        ...OPEN,
        ...facts,
        ...(isCount && { total: 1_234_567, totalIsExact: true }),
      };
      return HttpResponse.json({ ...listOf([eventWith()]), pagination });
    })
  );
  return asked;
}

const link = (name: string) =>
  within(screen.getByRole('navigation', { name: 'Pages' })).getByRole('link', { name });
const addressOf = (name: string) =>
  Object.fromEntries(new URL(link(name).getAttribute('href')!, 'http://localhost').searchParams);

test('the next page is asked by the place where this one ends', async () => {
  answerWith({});
  renderPage('?q=outcome%3Asuccess');
  await findRow(/Spring sale/);
  expect(addressOf('Next page')).toEqual({
    q: 'outcome:success',
    page: '2',
    after: '1763747001123.75',
  });
  expect(addressOf('Last page')).toEqual({ q: 'outcome:success', page: '-1' });
  expect(link('Previous page')).toHaveAttribute('aria-disabled', 'true');
});

test('a place in the address is what the server is asked, however deep', async () => {
  const asked = answerWith({ page: 70_000, before: '17.9', after: '17.5' });
  renderPage('?page=70000&after=18.3');
  await findRow(/Spring sale/);
  expect(asked[0]).toMatchObject({ page: '70000', after: '18.3' });
  expect(screen.getByText('Page 70,000 (10,000+ total)')).toBeVisible();
  expect(addressOf('Previous page')).toEqual({ page: '69999', before: '17.9' });
  expect(addressOf('Next page')).toEqual({ page: '70001', after: '17.5' });
  expect(addressOf('First page')).toEqual({});
});

test('pages are counted from the end where nobody knows how many there are', async () => {
  answerWith({ page: -1, before: '17.9', after: null });
  renderPage('?page=-1');
  await findRow(/Spring sale/);
  expect(screen.getByText('Last page (10,000+ total)')).toBeVisible();
  expect(link('Next page')).toHaveAttribute('aria-disabled', 'true');
  expect(addressOf('Previous page')).toEqual({ page: '-2', before: '17.9' });
});

test('all events are counted on request', async () => {
  const asked = answerWith({});
  renderPage('?q=outcome%3Asuccess');
  await findRow(/Spring sale/);
  await userEvent.click(screen.getByRole('button', { name: 'Count all' }));
  expect(await screen.findByText('Page 1 of 49,383 (1,234,567 total)')).toBeVisible();
  expect(asked.at(-1)).toMatchObject({ q: 'outcome:success', exactTotal: 'true', pageSize: '1' });
  expect(screen.queryByRole('button', { name: 'Count all' })).toBeNull();
});
