import { Box, Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { useIntl } from 'react-intl';

import type { HealthResponse } from '../../../../../server/src/contracts';
import type { RequestState } from '../../../api/useRequest';
import { shortTime } from '../../../wording/time';
import { useTranslate } from '../../../wording/translation';

/** Says that events are missing from the log; nothing while none is. */
export function LostEvents({ health }: { health: RequestState<HealthResponse> }) {
  const t = useTranslate();
  const { locale, formatNumber } = useIntl();
  if (health.status !== 'loaded' || health.data.lostEvents === 0) return null;
  const { lostEvents, startedAt } = health.data;
  return (
    <Box
      role="alert"
      background="danger100"
      borderColor="danger200"
      hasRadius
      padding={4}
      marginBottom={4}
    >
      <Flex gap={3} alignItems="flex-start">
        <WarningCircle aria-hidden fill="danger600" width="2rem" height="2rem" />
        <Typography textColor="danger700">
          {t('status.lost', {
            count: lostEvents,
            number: formatNumber(lostEvents),
            date: shortTime(locale, new Date(startedAt)),
          })}
        </Typography>
      </Flex>
    </Box>
  );
}
