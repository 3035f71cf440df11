import { Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';

import type { PurgeReport, StatusResponse } from '../../../../../server/src/contracts';
import { formatBytes } from '../../../wording/amount';
import { shortTime } from '../../../wording/time';
import { useTranslate } from '../../../wording/translation';
import { Code, Fact } from '../details/Fact';

type Rules = StatusResponse['retention'];

const Line = ({ children }: { children: ReactNode }) => (
  <Typography tag="span" display="block">
    {children}
  </Typography>
);

/** By age first, then by what is at most kept, at last what is kept in any case. */
function Kept({ days, actions, maxEvents, maxBytes, holds }: Rules) {
  const t = useTranslate();
  const { locale, formatNumber } = useIntl();
  const kept = (count: number) =>
    count === 0 ? t('status.kept-for-ever') : t('status.kept-days', { count });

  return (
    <>
      <Line>{kept(days)}</Line>
      {Object.entries(actions).map(([pattern, count]) => (
        <Flex key={pattern} tag="span" gap={2} wrap="wrap">
          <Code>{pattern}</Code>
          <Line>{kept(count)}</Line>
        </Flex>
      ))}
      {maxEvents > 0 && (
        <Line>{t('status.max-events', { count: maxEvents, number: formatNumber(maxEvents) })}</Line>
      )}
      {maxBytes > 0 && (
        <Line>{t('status.max-size', { amount: formatBytes(locale, maxBytes) })}</Line>
      )}
      {holds > 0 && <Line>{t('status.holds', { count: holds })}</Line>}
    </>
  );
}

function LastPurge({ at, removed, isDryRun, isComplete }: PurgeReport) {
  const t = useTranslate();
  const { locale, formatNumber } = useIntl();
  return (
    <>
      <Line>
        {t(isDryRun ? 'status.would-purge' : 'status.purged', {
          date: shortTime(locale, new Date(at)),
          count: removed,
          number: formatNumber(removed),
        })}
      </Line>
      {!isComplete && <Line>{t('status.purge-unfinished')}</Line>}
    </>
  );
}

/** The rules in force, when they were last followed and when they will be again. */
export function Retention({ retention }: { retention: Rules }) {
  const t = useTranslate();
  const { locale } = useIntl();
  const { lastPurge, nextPurge, dryRun } = retention;
  return (
    <>
      <Fact label="status.retention">
        <Kept {...retention} />
      </Fact>
      <Fact label="status.last-purge">
        {lastPurge ? <LastPurge {...lastPurge} /> : t('status.never')}
      </Fact>
      <Fact label="status.next-purge">
        <Line>{nextPurge ? shortTime(locale, new Date(nextPurge)) : t('status.never')}</Line>
        {dryRun && <Line>{t('status.dry-run')}</Line>}
      </Fact>
    </>
  );
}
