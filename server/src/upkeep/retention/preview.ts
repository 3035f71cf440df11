import type { Tally } from './tally';

/** What a purge would remove now. */
export interface PurgePreview {
  events: number;
  /** Rows of requests that no event would name any more. */
  requests: number;
  /** Events that would go if `retention.hold` did not hold them. */
  held: number;
  /** Events by the rule that lets them go: `days`, a pattern of actions, `maxEvents` or `maxSize`. */
  byRule: Record<string, number>;
  /** ISO 8601; null where nothing would go. */
  oldest: string | null;
  newest: string | null;
  /** False where `retention.maxMinutes` did not suffice to count all of them. */
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
