import type { HealthResponse } from '../contracts';
import type { Losses } from '../recorder/losses';
import type { FileContents } from './file-contents';
import type { TransferState } from './journal-guard/transfer-state';
import type { Recording } from './recording';
import type { RequestTap, RequestTapDependencies } from './requests';
import type { SchemaDeployments } from './schema-deployments';
import type { WriteGuarantees } from './tap-writes';

/** What `bootstrap()` made, for the taps that `register()` had to install before it. */
export interface Runtime {
  recording: Recording;
  requestTap: RequestTapDependencies;
  losses: Losses;
  guarantees: WriteGuarantees;
  /** Records what this boot found changed; call it once, when everything else is in place. */
  recordBoot(): Promise<void>;
  /** Writes what is still waiting: folded failures, request rows. */
  flush(): Promise<void>;
  /** The same for good. */
  stop(): Promise<void>;
}

/** The same with what the journal adds once it is open. */
export interface RunningPlugin extends Runtime {
  health(): HealthResponse;
}

/** What `register()` tapped and `bootstrap()` goes on with. */
export interface Taps {
  journal: TransferState;
  requests: RequestTap;
  deployments: SchemaDeployments;
  files: FileContents;
}
