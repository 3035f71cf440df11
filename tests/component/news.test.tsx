import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';

import type { NewsResponse } from '../../server/src/contracts';
import { eventWith } from './event';
import { findRow, renderPage } from './render-page';
import { listOf, server } from './server';

const EVENTS = '*/audit-trail/events';

const answerNews = (answer: (after: string | null) => NewsResponse) =>
  http.get('*/audit-trail/news', ({ request }) =>
    HttpResponse.json(answer(new URL(request.url).searchParams.get('after')))
  );

test('news are counted from where the list ends, and shown when asked for', async () => {
  const first = eventWith();
  const second = eventWith({ id: first.id.replace(/1$/, '2'), action: 'entry.unpublish' });
  let written = [first];
  server.use(
    http.get(EVENTS, () => HttpResponse.json(listOf(written, String(written.length)))),
    answerNews((after) => ({ cursor: '2', count: after === '1' ? 1 : 0, isExact: true }))
  );
  const { user } = renderPage();
  await findRow(/Anna Berg published/);
  written = [second, first];
  await user.click(await screen.findByRole('button', { name: '1 new event' }));
  expect(await findRow(/Anna Berg unpublished/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: /new event/ })).toBeNull();
});

test('where nothing came the next question begins at the new end of the log', async () => {
  const asked: (string | null)[] = [];
  server.use(
    http.get(EVENTS, () => HttpResponse.json(listOf([eventWith()], '5'))),
    answerNews((after) => {
      asked.push(after);
      return { cursor: '9', count: 0, isExact: true };
    })
  );
  renderPage();
  await waitFor(() => expect(asked.slice(0, 2)).toEqual(['5', '9']));
  expect(screen.queryByRole('button', { name: /new event/ })).toBeNull();
});

test('a round that fails is asked again and does not disturb the list', async () => {
  let rounds = 0;
  server.use(
    http.get(EVENTS, () => HttpResponse.json(listOf([eventWith()]))),
    http.get('*/audit-trail/news', () => {
      rounds += 1;
      return rounds === 1
        ? HttpResponse.error()
        : HttpResponse.json({ cursor: '2', count: 3, isExact: true });
    })
  );
  renderPage();
  expect(await screen.findByRole('button', { name: '3 new events' })).toBeInTheDocument();
  expect(screen.getByRole('row', { name: /Spring sale/ })).toBeInTheDocument();
});
