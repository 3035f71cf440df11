import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';

import type { HealthResponse, StatusResponse } from '../../server/src/contracts';
import { renderPage } from './render-page';
import { server, STATUS } from './server';

const health = (facts: Partial<HealthResponse>) =>
  http.get('*/audit-trail/health', () =>
    HttpResponse.json({
      startedAt: '2026-11-01T08:00:00.000Z',
      lostEvents: 0,
      guarantees: { sameTransaction: 'every-change', appendOnly: true, onFailure: 'block' },
      missing: [],
      contract: { strapi: '5.54.0', newestTested: '5.54', internals: [] },
      ...facts,
    })
  );

test('lost events stand above the list as an alert', async () => {
  server.use(health({ lostEvents: 3 }));
  renderPage();
  expect(await screen.findByText(/3 events/)).toBeInTheDocument();
});

test('where none was lost nothing is said of it', async () => {
  server.use(health({}));
  renderPage();
  await screen.findByText(/Nothing has been recorded yet/);
  expect(screen.queryByText(/could not be written/)).toBeNull();
});

test('what is not in force is said below the list, with the versions', async () => {
  const contract = { strapi: '5.60.1', newestTested: '5.54', internals: [] };
  server.use(health({ contract, missing: ['Requests are not known.'] }));
  renderPage();
  expect(await screen.findByText('Requests are not known.')).toBeInTheDocument();
  expect(screen.getByText('5.60.1, tested up to 5.54')).toBeInTheDocument();
});

test('a health that cannot be asked for does not hide the list', async () => {
  server.use(http.get('*/audit-trail/health', () => HttpResponse.error()));
  renderPage();
  expect(await screen.findByText(/Nothing has been recorded yet/)).toBeInTheDocument();
});

const fact = async (label: string) =>
  (await screen.findByText(label)).nextElementSibling!.textContent;

test('while the search index of a long log is built, how far it is', async () => {
  server.use(
    http.get('*/audit-trail/status', () =>
      HttpResponse.json<StatusResponse>({ ...STATUS, indexed: 0.3389 })
    )
  );
  renderPage();
  expect(await fact('Search index')).toBe('33% built: searches wait until it is whole');
});

test('a whole search index is not worth a line', async () => {
  renderPage();
  expect(await fact('Events')).toBe('1');
  expect(screen.queryByText('Search index')).toBeNull();
});

describe('the rules of retention', () => {
  const retention = (facts: Partial<StatusResponse['retention']>) =>
    http.get('*/audit-trail/status', () =>
      HttpResponse.json<StatusResponse>({ ...STATUS, retention: { ...STATUS.retention, ...facts } })
    );

  test('are all told that are in force', async () => {
    server.use(
      retention({
        ...{ actions: { 'admin.auth.*': 365, 'order.*': 0 }, maxEvents: 1_000_000 },
        maxBytes: 500_000_000,
        holds: 2,
      })
    );
    renderPage();
    expect(await fact('Kept')).toBe(
      '90 days' +
        'admin.auth.*365 days' +
        'order.*for ever' +
        'at most 1,000,000 events' +
        'at most 500 MB' +
        'what 2 searches find is never removed'
    );
  });

  test('are one line where there is one', async () => {
    server.use(retention({ days: 0 }));
    renderPage();
    expect(await fact('Kept')).toBe('for ever');
    expect(await fact('Next purge')).toBe('none');
  });

  test('say of a dry run that nothing goes', async () => {
    const lastPurge = { at: '2026-11-20T03:00:00Z', removed: 7, isDryRun: true, isComplete: false };
    server.use(retention({ dryRun: true, lastPurge }));
    renderPage();
    expect(await fact('Next purge')).toContain('Dry run: nothing is removed');
    expect(await fact('Last purge')).toMatch(
      /: 7 events would be removednot finished: the next purge goes on$/
    );
  });
});
