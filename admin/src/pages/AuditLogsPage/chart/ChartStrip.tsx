import { Box, Button, Flex, Loader, Typography } from '@strapi/design-system';
import { lazy, Suspense, type ReactNode } from 'react';
import { styled } from 'styled-components';

import type { HistogramBucket, HistogramResponse } from '../../../../../server/src/contracts';
import { printSearch } from '../../../../../server/src/contracts/search';
import { useTranslate } from '../../../wording/translation';
import { rangeOf, withRange } from '../find/terms';
import { readerTimeZone } from '../query-state';
import type { EventList } from '../useEventList';
import { Legend } from './Legend';

// With its library, beside the list and not before it.
const EventChart = lazy(() => import('./EventChart'));

const Stage = styled(Box)`
  position: relative;
  min-height: 10rem;
`;

/** Over the empty drawing, so that what has the focus stays where it is. */
const Over = styled(Flex)`
  position: absolute;
  inset: 0;
  pointer-events: none;
`;

const Note = ({ children }: { children: ReactNode }) => (
  <Over justifyContent="center">{children}</Over>
);

const NO_BUCKETS: HistogramBucket[] = [];

const isEmpty = ({ buckets, isExact }: HistogramResponse) =>
  isExact && buckets.every(({ count }) => count === 0);

/** The matching events over time; choosing a part of it is choosing the range of time. */
export function ChartStrip({ list }: { list: EventList }) {
  const t = useTranslate();
  const { state, reload } = list.histogram;
  const range = rangeOf(list.search);

  // The list says that nobody understands the question.
  if (!list.isUnderstood) return null;

  const found = state.status === 'loaded' ? state.data : null;
  const choose = (first: HistogramBucket, last: HistogramBucket) =>
    list.ask(printSearch(withRange(list.search, { after: first.from, before: last.to })));
  const showAll = () =>
    list.ask(printSearch(withRange(list.search, { after: null, before: null })));

  return (
    <Box
      tag="section"
      aria-label={t('chart.label')}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={4}
    >
      <Flex justifyContent="space-between" wrap="wrap" gap={2} paddingBottom={4} minHeight="3.2rem">
        <Typography variant="pi" textColor="neutral600">
          {found &&
            t('chart.caption', {
              interval: t(`chart.interval.${found.interval}`),
              zone: readerTimeZone(),
            })}
        </Typography>
        <Flex gap={4} wrap="wrap">
          <Legend isExact={found?.isExact ?? true} />
          {(range.after !== null || range.before !== null) && (
            <Button size="S" variant="tertiary" onClick={showAll}>
              {t('chart.all')}
            </Button>
          )}
        </Flex>
      </Flex>
      <Stage>
        {state.status === 'failed' ? (
          <Flex direction="column" gap={2} justifyContent="center" minHeight="10rem">
            <Typography role="status">
              {t('chart.failed')}{' '}
              {state.failure.message
                ? t('state.failed.answer', { message: state.failure.message })
                : t('state.failed.unreachable')}
            </Typography>
            <Button size="S" variant="tertiary" onClick={reload}>
              {t('chart.retry')}
            </Button>
          </Flex>
        ) : (
          <Suspense fallback={null}>
            <EventChart
              buckets={found?.buckets ?? NO_BUCKETS}
              interval={found?.interval ?? 'day'}
              isBusy={!found}
              onChoose={choose}
            />
          </Suspense>
        )}
        {state.status === 'loading' && (
          <Note>
            <Loader small>{t('chart.loading')}</Loader>
          </Note>
        )}
        {found && isEmpty(found) && (
          <Note>
            <Typography textColor="neutral600">{t('chart.empty')}</Typography>
          </Note>
        )}
      </Stage>
    </Box>
  );
}
