import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { EventDetails } from '../../../../../server/src/contracts';
import { EventBadges } from '../../../components/EventBadges';
import { OutcomeBadge } from '../../../components/OutcomeBadge';
import { exactTime } from '../../../wording/time';

/** When exactly and how it ended: what every tab is about. */
export function EventHeadline({ event }: { event: EventDetails }) {
  const intl = useIntl();
  return (
    <Flex gap={3} wrap="wrap" paddingBottom={4}>
      <Typography textColor="neutral800">
        <time dateTime={event.occurredAt}>
          {exactTime(intl.locale, new Date(event.occurredAt))}
        </time>
      </Typography>
      <OutcomeBadge outcome={event.outcome} />
      <EventBadges event={event} />
      {event.reason && (
        <Typography textColor="neutral600">
          <bdi>{event.reason}</bdi>
        </Typography>
      )}
    </Flex>
  );
}
