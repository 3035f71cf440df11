import type { ExportFormat } from '../../../../../server/src/contracts';

const [LINE_FEED, QUOTE] = [0x0a, 0x22];

/**
 * Counts the events in a file as it comes, piece by piece: its lines, without the names of a table's
 * columns. In a table a line end may stand inside a quoted cell; a quote inside one is doubled.
 */
export function createEventCounter(format: ExportFormat): (piece: Uint8Array) => number {
  let lines = 0;
  let isQuoted = false;
  const isTable = format === 'csv';

  return (piece) => {
    for (const byte of piece) {
      if (byte === QUOTE) isQuoted = isTable && !isQuoted;
      else if (byte === LINE_FEED && !isQuoted) lines += 1;
    }
    return isTable ? Math.max(lines - 1, 0) : lines;
  };
}
