import { hostname } from 'node:os';
import {
  compareOptions,
  flatten,
  keepErased,
  type AuditTrailConfig,
  type FlatConfig,
} from '../../config';
import { ERASED, type HealthResponse } from '../../contracts';
import type { Capture } from '../../event';
import { STORED_OPTIONS, type State } from '../../journal';
import { settingsUpdated, started, stopped } from '../../sources';
import { describeUnknown, type UnknownName } from './unknown-name';
import { describeUnmatched, type UnmatchedOption } from './unmatched-options';

interface OwnEventsDependencies {
  config: Readonly<AuditTrailConfig>;
  state: State;
  health(): HealthResponse;
  /** Values of options that match nothing in the application. */
  unmatched(): UnmatchedOption[];
  /** Names in sources that this Strapi does not have. */
  unknown(): UnknownName[];
  warn(message: string): void;
  record(capture: Capture): Promise<void>;
}

/** What the log records about itself. */
export function createOwnEvents(deps: OwnEventsDependencies) {
  const { config, state, health, record } = deps;
  const instance = `${hostname()}:${process.pid}`;

  return {
    /** Records the start, and the differences from the configuration of the last one. */
    async begin(): Promise<void> {
      for (const option of deps.unmatched())
        deps.warn(`[audit-trail] ${describeUnmatched(option)}`);
      for (const name of deps.unknown()) deps.warn(`[audit-trail] ${describeUnknown(name)}`);
      const { guarantees, missing } = health();
      const { days, actions, maxEvents, maxSize } = config.retention;
      const retention = { days, actions, maxEvents, maxSize };
      await record(started({ instance, guarantees, missing, retention }));
      const before = (await state.read(STORED_OPTIONS)) as FlatConfig | null;
      const now = keepErased(before, flatten(config), ERASED) as FlatConfig;
      const update = before && settingsUpdated(compareOptions(before, now));
      if (update) await record(update);
      // Last: after a crash in between, a difference is recorded twice rather than never.
      await state.write(STORED_OPTIONS, now);
    },

    end: (): Promise<void> => record(stopped({ instance, lostEvents: health().lostEvents })),
  };
}
