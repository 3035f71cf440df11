import type { AuditTrailConfig } from '../../config';
import type { EventDetails, ExportFormat } from '../../contracts';
import type { Capture } from '../../event';
import { currentScope, runInScope } from '../../record/scope';
import { exportEnded, exportStarted, opened, type ExportEnd } from '../../sources';

interface OwnUseDependencies {
  config: Pick<AuditTrailConfig, 'record'>;
  record(capture: Capture): Promise<void>;
}

/** What the log records of those who read it. */
export function createOwnUse({ config, record }: OwnUseDependencies) {
  return {
    /**
     * Two events, as for a transfer: a crash in the middle must not hide that data went out, so the
     * first one is stored before the first byte; how much went out only the end can tell.
     *
     * @returns what tells the end
     */
    async exportBegins(
      format: ExportFormat,
      question: object
    ): Promise<(facts: ExportEnd) => Promise<void>> {
      const scope = currentScope();
      await record(exportStarted({ format, ...question }));
      // The end comes out of a socket, where the request is no longer known.
      return (facts) => {
        const tell = () => record(exportEnded(format, facts));
        return scope ? runInScope(scope, tell) : tell();
      };
    },

    /** The details of an event go to somebody; recorded before they do, where that is wanted. */
    async opens(event: Pick<EventDetails, 'id' | 'action'>): Promise<void> {
      if (config.record.reads) await record(opened(event));
    },
  };
}

export type OwnUse = ReturnType<typeof createOwnUse>;
