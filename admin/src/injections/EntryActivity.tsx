import { Box, Flex, Link, Loader, TextButton, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import { eventQuery, type ApiCondition } from '../api/event-query';
import { useEvents } from '../api/events';
import { logPath } from '../settings-link';
import { entrySearch } from '../wording/places';
import { useTranslate } from '../wording/translation';
import { PageMessages } from '../wording/PageMessages';
import { ActivityItem } from './ActivityItem';

const SHOWN = 5;

export interface Entry {
  type: string;
  documentId: string;
  locale: string | null;
}

function Activity({ type, documentId, locale }: Entry) {
  const t = useTranslate();
  const conditions: ApiCondition[] = [
    ['resource.type', '$eq', type],
    ['resource.documentId', '$eq', documentId],
  ];
  if (locale) conditions.push(['resource.locale', '$eq', locale]);
  const { state, reload } = useEvents(eventQuery(conditions, SHOWN));

  if (state.status === 'loading') return <Loader small>{t('activity.loading')}</Loader>;
  if (state.status === 'failed') {
    return (
      <Flex role="alert" direction="column" alignItems="flex-start" gap={2}>
        <Typography textColor="danger600">{t('activity.failed')}</Typography>
        <TextButton onClick={reload}>{t('state.failed.retry')}</TextButton>
      </Flex>
    );
  }
  const { results } = state.data;
  if (results.length === 0) {
    return <Typography textColor="neutral600">{t('activity.none')}</Typography>;
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Flex tag="ol" direction="column" alignItems="stretch" gap={3}>
        {results.map((event) => (
          <ActivityItem key={event.id} event={event} />
        ))}
      </Flex>
      <Box>
        <Link tag={RouterLink} to={logPath(entrySearch({ type, documentId, locale }))}>
          {t('activity.all')}
        </Link>
      </Box>
    </Flex>
  );
}

/** What was done last to one entry in one locale, with the changes on demand. */
export default function EntryActivity(entry: Entry) {
  return (
    <Box width="100%">
      <PageMessages loading={<Loader small />}>
        <Activity {...entry} />
      </PageMessages>
    </Box>
  );
}
