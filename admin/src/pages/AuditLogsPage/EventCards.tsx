import { Box, Flex, Typography } from '@strapi/design-system';

import { EventSentence } from '../../components/EventSentence';
import { NarrowTo } from '../../components/NarrowTo';
import { EventTime } from '../../components/EventTime';
import { OutcomeBadge } from '../../components/OutcomeBadge';
import { useTranslate } from '../../wording/translation';
import { EventFactsLine } from './EventFactsLine';
import { termsOfIp } from '../../components/narrow-terms';
import type { EventRowsProps } from './EventTable';
import { FactsToggle, useFoldedRows } from './folded-rows';
import { OpenEventButton } from './OpenEventButton';

/** The same events as cards, for windows too narrow for the table. */
export function EventCards({ events, onOpen, hidden }: EventRowsProps) {
  const t = useTranslate();
  const rows = useFoldedRows(events);
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={3} aria-label={t('table.label')}>
      {rows.map(({ event, isBeneath, toggle }) => (
        <Box
          key={event.id}
          tag="li"
          background="neutral0"
          padding={4}
          marginLeft={isBeneath ? 6 : 0}
          hasRadius
          shadow="tableShadow"
        >
          <Flex justifyContent="space-between" alignItems="flex-start" gap={2}>
            <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
              <EventSentence event={event} />
              <EventFactsLine event={event} />
              {toggle && <FactsToggle {...toggle} />}
            </Flex>
            <OpenEventButton event={event} onOpen={onOpen} />
          </Flex>
          <Flex justifyContent="space-between" alignItems="flex-end" gap={4} paddingTop={3}>
            {hidden.has('date') ? <span /> : <EventTime occurredAt={event.occurredAt} />}
            <Flex direction="column" alignItems="flex-end" gap={1}>
              {!hidden.has('outcome') && <OutcomeBadge outcome={event.outcome} />}
              {event.request.ip && !hidden.has('ip') && (
                <Typography variant="pi" textColor="neutral600">
                  <NarrowTo terms={termsOfIp(event.request.ip)}>
                    <bdi dir="ltr">{event.request.ip}</bdi>
                  </NarrowTo>
                </Typography>
              )}
            </Flex>
          </Flex>
        </Box>
      ))}
    </Flex>
  );
}
