import type { Change, Json } from '../../../server/src/contracts';
import { blocksText, isBlocks } from './blocks-text';
import { isContainer, jsonPaths, type PathChange } from './json-paths';
import { markWords, type MarkedTexts } from './word-marks';

/** How the two sides of a change are best shown. */
export type Presentation =
  | { as: 'hidden' }
  /** Only references came, went or moved. */
  | { as: 'references' }
  | { as: 'words'; marked: MarkedTexts }
  | { as: 'paths'; paths: PathChange[] }
  /** Two whole values; a side is absent where it did not exist. */
  | { as: 'sides'; before?: Json; after?: Json };

/** Rich text as its words; everything else as it is. */
const readable = (value: Json | undefined): Json | undefined =>
  isBlocks(value) ? blocksText(value) : value;

const isText = (value: Json | undefined): value is string =>
  typeof value === 'string' && value !== '';

/** Chooses between words, paths and whole values for one change. */
export function presentChange(change: Change): Presentation {
  if (change.hidden) return { as: 'hidden' };
  const { before, after } = change;
  if (before === undefined && after === undefined) return { as: 'references' };

  const [from, to] = [readable(before), readable(after)];
  if (isText(from) && isText(to) && from !== to) {
    const marked = markWords(from, to);
    return marked ? { as: 'words', marked } : { as: 'sides', before: from, after: to };
  }
  if (isContainer(before) && isContainer(after)) {
    // Also rich text whose words are the same: then its formatting differs.
    const paths = jsonPaths(before, after);
    return paths?.length ? { as: 'paths', paths } : { as: 'sides', before, after };
  }
  return { as: 'sides', before: from, after: to };
}
