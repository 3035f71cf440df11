import { Box, Flex, Loader, TextButton, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { HealthResponse, StatusResponse } from '../../../../../server/src/contracts';
import { useStatus } from '../../../api/status';
import type { RequestState } from '../../../api/useRequest';
import { formatBytes, formatEstimate } from '../../../wording/amount';
import { shortTime } from '../../../wording/time';
import { useTranslate } from '../../../wording/translation';
import { Fact } from '../details/Fact';
import { Guarantees } from './Guarantees';
import { Retention } from './Retention';

const Grid = styled(Box)`
  display: grid;
  gap: ${({ theme }) => theme.spaces[4]};
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr));
`;

function Volume({ status }: { status: StatusResponse }) {
  const t = useTranslate();
  const { locale, formatNumber } = useIntl();
  const { events, size, oldest, indexed, retention } = status;
  const when = (instant: string) => shortTime(locale, new Date(instant));
  const bytes = formatBytes(locale, size.bytes);

  return (
    <>
      <Fact label="status.events">
        {events.isExact
          ? formatNumber(events.count)
          : t('status.about', { amount: formatEstimate(locale, events.count) })}
      </Fact>
      <Fact label="status.size">{size.isExact ? bytes : t('status.about', { amount: bytes })}</Fact>
      <Fact label="status.oldest">{oldest ? when(oldest) : t('status.never')}</Fact>
      {indexed !== null && (
        <Fact label="status.search-index">
          {t('status.search-index.building', {
            percent: formatNumber(Math.floor(indexed * 100) / 100, { style: 'percent' }),
          })}
        </Fact>
      )}
      <Retention retention={retention} />
    </>
  );
}

/** How the log is kept and what it promises, to read and not to change. */
export function LogStatus({ health }: { health: RequestState<HealthResponse> }) {
  const t = useTranslate();
  const { state, reload } = useStatus();

  return (
    <Box
      tag="section"
      aria-label={t('status.title')}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={6}
      marginTop={6}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Typography tag="h2" variant="delta">
          {t('status.title')}
        </Typography>
        {state.status === 'loading' && <Loader small>{t('status.loading')}</Loader>}
        {state.status === 'failed' && (
          <Flex role="alert" gap={4} wrap="wrap">
            <Typography textColor="danger600">{t('status.failed')}</Typography>
            <TextButton onClick={reload}>{t('state.failed.retry')}</TextButton>
          </Flex>
        )}
        <Grid tag="dl">
          {state.status === 'loaded' && <Volume status={state.data} />}
          {health.status === 'loaded' && <Guarantees health={health.data} />}
        </Grid>
        <Typography variant="pi" textColor="neutral600">
          {t('status.read-only')}
        </Typography>
      </Flex>
    </Box>
  );
}
