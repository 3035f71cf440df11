import { invalidParameter } from '../../../errors';
import type { OpenGap } from '../../../journal/open-gaps';

/**
 * How far a reader of the feed has come. It carries the gaps itself, so the server remembers nothing
 * of its readers, and a place stays good for as long as the reader keeps it.
 */
export interface FeedPlace {
  /** The key of the last event that was read or passed over. */
  key: number;
  /** Ascending. */
  gaps: readonly OpenGap[];
}

/** The beginning of the log. */
export const BEGINNING: FeedPlace = { key: 0, gaps: [] };

/** More gaps than a place holds: the reader then goes on below them until some are closed. */
export const MAX_GAPS = 100;

const GAP = /^(\d{1,15})-(\d{1,15})-(\d{1,12})-(\d{1,15})$/;
const KEY = /^feed-(\d{1,15})$/;

/** A place as `pagination.after` returns it: `feed-120~97-98-1764188000-5512`. */
export const formatPlace = ({ key, gaps }: FeedPlace): string =>
  [
    `feed-${key}`,
    ...gaps.map(({ from, to, foundAt, nextTransaction }) =>
      [from, to, foundAt, nextTransaction].join('-')
    ),
  ].join('~');

function parseGap(text: string): OpenGap | null {
  const [, from, to, foundAt, nextTransaction] = (GAP.exec(text) ?? []).map(Number);
  if (from === undefined || to === undefined || from > to) return null;
  return { from, to, foundAt: foundAt!, nextTransaction: nextTransaction! };
}

/**
 * Reads the parameter `after` of the feed: a place, `end` for the end of the log (null), or nothing
 * for its beginning.
 *
 * @throws AuditTrailError that names the parameter
 */
export function parsePlace(value: unknown): FeedPlace | null {
  if (value === undefined) return BEGINNING;
  if (value === 'end') return null;
  const [first = '', ...rest] = typeof value === 'string' ? value.split('~') : [];
  const key = KEY.exec(first)?.[1];
  const gaps = rest.length <= MAX_GAPS ? rest.map(parseGap) : [null];
  const isInOrder = gaps.every(
    (gap, at) => gap !== null && gap.from > (gaps[at - 1]?.to ?? -1) && gap.to <= Number(key)
  );
  if (key === undefined || !isInOrder) {
    throw invalidParameter(
      'after',
      'must be pagination.after of an answer with sort=recorded:asc, or "end" for the end of the log.'
    );
  }
  return { key: Number(key), gaps: gaps as OpenGap[] };
}
