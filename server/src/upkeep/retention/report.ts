import type { Capture } from '../../event';
import { createAgeRules, cutOffOf, type RetentionConfig } from './rules';
import type { Tally } from './purge/tally';

interface ReportTask {
  config: Readonly<RetentionConfig>;
  /** When the run began, in epoch milliseconds. */
  startedAt: number;
  isDry: boolean;
  /** Why it failed; null if it did not. */
  failure: string | null;
}

/** How many parts one event names; beyond that, it reports only their number. */
const MAX_PARTS = 100;

const iso = (instant: number | null): string | null =>
  instant === null || !Number.isFinite(instant) ? null : new Date(instant).toISOString();

/** The event of a run; null if there is nothing to report. */
export function reportOf(
  tally: Tally,
  { config, startedAt, isDry, failure }: ReportTask
): Capture | null {
  const isNothing = tally.removed + tally.requestsRemoved === 0;
  if (isNothing && failure === null && tally.end !== 'time-is-up') return null;
  const { days } = config;
  return {
    action: isDry ? 'audit-log.purge-preview' : 'audit-log.purge',
    ...(failure !== null && { outcome: 'failure', reason: failure }),
    payload: {
      removed: tally.removed,
      requestsRemoved: tally.requestsRemoved,
      before: iso(cutOffOf(createAgeRules({ days, actions: {} })(''), startedAt)),
      days,
      oldestRemoved: iso(tally.oldest),
      newestRemoved: iso(tally.newest),
      ...(isDry && { dryRun: true }),
      byRule: tally.byRule,
      ...(config.hold.length > 0 && { held: tally.held }),
      ...archivedOf(tally),
      end: tally.end,
      ...(tally.left !== null && { left: tally.left }),
    },
  };
}

function archivedOf({ archived }: Tally): object {
  if (archived.length === 0) return {};
  return {
    archived: {
      parts: archived.length,
      events: archived.reduce((sum, part) => sum + part.events, 0),
      files: archived.slice(0, MAX_PARTS),
    },
  };
}
