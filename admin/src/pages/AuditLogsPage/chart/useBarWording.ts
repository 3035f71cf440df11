import { useIntl } from 'react-intl';

import type { HistogramBucket } from '../../../../../server/src/contracts';
import { useTranslate } from '../../../wording/translation';
import { rangeText } from './chart-time';

/** What one bar, or several together, say in words. */
export interface BarWords {
  range: string;
  events: string;
  failures: string;
}

export function useBarWording() {
  const t = useTranslate();
  const { locale, formatNumber } = useIntl();

  const amount = (count: number, isExact: boolean) =>
    isExact ? formatNumber(count) : t('pagination.at-least', { count: formatNumber(count) });

  /** From the first of the bars to the last; there is at least one. */
  return (bars: readonly HistogramBucket[]): BarWords => {
    const sum = (key: 'count' | 'failures') => bars.reduce((total, bar) => total + bar[key], 0);
    const [count, failures] = [sum('count'), sum('failures')];
    const isExact = bars.every((bar) => bar.isExact);
    const isUncounted = !isExact && count === 0;
    const isSilent = isUncounted || (!isExact && failures === 0);
    return {
      range: rangeText(locale, { from: bars[0]!.from, to: bars.at(-1)!.to }),
      events: isUncounted
        ? t('chart.uncounted')
        : t('chart.events', { count, number: amount(count, isExact) }),
      // Of what was not counted nobody can say that none of it failed.
      failures: isSilent
        ? ''
        : t('chart.failures-count', { count: failures, number: amount(failures, isExact) }),
    };
  };
}
