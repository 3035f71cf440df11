import { useState, type KeyboardEvent, type PointerEvent } from 'react';

import type { HistogramBucket } from '../../../../../server/src/contracts';
import { barAt, type Bar } from './layout';
import { endsOf, moveSelection, startSelection, type Selection } from './selection';

interface ChoiceOptions {
  buckets: readonly HistogramBucket[];
  bars: readonly Bar[];
  /** Given the first and the last of the chosen bars. */
  onChoose: (first: HistogramBucket, last: HistogramBucket) => void;
}

interface State {
  /** The bars it belongs to: those of another question are others. */
  buckets: readonly HistogramBucket[];
  selection: Selection | null;
  hovered: number | null;
  isDragging: boolean;
}

const NOTHING = { selection: null, hovered: null, isDragging: false };

/** Chooses bars by dragging, by a click and by keyboard. */
export function useChoice({ buckets, bars, onChoose }: ChoiceOptions) {
  const [held, setHeld] = useState<State>({ buckets, ...NOTHING });
  const current = (state: State): State =>
    state.buckets === buckets ? state : { buckets, ...NOTHING };
  const state = current(held);
  const change = (part: (state: State) => Partial<State>) =>
    setHeld((before) => ({ ...current(before), ...part(current(before)) }));

  const apply = (selection: Selection | null) => {
    if (!selection) return;
    const [first, last] = endsOf(selection);
    onChoose(buckets[first]!, buckets[last]!);
    change(() => ({ isDragging: false }));
  };
  const placeOf = (event: PointerEvent<HTMLElement>): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return barAt(bars, ((event.clientX - left) / width) * 100);
  };
  /** True where the key meant something here. */
  const press = ({ key, shiftKey }: KeyboardEvent): boolean => {
    const moved = moveSelection(state.selection, { key, extends: shiftKey }, buckets.length);
    if (moved) change(() => ({ selection: moved, hovered: null }));
    else if (key === 'Enter' || key === ' ') apply(state.selection);
    else if (key === 'Escape') change(() => NOTHING);
    else return false;
    return true;
  };

  return {
    ...state,
    listeners: {
      onKeyDown: (event: KeyboardEvent) => {
        if (event.ctrlKey || event.metaKey || event.altKey || buckets.length === 0) return;
        if (press(event)) event.preventDefault();
      },
      onFocus: () =>
        change(({ selection }) => ({ selection: selection ?? startSelection(buckets.length) })),
      onBlur: () => change(() => ({ selection: null, isDragging: false })),
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0 || bars.length === 0) return;
        const place = placeOf(event);
        change(() => ({ selection: { anchor: place, head: place }, isDragging: true }));
        event.currentTarget.setPointerCapture(event.pointerId);
        // By hand: the browser would take the drag for one of text.
        event.preventDefault();
        event.currentTarget.focus({ preventScroll: true });
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (bars.length === 0) return;
        const place = placeOf(event);
        change(({ isDragging, selection }) =>
          isDragging && selection
            ? { selection: { ...selection, head: place } }
            : { hovered: place }
        );
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        if (state.isDragging && state.selection) {
          apply({ ...state.selection, head: placeOf(event) });
        }
      },
      onPointerCancel: () => change(() => NOTHING),
      onPointerLeave: () =>
        change(({ isDragging, hovered }) => ({ hovered: isDragging ? hovered : null })),
    },
  };
}
