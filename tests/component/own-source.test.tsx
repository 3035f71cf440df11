import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';

import type { ActionChoice } from '../../server/src/contracts';
import { eventWith } from './event';
import { findRow, renderPage } from './render-page';
import { listOf, server } from './server';

const FLAG: ActionChoice = {
  action: 'comment.flag',
  group: 'comment',
  label: 'Comment flagged',
  sentence: '{actor} flagged {resource}',
};
const GERMAN = {
  ...FLAG,
  translations: {
    de: { label: 'Kommentar gemeldet', sentence: '{actor} hat {resource} gemeldet' },
  },
};
const flagged = eventWith({
  action: 'comment.flag',
  actionLabel: 'Comment flagged',
  resource: {
    type: 'plugin::comments.comment',
    id: '7',
    documentId: null,
    locale: null,
    status: null,
    name: 'Rude',
  },
});

/** Shows the page of a log with one event of a source of an application. */
function showFlag(action: ActionChoice, locale: string, more: ActionChoice[] = []) {
  server.use(
    http.get('*/audit-trail/events', () => HttpResponse.json(listOf([flagged]))),
    http.get('*/audit-trail/actions', () => HttpResponse.json({ results: [action, ...more] }))
  );
  return renderPage('', locale);
}

test("an event of a source of the application has the source's own sentence and label", async () => {
  showFlag(FLAG, 'en');
  const row = await findRow(/Anna Berg flagged Rude/);
  expect(row).toHaveTextContent('Comment flagged');
});

test('a reader whose language it lacks is told in English', async () => {
  showFlag(FLAG, 'de');
  const row = await findRow(/Anna Berg flagged Rude/);
  expect(row).toHaveTextContent('Comment flagged');
  // The page itself speaks German.
  expect(screen.queryByText('Audit Logs')).toBeNull();
});

test('a reader whose language it has is told in that', async () => {
  showFlag(GERMAN, 'de');
  const row = await findRow(/Anna Berg hat Rude gemeldet/);
  expect(row).toHaveTextContent('Kommentar gemeldet');
});

test('a failure does not read as done', async () => {
  server.use(
    http.get('*/audit-trail/events', () =>
      HttpResponse.json(listOf([{ ...flagged, outcome: 'denied' }]))
    ),
    http.get('*/audit-trail/actions', () => HttpResponse.json({ results: [GERMAN] }))
  );
  renderPage('', 'de');
  const row = await findRow(/Kommentar gemeldet.*Rude/);
  expect(row).not.toHaveTextContent('hat Rude gemeldet');
});

test("the page's words for the log's own actions are its own", async () => {
  const publish = {
    action: 'entry.publish',
    group: 'entry',
    ...{ label: 'Entry published', sentence: '{actor} made {resource} public' },
  };
  const own = eventWith({ id: flagged.id.replace(/1$/, '2') });
  showFlag(FLAG, 'de', [publish]);
  server.use(http.get('*/audit-trail/events', () => HttpResponse.json(listOf([flagged, own]))));
  await findRow(/Anna Berg flagged Rude/);
  const row = await findRow(/Anna Berg hat Spring sale \(de\) veröffentlicht/);
  expect(row).not.toHaveTextContent('Entry published');
});
