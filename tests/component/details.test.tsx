import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';

import { detailsWith, eventWith } from './event';
import { findRow, renderPage } from './render-page';
import { listOf, server } from './server';

const event = eventWith();
const answerDetails = (details = detailsWith()) => [
  http.get('*/audit-trail/events', () => HttpResponse.json(listOf([event]))),
  http.get('*/audit-trail/events/:id/neighbours', () =>
    HttpResponse.json({ newer: null, older: null })
  ),
  http.get('*/audit-trail/events/:id/entry', () =>
    HttpResponse.json({ kind: null, exists: false })
  ),
  http.get('*/audit-trail/events/:id', ({ params }) =>
    params.id === details.id
      ? HttpResponse.json(details)
      : HttpResponse.json(
          { data: null, error: { status: 404, name: 'NotFoundError', message: 'Not found' } },
          { status: 404 }
        )
  ),
];

test('a link opens its event over the list, with what differs', async () => {
  server.use(...answerDetails());
  renderPage(`?event=${event.id}`);
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByText('Title')).toBeInTheDocument();
  expect(dialog).toHaveTextContent('Spring sale');
});

test('a hidden value says that it changed and nothing else', async () => {
  const change = { path: 'password', label: 'Password', kind: 'value', hidden: true } as const;
  server.use(...answerDetails(detailsWith({ changes: [change] })));
  renderPage(`?event=${event.id}`);
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByText(/hidden/)).toBeInTheDocument();
});

test('hidden values come with the option that keeps them', async () => {
  const request = {
    ...detailsWith().request,
    requestBody: { amount: '[hidden: number]' },
    handler: 'api::order.order.refund',
  };
  server.use(...answerDetails(detailsWith({ request })));
  const { user } = renderPage(`?event=${event.id}`);
  const dialog = await screen.findByRole('dialog');
  await user.click(await within(dialog).findByRole('tab', { name: 'Payload' }));
  expect(
    await within(dialog).findByText("requests: { reveal: ['api::order.order.refund'] },")
  ).toBeInTheDocument();
});

test('secrets come without it', async () => {
  const request = {
    ...detailsWith().request,
    requestBody: { password: '[hidden]' },
    handler: 'api::order.order.refund',
  };
  server.use(...answerDetails(detailsWith({ request })));
  const { user } = renderPage(`?event=${event.id}`);
  const dialog = await screen.findByRole('dialog');
  await user.click(await within(dialog).findByRole('tab', { name: 'Payload' }));
  expect(await within(dialog).findByText('Request body')).toBeInTheDocument();
  expect(within(dialog).queryByText(/reveal/)).toBeNull();
});

test('an unknown event says so and leaves the list behind it', async () => {
  server.use(...answerDetails());
  const { user, router } = renderPage(`?event=${event.id.replace(/1$/, '9')}`);
  const dialog = await screen.findByRole('dialog');
  expect(
    await within(dialog).findByText(/no longer kept|no event with this id/)
  ).toBeInTheDocument();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(router.state.location.search).toBe('');
  expect(await findRow(/Spring sale/)).toBeInTheDocument();
});

test('details that fail to load are asked for again', async () => {
  server.use(
    http.get('*/audit-trail/events/:id', () => HttpResponse.error(), { once: true }),
    ...answerDetails()
  );
  const { user } = renderPage(`?event=${event.id}`);
  const dialog = await screen.findByRole('dialog');
  await user.click(await within(dialog).findByRole('button', { name: 'Try again' }));
  expect(await within(dialog).findByText('Title')).toBeInTheDocument();
});
