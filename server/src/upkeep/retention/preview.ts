import type { Tally } from './purge/tally';

/** What a purge would remove now. */
export interface PurgePreview {
  events: number;
  /** Request rows that no event would name any more. */
  requests: number;
  /** Events that would be removed without `retention.hold`. */
  held: number;
  /**
   * Events by the rule that removes them: `days`, a pattern of actions, `maxEvents` or `maxSize`.
   */
  byRule: Record<string, number>;
  /** ISO 8601; null if nothing would be removed. */
  oldest: string | null;
  newest: string | null;
  /** False if `retention.maxMinutes` did not suffice to count all of them. */
  isComplete: boolean;
}

const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());

export const previewOf = ({
  removed,
  requestsRemoved,
  held,
  byRule,
  oldest,
  newest,
  end,
}: Tally): PurgePreview => ({
  events: removed,
  requests: requestsRemoved,
  held,
  byRule,
  oldest: iso(oldest),
  newest: iso(newest),
  isComplete: end === 'complete',
});
