import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { EventSummary } from '../../../../../server/src/contracts';
import { useEvents } from '../../../api/events';
import { resourceLabel } from '../../../wording/resource';
import { useTranslate, type TranslationKey } from '../../../wording/translation';
import { EventLines } from './EventLines';
import { factsAmong, factsQuery } from './related-queries';

const Fold = styled.details`
  & > summary {
    cursor: pointer;
    color: ${({ theme }) => theme.colors.neutral800};
    font-weight: 600;
  }
`;

const FACTS: Record<string, { sign: string; text: TranslationKey }> = {
  create: { sign: '+', text: 'details.fact.create' },
  update: { sign: '~', text: 'details.fact.update' },
  delete: { sign: '−', text: 'details.fact.delete' },
};

interface FoldedFactsProps {
  event: EventSummary;
  onOpen: (id: string) => void;
}

/** Beneath an event that sums up others: each of those, folded away. */
export function FoldedFacts({ event, onOpen }: FoldedFactsProps) {
  const intl = useIntl();
  const t = useTranslate();
  const { state } = useEvents(factsQuery(event));
  const facts = state.status === 'loaded' ? factsAmong(state.data.results) : [];
  if (facts.length === 0) return null;

  const lineOf = (fact: EventSummary) => {
    const { sign, text } = FACTS[fact.action.split('.')[1] ?? ''] ?? FACTS.update!;
    return (
      <>
        <span aria-hidden>{sign} </span>
        {`${t(text)}: `}
        <bdi>{resourceLabel(intl, fact.resource)}</bdi>
      </>
    );
  };
  return (
    <Fold open={facts.length <= 10}>
      <Typography tag="summary">{t('details.facts-of-sum', { count: facts.length })}</Typography>
      <Box paddingTop={3} paddingLeft={4}>
        <EventLines events={facts} onOpen={onOpen} lineOf={lineOf} />
      </Box>
    </Fold>
  );
}
