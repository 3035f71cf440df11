import { Badge, Box, Flex, Link, Loader, TextButton, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';

import type { EventSummary } from '../../../server/src/contracts';
import { useEventDetails } from '../api/events';
import { ChangeList } from '../components/changes/ChangeList';
import { EventSentence } from '../components/EventSentence';
import { OutcomeBadge } from '../components/OutcomeBadge';
import { useNow } from '../components/useNow';
import { logPath } from '../settings-link';
import { sentenceText } from '../wording/sentence';
import { exactTime, relativeTime } from '../wording/time';
import { useTranslate } from '../wording/translation';

function Changes({ id }: { id: string }) {
  const t = useTranslate();
  const { state } = useEventDetails(id);
  if (state.status === 'loading') return <Loader small>{t('details.loading')}</Loader>;
  if (state.status === 'failed') {
    return <Typography textColor="danger600">{t('details.failed')}</Typography>;
  }
  return <ChangeList changes={state.data.changes} />;
}

/** One event of an entry: the sentence, when it was, and on a click what changed. */
export function ActivityItem({ event }: { event: EventSummary }) {
  const t = useTranslate();
  const intl = useIntl();
  const now = useNow();
  const [isOpen, setOpen] = useState(false);
  const date = new Date(event.occurredAt);

  return (
    <Box tag="li">
      <EventSentence event={event} />
      <Flex gap={2} wrap="wrap" paddingTop={1}>
        <Link tag={RouterLink} to={logPath({ event: event.id })} title={t('activity.details')}>
          <time dateTime={event.occurredAt} title={exactTime(intl.locale, date)}>
            {relativeTime(intl.locale, date, now)}
          </time>
        </Link>
        {event.outcome !== 'success' && <OutcomeBadge outcome={event.outcome} />}
        {event.origin !== 'admin-panel' && <Badge>{t(`origin.${event.origin}`)}</Badge>}
        {event.changedFields > 0 && (
          <TextButton
            aria-expanded={isOpen}
            aria-label={t('activity.show-changes', { sentence: sentenceText(intl, event) })}
            onClick={() => setOpen(!isOpen)}
          >
            {t('table.changed-fields', { count: event.changedFields })}
          </TextButton>
        )}
      </Flex>
      {isOpen && (
        <Box paddingTop={2}>
          <Changes id={event.id} />
        </Box>
      )}
    </Box>
  );
}
