import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { Widget } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';

import type { EventSummary } from '../../../server/src/contracts';
import { useEvents } from '../api/events';
import { isFact } from '../sums';
import { OutcomeBadge } from '../components/OutcomeBadge';
import { useNow } from '../components/useNow';
import { logPath } from '../settings-link';
import { PageMessages } from '../wording/PageMessages';
import { sentenceText } from '../wording/sentence';
import { exactTime, relativeTime } from '../wording/time';
import { useTranslate } from '../wording/translation';

const SHOWN = 6;
// More than are shown: facts that another event sums up are passed over.
const QUERY = 'pageSize=50';

function Line({ event }: { event: EventSummary }) {
  const intl = useIntl();
  const now = useNow();
  const date = new Date(event.occurredAt);
  return (
    <Flex tag="li" justifyContent="space-between" alignItems="flex-start" gap={3}>
      <Box minWidth={0}>
        <Link tag={RouterLink} to={logPath({ event: event.id })}>
          {sentenceText(intl, event)}
        </Link>{' '}
        {event.outcome !== 'success' && <OutcomeBadge outcome={event.outcome} />}
      </Box>
      <Typography variant="pi" textColor="neutral600" style={{ whiteSpace: 'nowrap' }}>
        <time dateTime={event.occurredAt} title={exactTime(intl.locale, date)}>
          {relativeTime(intl.locale, date, now)}
        </time>
      </Typography>
    </Flex>
  );
}

function Activity() {
  const t = useTranslate();
  const { state } = useEvents(QUERY);
  if (state.status === 'loading') return <Widget.Loading>{t('activity.loading')}</Widget.Loading>;
  if (state.status === 'failed') {
    const isForbidden = state.failure.kind === 'forbidden';
    return isForbidden ? (
      <Widget.NoPermissions>{t('state.forbidden')}</Widget.NoPermissions>
    ) : (
      <Widget.Error>{t('activity.failed')}</Widget.Error>
    );
  }
  const events = state.data.results.filter((event) => !isFact(event)).slice(0, SHOWN);
  if (events.length === 0) return <Widget.NoData>{t('activity.none-at-all')}</Widget.NoData>;
  return (
    <Flex tag="ol" direction="column" alignItems="stretch" gap={3}>
      {events.map((event) => (
        <Line key={event.id} event={event} />
      ))}
    </Flex>
  );
}

/** The home page's widget of the latest activity. */
export default function LatestActivity() {
  return (
    <PageMessages loading={<Widget.Loading />}>
      <Activity />
    </PageMessages>
  );
}
