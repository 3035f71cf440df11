import { Flex, TextButton, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { useTranslate } from '../../../wording/translation';
import type { CountedPage } from './useExactTotal';

interface PageSummaryProps {
  pagination: CountedPage;
  /** Has all events counted. */
  onCount: () => void;
}

/** "Page 2 of 4 (100 total)", or as much of it as is known. */
export function PageSummary({ pagination, onCount }: PageSummaryProps) {
  const t = useTranslate();
  const intl = useIntl();
  const { page, pageCount, total, totalIsExact, isCounting } = pagination;
  const counted = intl.formatNumber(total);
  const facts = { total: totalIsExact ? counted : t('pagination.at-least', { count: counted }) };

  const sentence = () => {
    const number = page < 0 && totalIsExact ? Math.max(1, pageCount + 1 + page) : page;
    if (number === -1) return t('pagination.summary-last', facts);
    if (number < 0) {
      return t('pagination.summary-end', { page: intl.formatNumber(-number), ...facts });
    }
    const known = { page: intl.formatNumber(number), ...facts };
    return totalIsExact
      ? t('pagination.summary', { pageCount: intl.formatNumber(pageCount), ...known })
      : t('pagination.summary-open', known);
  };

  return (
    <Flex gap={2} wrap="wrap">
      <Typography textColor="neutral600" aria-live="polite">
        {sentence()}
      </Typography>
      {!totalIsExact && (
        <TextButton onClick={onCount} loading={isCounting}>
          {t('pagination.count-all')}
        </TextButton>
      )}
    </Flex>
  );
}
