import { rememberByName } from '../event';
import { bothOf } from './both-readings';
import { wordsOf } from './secret-names';
import type { Shape } from './shape';
import { headedTable } from './json-tables';

type ItemShapes = ReadonlyArray<Shape | null> | undefined;

/** How to read the items of a list without a schema; undefined if all are read alike. */
export type ItemsOf = (items: readonly unknown[], list: { areFlatPairs: boolean }) => ItemShapes;

const LISTS_OF_PAIRS = new Set([
  ...['header', 'headers', 'trailer', 'trailers', 'pairs', 'params', 'parameters', 'env'],
]);

/** `rawHeaders`, as Node gives them: a name at each even place, its value after it. */
export const holdsFlatPairs = rememberByName((name) =>
  wordsOf(name).some((word) => LISTS_OF_PAIRS.has(word))
);

/** What can only be the name of a header. A list of words may have any other name in it. */
const HEADER = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|x-[a-z0-9-]+)$/i;
const OPTION = /^--?[\p{L}\p{N}_]/u;
const MAX_NAME = 256;

/**
 * Names may stand in lists, before what they name: entries of an object or a map, the words of a
 * command line (`["--password", "x"]`), headers as flat pairs.
 *
 * @param shapeOf the shape of an item that nothing names
 */
export function createItemsOf(
  shapeOf: () => Shape,
  isSecretName: (name: string) => boolean
): ItemsOf {
  const isName = (item: unknown): item is string =>
    typeof item === 'string' && item.length < MAX_NAME;
  const isEntry = (item: unknown): boolean =>
    Array.isArray(item) && item.length > 1 && typeof item[0] === 'string';
  let entry: Shape | undefined;
  /** One of `[["password", "x"]]`. */
  const entryShape = (): Shape =>
    (entry ??= {
      ...shapeOf(),
      items: ([name, ...values]) => {
        const shape = shapeOf();
        const isSecret = isName(name) && isSecretName(name);
        return [shape, ...values.map(() => (isSecret ? null : shape))];
      },
    });

  return (items, { areFlatPairs }) => {
    if (!items.some((item) => typeof item === 'string' || isEntry(item))) return undefined;
    const table = headedTable(items, isSecretName, shapeOf);
    if (table) {
      return table.map((row, index) => (isEntry(items[index]) ? bothOf(row, entryShape()) : row));
    }
    const mayBePairs = items.length % 2 === 0;
    return items.map((item, index) => {
      if (isEntry(item)) return entryShape();
      const before = items[index - 1];
      if (!isName(before)) return shapeOf();
      const isValue = mayBePairs && index % 2 === 1 && (areFlatPairs || HEADER.test(before));
      return (isValue || OPTION.test(before)) && isSecretName(before) ? null : shapeOf();
    });
  };
}
