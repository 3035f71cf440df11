import { useState } from 'react';

import {
  formatHidden,
  parseHidden,
  STORAGE_KEY,
  withToggled,
  type Column,
  type HiddenColumns,
} from './hidden-columns';

// A browser may refuse its storage, or be out of it: then the choice holds until the next reload.
function read(): HiddenColumns {
  try {
    return parseHidden(window.localStorage.getItem(STORAGE_KEY));
  } catch {
    return parseHidden(null);
  }
}

function write(hidden: HiddenColumns): void {
  try {
    if (hidden.size > 0) window.localStorage.setItem(STORAGE_KEY, formatHidden(hidden));
    else window.localStorage.removeItem(STORAGE_KEY);
  } catch {
    // See above.
  }
}

/** The columns that the reader does not want to see, remembered by this browser. */
export function useHiddenColumns() {
  const [hidden, setHidden] = useState(read);
  const change = (next: HiddenColumns) => {
    setHidden(next);
    write(next);
  };
  return {
    hidden,
    toggle: (column: Column) => change(withToggled(hidden, column)),
    showAll: () => change(new Set()),
  };
}

export type ColumnChoice = ReturnType<typeof useHiddenColumns>;
