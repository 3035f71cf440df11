import type { HistogramBucket } from '../../../../../server/src/contracts';
import type { Bar } from './layout';
import { dotsOf, hatchOf } from './Patterns';

const percent = (value: number) => `${value}%`;
/** What stays free between two bars, as a part of their width. */
const GAP = 0.15;

interface BarsProps {
  id: string;
  buckets: readonly HistogramBucket[];
  bars: readonly Bar[];
}

/** The bars: successes below, failures hatched on top of them. */
export function Bars({ id, buckets, bars }: BarsProps) {
  return bars.map(({ x, width, successes, failures }, place) => {
    const { from, isExact } = buckets[place]!;
    const across = { x: percent(x + (width * GAP) / 2), width: percent(width * (1 - GAP)) };
    const height = successes + failures;
    const top = percent(100 - height);
    return (
      <g key={from}>
        {height === 0 && !isExact && <rect {...across} y="0" height="100%" fill={dotsOf(id)} />}
        <rect
          {...across}
          className="success"
          y={percent(100 - successes)}
          height={percent(successes)}
        />
        {failures > 0 && (
          <rect
            {...across}
            className="failures"
            y={top}
            height={percent(failures)}
            fill={hatchOf(id)}
          />
        )}
        {height > 0 && !isExact && (
          <line
            className="open-end"
            x1={across.x}
            x2={percent(x + width * (1 - GAP / 2))}
            y1={top}
            y2={top}
          />
        )}
      </g>
    );
  });
}
