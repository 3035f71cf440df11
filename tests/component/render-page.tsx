import { DesignSystemProvider, lightTheme } from '@strapi/design-system';
import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { IntlProvider } from 'react-intl';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';

import AuditLogsPage from '../../admin/src/pages/AuditLogsPage';

/**
 * Renders Settings > Audit Logs inside what the panel puts around it. `search` is the address's,
 * `locale` the reader's.
 */
export function renderPage(search = '', locale = 'en') {
  const router = createMemoryRouter([{ path: '*', element: <AuditLogsPage /> }], {
    initialEntries: [`/settings/audit-logs${search}`],
  });
  render(
    <IntlProvider locale={locale} messages={{}} onError={() => undefined}>
      <DesignSystemProvider theme={lightTheme} locale={locale}>
        <RouterProvider router={router} future={{ v7_startTransition: true }} />
      </DesignSystemProvider>
    </IntlProvider>
  );
  return { user: userEvent.setup(), router };
}

/** The row of the list whose sentence and facts say this. */
export const findRow = (name: RegExp) => screen.findByRole('row', { name });
