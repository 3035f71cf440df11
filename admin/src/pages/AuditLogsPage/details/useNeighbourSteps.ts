import { useEffect } from 'react';

import { useNeighbours } from '../../../api/events';
import { useDirection, type Direction } from '../../../wording/direction';

type Side = 'newer' | 'older';

// As the buttons stand: the newer event is where a line begins.
const SIDE_OF_KEY: Record<Direction, Record<string, Side>> = {
  ltr: { ArrowLeft: 'newer', ArrowRight: 'older' },
  rtl: { ArrowRight: 'newer', ArrowLeft: 'older' },
};

// These use the arrow keys themselves.
const OWN_ARROWS =
  'input, textarea, select, [contenteditable], [role="tablist"], [role="tree"], [role="menu"]';

function sideOf(event: KeyboardEvent, direction: Direction): Side | undefined {
  const { target, altKey, ctrlKey, metaKey, shiftKey } = event;
  const isTaken = target instanceof Element && target.closest(OWN_ARROWS) !== null;
  const isShortcut = altKey || ctrlKey || metaKey || shiftKey;
  return event.defaultPrevented || isTaken || isShortcut
    ? undefined
    : SIDE_OF_KEY[direction][event.key];
}

interface NeighbourSteps {
  id: string;
  /** The query string of the filters whose matches are walked through. */
  filters: string;
  onStep: (id: string) => void;
}

/** The events beside the open one; the arrow keys lead to them. */
export function useNeighbourSteps({ id, filters, onStep }: NeighbourSteps) {
  const direction = useDirection();
  const { state } = useNeighbours(id, filters);
  const neighbours = state.status === 'loaded' ? state.data : { newer: null, older: null };

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const side = sideOf(event, direction);
      const neighbour = side && neighbours[side];
      if (neighbour) onStep(neighbour);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });

  return neighbours;
}
