import { HIDDEN } from './markers';
import { isLabel } from './markup';
import type { IsSecretName } from './secret-names';

const SEPARATOR = /^[\s|:+-]*-[\s|:+-]*$/;
const MOST_CELLS = 64;

/** Hides in tables of Markdown the columns with secret names, and the cells after such names. */
export function hideInTables(text: string, isSecretName: IsSecretName): string {
  if (!text.includes('|')) return text;
  const lines = text.split('\n');
  let columns: ReadonlySet<number> = new Set();
  let isTable = false;
  const shown = lines.map((line, row) => {
    if (!line.includes('|')) {
      isTable = false;
      return line;
    }
    if (SEPARATOR.test(line)) return line;
    const cells = line.split('|');
    if (cells.length > MOST_CELLS) return line;
    const names = cells.map((cell) => isLabel(cell, isSecretName));
    if (SEPARATOR.test(lines[row + 1] ?? '')) {
      columns = new Set(names.flatMap((isName, index) => (isName ? [index] : [])));
      isTable = true;
      // A table of names and values has its first pair in the place of a heading.
      const isPair = cells.filter((cell) => cell.trim() !== '').length === 2;
      return isPair ? withoutValues(cells, names) : line;
    }
    const hidden = isTable
      ? cells.map((cell, index) => (columns.has(index) ? hide(cell) : cell))
      : cells;
    return withoutValues(hidden, names);
  });
  return shown.join('\n');
}

/** The first cell after each name, unless it is a name as well. */
function withoutValues(cells: readonly string[], names: readonly boolean[]): string {
  return cells
    .map((cell, index) => (names[index - 1] === true && names[index] !== true ? hide(cell) : cell))
    .join('|');
}

const hide = (cell: string): string =>
  cell.trim() === '' ? cell : cell.replace(/\S(?:.*\S)?/s, HIDDEN);
