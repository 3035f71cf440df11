import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { ReactNode } from 'react';

import type { EventSummary } from '../../../../../server/src/contracts';
import { sentenceText } from '../../../wording/sentence';
import { exactTime } from '../../../wording/time';

interface EventLinesProps {
  events: EventSummary[];
  onOpen: (id: string) => void;
  /** What a line says; the event's sentence unless given. */
  lineOf?: (event: EventSummary) => ReactNode;
}

/** Other events, one a line, each opening its own details. */
export function EventLines({ events, onOpen, lineOf }: EventLinesProps) {
  const intl = useIntl();
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
      {events.map((event) => (
        <Box key={event.id} tag="li">
          <TextButton onClick={() => onOpen(event.id)} style={{ textAlign: 'start' }}>
            {lineOf ? lineOf(event) : sentenceText(intl, event)}
          </TextButton>
          <Typography variant="pi" textColor="neutral600" tag="p">
            <time dateTime={event.occurredAt}>
              {exactTime(intl.locale, new Date(event.occurredAt))}
            </time>
          </Typography>
        </Box>
      ))}
    </Flex>
  );
}
