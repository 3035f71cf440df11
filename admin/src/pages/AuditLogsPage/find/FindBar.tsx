import { Box, Button, Flex } from '@strapi/design-system';
import { Calendar, Cross } from '@strapi/icons';
import { useId, useState } from 'react';
import { styled } from 'styled-components';

import { printSearch, type Search } from '../../../../../server/src/contracts/search';
import { useTranslate } from '../../../wording/translation';
import type { EventList } from '../useEventList';
import { AddFilter } from './AddFilter';
import { FilterChip } from './FilterChip';
import { ReadyQuestions } from './ReadyQuestions';
import { SavedViews } from './SavedViews';
import { SearchBox } from './SearchBox';
import { groupsOf, rangeOf, withAdded, withGroup, withoutGroup, withRange } from './terms';
import { TimeRange } from './TimeRange';
import { useTermWording } from './useTermWording';

const Row = styled(Flex)`
  flex-direction: column;
  align-items: stretch;

  ${({ theme }) => theme.breakpoints.medium} {
    flex-direction: row;
    align-items: flex-start;
  }
`;

const Shortcuts = styled(Row)`
  padding-top: ${({ theme }) => theme.spaces[3]};
`;

const TimeButton = styled(Button)`
  height: 4rem;
`;

/** Everything that finds: text, time, chips and ready questions, all of one question. */
export function FindBar({ list }: { list: EventList }) {
  const t = useTranslate();
  const timeId = useId();
  const [showsTime, setShowsTime] = useState(false);
  const { search, ask, query, knownActors, clearings } = list;
  const wording = useTermWording(knownActors);
  const range = rangeOf(search);
  const change = (next: Search) => ask(printSearch(next));

  return (
    <Box
      tag="section"
      aria-label={t('filters.label')}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={{ initial: 4, medium: 6 }}
      marginBottom={4}
    >
      <Row gap={2}>
        <SearchBox key={clearings} text={query.text} onSearch={ask} />
        <TimeButton
          variant="tertiary"
          startIcon={<Calendar />}
          aria-expanded={showsTime}
          aria-controls={timeId}
          onClick={() => setShowsTime(!showsTime)}
        >
          {wording.rangeText(range)}
        </TimeButton>
      </Row>
      {showsTime && (
        <TimeRange
          key={clearings}
          id={timeId}
          range={range}
          onChange={(next) => change(withRange(search, next))}
        />
      )}
      <Flex gap={2} wrap="wrap" paddingTop={4} role="list" aria-label={t('find.chips')}>
        {groupsOf(search).map((group) => (
          <FilterChip
            key={`${group.key}${group.negated}${group.values.join()}`}
            group={group}
            wording={wording}
            onChange={(next) => change(withGroup(search, group, next))}
            onRemove={() => change(withoutGroup(search, group))}
          />
        ))}
        <span role="listitem">
          <AddFilter wording={wording} onAdd={(group) => change(withAdded(search, group))} />
        </span>
        {query.text !== '' && (
          <span role="listitem">
            <Button variant="tertiary" size="S" startIcon={<Cross />} onClick={list.clearFilters}>
              {t('filters.clear')}
            </Button>
          </span>
        )}
      </Flex>
      <Shortcuts gap={2}>
        <Box minWidth={0} flex="1">
          <ReadyQuestions text={query.text} onAsk={ask} />
        </Box>
        <SavedViews text={list.isUnderstood ? query.text : ''} onAsk={ask} />
      </Shortcuts>
    </Box>
  );
}
