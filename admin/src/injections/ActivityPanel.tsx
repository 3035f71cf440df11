import { Loader } from '@strapi/design-system';
import { useAuth } from '@strapi/strapi/admin';
import { lazy, Suspense, type ReactNode } from 'react';
import { useIntl } from 'react-intl';

import { READ_PERMISSION } from '../pluginId';
import { translationId } from '../wording/translation';

const EntryActivity = lazy(() => import('./EntryActivity'));

/** Of what the Content Manager tells a side panel, what this one needs. */
interface EditView {
  model: string;
  documentId?: string;
  document?: { documentId?: string; locale?: string | null; updatedAt?: string | null };
}

/** The side panel *Activity* of the Content Manager; nothing for whoever may not read the log. */
export function ActivityPanel({
  model,
  document,
}: EditView): { title: string; content: ReactNode } | null {
  const { formatMessage } = useIntl();
  const isAllowed = useAuth('ActivityPanel', ({ permissions }) =>
    permissions.some(({ action }) => action === READ_PERMISSION.action)
  );
  if (!isAllowed || !document?.documentId) return null;
  const { documentId, locale = null, updatedAt } = document;
  return {
    title: formatMessage({ id: translationId('panel.title'), defaultMessage: 'Activity' }),
    content: (
      <Suspense fallback={<Loader small />}>
        {/* A saved entry has new activity, so its time of change is part of the question. */}
        <EntryActivity
          key={`${documentId} ${locale} ${updatedAt}`}
          type={model}
          documentId={documentId}
          locale={locale}
        />
      </Suspense>
    ),
  };
}
