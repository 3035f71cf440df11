import { Typography, VisuallyHidden } from '@strapi/design-system';
import { useId } from 'react';
import { useIntl } from 'react-intl';

import type { HistogramBucket, Interval } from '../../../../../server/src/contracts';
import { useNarrow } from '../../../components/useNarrow';
import { useTranslate } from '../../../wording/translation';
import { Bars } from './Bars';
import { tickText } from './chart-time';
import { layOut, type Bar } from './layout';
import { Patterns } from './Patterns';
import { Choices, CountLabel, Drawing, Frame, TimeLabel, Tip } from './plot';
import { endsOf, isSelected } from './selection';
import { useBarWording, type BarWords } from './useBarWording';
import { useChoice } from './useChoice';

const LABELS = { narrow: 3, wide: 8 };

function TipText({ at, words }: { at: number; words: BarWords }) {
  return (
    <Tip $at={at} aria-hidden background="neutral900" hasRadius padding={2}>
      {Object.values(words)
        .filter(Boolean)
        .map((line) => (
          <Typography key={line} variant="pi" tag="div" textColor="neutral0">
            {line}
          </Typography>
        ))}
    </Tip>
  );
}

function Band({ bars, className }: { bars: readonly Bar[]; className: string }) {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return null;
  const width = last.x + last.width - first.x;
  return (
    <rect className={className} x={`${first.x}%`} width={`${width}%`} y="0" height="100%" rx="2" />
  );
}

interface EventChartProps {
  buckets: readonly HistogramBucket[];
  interval: Interval;
  /** While the next answer is on its way; the focus stays. */
  isBusy: boolean;
  onChoose: (first: HistogramBucket, last: HistogramBucket) => void;
}

/** Bars over time, to choose a range from with the mouse, a finger or the keyboard. */
export default function EventChart({ buckets, interval, isBusy, onChoose }: EventChartProps) {
  const t = useTranslate();
  const intl = useIntl();
  const id = useId();
  const isNarrow = useNarrow();
  const wordsOf = useBarWording();
  const { bars, times, counts } = layOut(buckets, isNarrow ? LABELS.narrow : LABELS.wide);
  const { selection, hovered, isDragging, listeners } = useChoice({ buckets, bars, onChoose });

  const optionId = (place: number) => `${id}-${place}`;
  const [first, last] = selection ? endsOf(selection) : [hovered ?? 0, hovered ?? -1];
  const shown = buckets.slice(first, last + 1);
  const words = shown.length > 0 ? wordsOf(shown) : null;
  const middle = words ? (bars[first]!.x + bars[last]!.x + bars[last]!.width) / 2 : 0;
  const isRange = selection !== null && first !== last;

  return (
    <Frame>
      <Drawing aria-hidden>
        <Patterns id={id} />
        {counts.map(({ value, at }) => (
          <line
            key={value}
            className="grid"
            x1="0"
            x2="100%"
            y1={`${100 - at}%`}
            y2={`${100 - at}%`}
          />
        ))}
        <Band
          className={selection ? 'chosen' : 'hovered'}
          bars={words ? bars.slice(first, last + 1) : []}
        />
        <Bars id={id} buckets={buckets} bars={bars} />
        <line className="axis" x1="0" x2="100%" y1="100%" y2="100%" />
      </Drawing>
      <div aria-hidden>
        {counts.map(({ value, at }) => (
          <CountLabel key={value} style={{ bottom: `${at}%` }}>
            {intl.formatNumber(value, { notation: 'compact' })}
          </CountLabel>
        ))}
        {times.map(({ value, at }) => (
          <TimeLabel key={value.getTime()} style={{ left: `${at}%` }}>
            {tickText(intl.locale, value, interval)}
          </TimeLabel>
        ))}
      </div>
      <Choices
        {...listeners}
        role="listbox"
        tabIndex={0}
        aria-label={t('chart.label')}
        aria-describedby={`${id}-help`}
        aria-multiselectable
        aria-orientation="horizontal"
        aria-busy={isBusy}
        aria-activedescendant={selection ? optionId(selection.head) : undefined}
      >
        {buckets.map((bucket, place) => {
          const { range, events, failures } = wordsOf([bucket]);
          return (
            <div
              key={bucket.from}
              id={optionId(place)}
              role="option"
              aria-selected={isSelected(selection, place)}
              aria-label={[range, events, failures].filter(Boolean).join(', ')}
              style={{ left: `${bars[place]!.x}%`, width: `${bars[place]!.width}%` }}
            />
          );
        })}
      </Choices>
      {words && <TipText at={middle} words={words} />}
      <VisuallyHidden id={`${id}-help`}>{t('chart.help')}</VisuallyHidden>
      <VisuallyHidden role="status">
        {isRange && !isDragging && words && t('chart.chosen', { ...words })}
      </VisuallyHidden>
    </Frame>
  );
}
