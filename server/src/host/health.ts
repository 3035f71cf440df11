import type { HealthResponse } from '../contracts';
import type { AppendOnly } from '../journal';
import type { Runtime } from './taps';

interface HealthFacts {
  capture: Pick<Runtime, 'guarantees' | 'losses'>;
  appendOnly: Pick<AppendOnly, 'inForce'>;
  /** What of Strapi was probed at the start, and a sentence for each part that does not hold. */
  contract: HealthResponse['contract'];
  broken: readonly string[];
  /** What the watch over the log found wrong since the process began. */
  problems: readonly string[];
  onFailure: HealthResponse['guarantees']['onFailure'];
}

const NOT_APPEND_ONLY =
  'The database has no triggers that keep the log append-only: whoever may write to its tables ' +
  'can change events.';

/** Answered from memory: it must answer when the journal cannot. */
export function healthOf({
  capture,
  appendOnly,
  contract,
  broken,
  problems,
  onFailure,
}: HealthFacts): HealthResponse {
  const { sameTransaction, missing } = capture.guarantees;
  const isInForce = appendOnly.inForce();
  return {
    startedAt: new Date(Date.now() - process.uptime() * 1_000).toISOString(),
    lostEvents: capture.losses.count(),
    guarantees: {
      ...{ sameTransaction, onFailure },
      // Triggers that were made anew do not undo what happened without them.
      appendOnly: isInForce && problems.length === 0,
    },
    missing: [...missing, ...broken, ...(isInForce ? [] : [NOT_APPEND_ONLY]), ...problems],
    contract,
  };
}
