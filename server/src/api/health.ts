import type { HealthResponse } from '../contracts';
import type { AppendOnly } from '../journal';
import type { RunningRecording } from '../strapi/start-recording';
import type { ContractService } from './services/contract';
import type { SourcesService } from './services/sources';
import { describeUnknown } from './services/unknown-name';

interface HealthDependencies {
  recording: Pick<RunningRecording, 'guarantees' | 'losses'>;
  appendOnly: Pick<AppendOnly, 'inForce'>;
  config: Pick<HealthResponse['guarantees'], 'onFailure'>;
  contract: Pick<ContractService, 'facts' | 'broken'>;
  sources: Pick<SourcesService, 'unknownNames'>;
  /** Problems that the watch over the log found since the process began. */
  watch: { problems(): readonly string[] };
  /** Why searches fail at present. */
  index: { problems(): readonly string[] };
}

const NOT_APPEND_ONLY =
  'The database has no triggers that keep the log append-only: whoever may write to its tables ' +
  'can change events.';

/** Answered from memory: it must answer when the journal cannot. */
export const createHealth = (deps: HealthDependencies) => (): HealthResponse => {
  const { sameTransaction, missing } = deps.recording.guarantees;
  const isInForce = deps.appendOnly.inForce();
  const problems = deps.watch.problems();
  return {
    startedAt: new Date(Date.now() - process.uptime() * 1_000).toISOString(),
    lostEvents: deps.recording.losses.count(),
    guarantees: {
      sameTransaction,
      onFailure: deps.config.onFailure,
      // Recreated triggers do not undo what happened without them.
      appendOnly: isInForce && problems.length === 0,
    },
    missing: [
      ...missing,
      ...deps.contract.broken(),
      ...deps.sources.unknownNames().map(describeUnknown),
      ...(isInForce ? [] : [NOT_APPEND_ONLY]),
      ...problems,
      ...deps.index.problems(),
    ],
    contract: deps.contract.facts(),
  };
};
