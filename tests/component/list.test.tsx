import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';

import { deferred, eventWith } from './event';
import { findRow, renderPage } from './render-page';
import { listOf, server } from './server';

const EVENTS = '*/audit-trail/events';
const spring = eventWith();
const autumn = eventWith({
  id: spring.id.replace(/1$/, '2'),
  resource: { ...spring.resource, name: 'Autumn' },
});

const failWith = (status: number, message: string) =>
  http.get(EVENTS, () =>
    HttpResponse.json({ data: null, error: { status, name: 'Error', message } }, { status })
  );

test('an event is a sentence with its facts', async () => {
  server.use(http.get(EVENTS, () => HttpResponse.json(listOf([spring]))));
  renderPage();
  const row = await findRow(/Spring sale/);
  expect(row).toHaveTextContent(/Anna Berg published .*Spring sale.* \(de\)/);
  expect(row).toHaveTextContent('192.0.2.1');
});

test('what the address asks is what the server is asked', async () => {
  const asked = deferred<URL>();
  server.use(
    http.get(EVENTS, ({ request }) => {
      asked.resolve(new URL(request.url));
      return HttpResponse.json(listOf([]));
    })
  );
  renderPage('?q=action%3Aentry.*%20outcome%3Afailure&page=3&pageSize=50');
  const { searchParams } = await asked.promise;
  expect(Object.fromEntries(searchParams)).toMatchObject({
    q: 'action:entry.* outcome:failure',
    page: '3',
    pageSize: '50',
    sort: 'occurredAt:desc',
  });
});

test('a question that is not understood is not asked', async () => {
  let questions = 0;
  server.use(
    http.get(EVENTS, () => {
      questions += 1;
      return HttpResponse.json(listOf([spring]));
    })
  );
  renderPage('?q=colour%3Ared');
  expect(await screen.findAllByText(/colour/)).not.toHaveLength(0);
  expect(screen.queryByRole('row', { name: /Spring sale/ })).toBeNull();
  expect(questions).toBe(0);
});

test('the late answer to an earlier question never shows', async () => {
  const late = deferred<void>();
  let rounds = 0;
  server.use(
    http.get('*/audit-trail/news', () => {
      rounds += 1;
      return HttpResponse.json({ cursor: '1', count: 0, isExact: true });
    }),
    http.get(EVENTS, async ({ request }) => {
      if (new URL(request.url).searchParams.has('q')) return HttpResponse.json(listOf([autumn]));
      await late.promise;
      return HttpResponse.json(listOf([spring]));
    })
  );
  const { router } = renderPage();
  await screen.findByRole('heading', { level: 1 });
  await router.navigate('/settings/audit-logs?q=outcome%3Asuccess');
  await findRow(/Autumn/);
  late.resolve();
  // The late answer has had its time once the page asked for news after it.
  await waitFor(() => expect(rounds).toBeGreaterThan(0));
  expect(screen.getByRole('row', { name: /Autumn/ })).toBeInTheDocument();
  expect(screen.queryByRole('row', { name: /Spring sale/ })).toBeNull();
});

test('a failure names the answer of the server, and a retry asks again', async () => {
  server.use(failWith(500, 'Disk full'));
  const { user } = renderPage();
  expect(await screen.findByText(/Disk full/)).toBeInTheDocument();
  expect(screen.queryByText(/Nothing has been recorded/)).toBeNull();

  server.use(http.get(EVENTS, () => HttpResponse.json(listOf([spring]))));
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await findRow(/Spring sale/)).toBeInTheDocument();
});

test('a server out of reach is told apart from one that answers', async () => {
  server.use(http.get(EVENTS, () => HttpResponse.error()));
  renderPage();
  expect(await screen.findByText(/The server could not be reached/)).toBeInTheDocument();
});

test('without the permission the page says what is missing and asks for nothing more', async () => {
  server.use(failWith(403, 'Forbidden'));
  renderPage();
  expect(await screen.findByText(/You may not read the audit logs/)).toBeInTheDocument();
  expect(screen.queryByRole('combobox')).toBeNull();
});

test('a chart that cannot be drawn says nothing about the events', async () => {
  server.use(
    http.get('*/audit-trail/histogram', () => HttpResponse.error()),
    http.get(EVENTS, () => HttpResponse.json(listOf([spring])))
  );
  renderPage();
  expect(await findRow(/Spring sale/)).toBeInTheDocument();
  expect(await screen.findByText(/The chart could not be drawn/)).toBeInTheDocument();
});

test('an empty log explains what will be recorded', async () => {
  renderPage();
  expect(await screen.findByText(/Nothing has been recorded yet/)).toBeInTheDocument();
});

test('no result names the question and offers to clear it', async () => {
  const { user, router } = renderPage('?q=outcome%3Adenied');
  await screen.findByText(/No event matches/);
  await user.click(screen.getAllByRole('button', { name: 'Clear filters' })[0]!);
  await waitFor(() => expect(router.state.location.search).toBe(''));
  expect(await screen.findByText(/Nothing has been recorded yet/)).toBeInTheDocument();
});

test('facts are folded beneath the event that sums them up, until asked for', async () => {
  const sum = eventWith({ id: 'sum', action: 'permission.update', tags: [] });
  const fact = eventWith({
    id: 'fact',
    action: 'permission.create',
    resource: { ...spring.resource, name: 'plugin::upload.read' },
    tags: ['fact:permission'],
  });
  server.use(http.get(EVENTS, () => HttpResponse.json(listOf([sum, fact]))));
  const { user } = renderPage();
  const toggle = await screen.findByRole('button', { name: '1 single permission' });
  expect(toggle).toHaveAttribute('aria-expanded', 'false');
  expect(screen.queryByRole('row', { name: /upload.read/ })).toBeNull();

  await user.click(toggle);
  expect(await findRow(/upload.read/)).toBeInTheDocument();
  await user.click(toggle);
  expect(screen.queryByRole('row', { name: /upload.read/ })).toBeNull();
});
