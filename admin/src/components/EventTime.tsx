import { Tooltip, Typography, Flex } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { exactTime, relativeTime, shortTime } from '../wording/time';
import { useNow } from './useNow';

/** When it happened: how long ago, the minute below it, and on hover exactly with the zone. */
export function EventTime({ occurredAt }: { occurredAt: string }) {
  const { locale } = useIntl();
  const now = useNow();
  const date = new Date(occurredAt);
  return (
    <Tooltip label={<bdi>{exactTime(locale, date)}</bdi>}>
      <Flex tag="time" dateTime={occurredAt} direction="column" alignItems="flex-start">
        <Typography tag="span" textColor="neutral800">
          {relativeTime(locale, date, now)}
        </Typography>
        <Typography tag="span" variant="pi" textColor="neutral600">
          {shortTime(locale, date)}
        </Typography>
      </Flex>
    </Tooltip>
  );
}
