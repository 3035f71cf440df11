interface PatternsProps {
  /** Of this chart alone: ids belong to the whole page. */
  id: string;
}

export const hatchOf = (id: string) => `url(#${id}-hatch)`;
export const dotsOf = (id: string) => `url(#${id}-dots)`;

/** What tells kinds of bars apart without colour: hatched for failures, dotted where nothing was counted. */
export function Patterns({ id }: PatternsProps) {
  return (
    <defs>
      <pattern
        id={`${id}-hatch`}
        width="5"
        height="5"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect className="hatch-ground" width="5" height="5" />
        <line className="hatch-line" x1="0" y1="0" x2="0" y2="5" />
      </pattern>
      <pattern id={`${id}-dots`} width="6" height="6" patternUnits="userSpaceOnUse">
        <circle className="dots-dot" cx="3" cy="3" r="1" />
      </pattern>
    </defs>
  );
}
