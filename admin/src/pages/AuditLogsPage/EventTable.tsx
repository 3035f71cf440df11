import {
  Flex,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Typography,
  VisuallyHidden,
} from '@strapi/design-system';
import type { KeyboardEvent } from 'react';
import { styled } from 'styled-components';

import type { EventSummary } from '../../../../server/src/contracts';
import { ActorName } from '../../components/ActorName';
import { EventSentence } from '../../components/EventSentence';
import { NarrowTo } from '../../components/NarrowTo';
import { EventTime } from '../../components/EventTime';
import { OutcomeBadge } from '../../components/OutcomeBadge';
import { useTranslate } from '../../wording/translation';
import { COLUMNS, type Column, type HiddenColumns } from './columns/hidden-columns';
import { EventFactsLine } from './EventFactsLine';
import { termsOfActor, termsOfIp } from '../../components/narrow-terms';
import { FactsToggle, useFoldedRows } from './folded-rows';
import { OpenEventButton } from './OpenEventButton';

export interface EventRowsProps {
  events: EventSummary[];
  onOpen: (id: string) => void;
  hidden: HiddenColumns;
}

// Tighter than the design system's cells, so that all columns fit beside the settings menu; and at
// the side where the text begins, which for the design system is always the left.
const CompactTable = styled(Table)`
  && td,
  && th {
    padding-inline: ${({ theme }) => theme.spaces[2]};
    text-align: start;
  }
  && td:first-child,
  && th:first-child {
    padding-inline-start: 0;
  }
  && td:last-child,
  && th:last-child {
    padding-inline-end: 0;
  }
`;

const WrappingCell = styled(Td)`
  min-width: 24rem;
  white-space: normal;
  overflow-wrap: anywhere;
`;

/** The design system's cells swallow every key of several buttons: pressing and leaving them too. */
const keepPresses = (event: KeyboardEvent) => {
  if (['Enter', ' ', 'Tab'].includes(event.key)) event.stopPropagation();
};

function Fact({ column, event }: { column: Column; event: EventSummary }) {
  const { occurredAt, actor, request, outcome } = event;
  switch (column) {
    case 'date':
      return <EventTime occurredAt={occurredAt} />;
    case 'actor':
      return (
        <NarrowTo terms={termsOfActor(actor)}>
          <ActorName actor={actor} />
        </NarrowTo>
      );
    case 'ip':
      return (
        <Typography textColor="neutral800">
          {request.ip ? (
            <NarrowTo terms={termsOfIp(request.ip)}>
              <bdi dir="ltr">{request.ip}</bdi>
            </NarrowTo>
          ) : (
            '–'
          )}
        </Typography>
      );
    case 'outcome':
      return <OutcomeBadge outcome={outcome} />;
  }
}

/** The page's events as a table; it scrolls inside its box where the window is too narrow. */
export function EventTable({ events, onOpen, hidden }: EventRowsProps) {
  const t = useTranslate();
  const rows = useFoldedRows(events);
  const shown = COLUMNS.filter((column) => !hidden.has(column));
  return (
    <CompactTable
      colCount={shown.length + 2}
      rowCount={rows.length + 1}
      aria-label={t('table.label')}
    >
      <Thead>
        <Tr>
          {(['activity', ...shown] as const).map((column) => (
            <Th key={column}>
              <Typography variant="sigma" textColor="neutral600">
                {t(`table.${column}`)}
              </Typography>
            </Th>
          ))}
          <Th>
            <VisuallyHidden>{t('table.details')}</VisuallyHidden>
          </Th>
        </Tr>
      </Thead>
      <Tbody>
        {rows.map(({ event, isBeneath, toggle }) => (
          <Tr key={event.id}>
            <WrappingCell>
              <Flex
                direction="column"
                alignItems="flex-start"
                paddingTop={3}
                paddingBottom={3}
                paddingLeft={isBeneath ? 6 : 0}
                onKeyDown={keepPresses}
              >
                <EventSentence event={event} />
                <EventFactsLine event={event} />
                {toggle && <FactsToggle {...toggle} />}
              </Flex>
            </WrappingCell>
            {shown.map((column) => (
              <Td key={column}>
                <Fact column={column} event={event} />
              </Td>
            ))}
            <Td>
              <OpenEventButton event={event} onOpen={onOpen} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </CompactTable>
  );
}
