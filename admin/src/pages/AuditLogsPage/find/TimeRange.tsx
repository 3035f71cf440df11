import { Box, Button, DateTimePicker, Field, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { parseTime, resolveTime } from '../../../../../server/src/contracts/search';
import { useTranslate, type TranslationKey } from '../../../wording/translation';
import { rangeEnd, startOfMinute } from '../date-range';
import { readerTimeZone } from '../query-state';
import type { WrittenRange } from './terms';

const PRESETS: { after: string; label: TranslationKey }[] = [
  { after: 'today', label: 'find.time.preset.today' },
  { after: '24h', label: 'find.time.preset.24h' },
  { after: '7d', label: 'find.time.preset.7d' },
  { after: '30d', label: 'find.time.preset.30d' },
];

const Pickers = styled(Box)`
  display: grid;
  gap: ${({ theme }) => theme.spaces[4]};
  grid-template-columns: minmax(0, 1fr);

  ${({ theme }) => theme.breakpoints.medium} {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
`;

/** The instant of an end that does not move with the present; null for one that does. */
const fixed = (text: string | null, moveBy = 0): Date | null => {
  const time = text === null ? null : parseTime(text);
  if (time?.kind !== 'instant' && time?.kind !== 'day') return null;
  return new Date(resolveTime(time, 0, readerTimeZone()) + moveBy);
};

/** Before the next minute is until the end of this one. */
const afterLast = (last: Date): string => new Date(last.getTime() + 1).toISOString();

interface TimeRangeProps {
  id: string;
  range: WrittenRange;
  onChange: (range: WrittenRange) => void;
}

/** From and to, day and time, in the reader's zone; and the ranges that are asked for most. */
export function TimeRange({ id, range, onChange }: TimeRangeProps) {
  const t = useTranslate();
  const from = fixed(range.after);
  const to = fixed(range.before, -1);
  const isReversed = from !== null && to !== null && to < from;
  return (
    <Flex id={id} direction="column" alignItems="stretch" gap={4} paddingTop={4}>
      <Flex gap={2} wrap="wrap" role="group" aria-label={t('find.time.presets')}>
        {PRESETS.map(({ after, label }) => {
          const isChosen = range.after === after && range.before === null;
          return (
            <Button
              key={after}
              size="S"
              variant={isChosen ? 'secondary' : 'tertiary'}
              aria-pressed={isChosen}
              onClick={() => onChange({ after: isChosen ? null : after, before: null })}
            >
              {t(label)}
            </Button>
          );
        })}
      </Flex>
      <Pickers>
        <Field.Root name="from">
          <Field.Label>{t('filters.from')}</Field.Label>
          <DateTimePicker
            value={from}
            onChange={(picked) =>
              onChange({ ...range, after: picked ? startOfMinute(picked).toISOString() : null })
            }
            onClear={() => onChange({ ...range, after: null })}
            dateLabel={t('filters.from.date')}
            timeLabel={t('filters.from.time')}
            clearLabel={t('filters.date.clear')}
          />
        </Field.Root>
        <Field.Root name="to" error={isReversed && t('filters.range-reversed')}>
          <Field.Label>{t('filters.to')}</Field.Label>
          <DateTimePicker
            value={to}
            onChange={(picked) =>
              onChange({ ...range, before: picked ? afterLast(rangeEnd(picked, to)) : null })
            }
            onClear={() => onChange({ ...range, before: null })}
            dateLabel={t('filters.to.date')}
            timeLabel={t('filters.to.time')}
            clearLabel={t('filters.date.clear')}
          />
          <Field.Error />
        </Field.Root>
      </Pickers>
      <Typography variant="pi" textColor="neutral600">
        {t('filters.timezone', { zone: readerTimeZone() })}
      </Typography>
    </Flex>
  );
}
