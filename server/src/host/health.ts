import type { HealthResponse } from '../contracts';
import type { AppendOnly } from '../journal';
import type { Runtime } from './taps';

interface HealthFacts {
  capture: Pick<Runtime, 'guarantees' | 'losses'>;
  appendOnly: Pick<AppendOnly, 'inForce'>;
  onFailure: HealthResponse['guarantees']['onFailure'];
}

const NOT_APPEND_ONLY =
  'The database has no triggers that keep the log append-only: whoever may write to its tables ' +
  'can change events.';

/** Answered from memory: it must answer when the journal cannot. */
export function healthOf({ capture, appendOnly, onFailure }: HealthFacts): HealthResponse {
  const { sameTransaction, missing } = capture.guarantees;
  const isAppendOnly = appendOnly.inForce();
  return {
    startedAt: new Date(Date.now() - process.uptime() * 1_000).toISOString(),
    lostEvents: capture.losses.count(),
    guarantees: { sameTransaction, appendOnly: isAppendOnly, onFailure },
    missing: [...missing, ...(isAppendOnly ? [] : [NOT_APPEND_ONLY])],
  };
}
