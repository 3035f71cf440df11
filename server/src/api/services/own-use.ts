import type { AuditTrailConfig } from '../../config';
import type { EventDetails, ExportFormat } from '../../contracts';
import type { Capture } from '../../event';
import { currentScope, runInScope } from '../../record/scope';
import { exportEnded, exportStarted, opened, type ExportEnd } from '../../sources';

interface OwnUseDependencies {
  config: Pick<AuditTrailConfig, 'record'>;
  record(capture: Capture): Promise<void>;
}

/** What the log records about its readers. */
export function createOwnUse({ config, record }: OwnUseDependencies) {
  return {
    /**
     * Two events, as for a transfer: a crash in the middle must not hide that data went out, so the
     * first one is stored before the first byte; only the end shows how much went out.
     *
     * @returns a function that records the end
     */
    async exportBegins(
      format: ExportFormat,
      query: object
    ): Promise<(details: ExportEnd) => Promise<void>> {
      const scope = currentScope();
      await record(exportStarted({ format, ...query }));
      // The end is reported by a socket, where the request is no longer known.
      return (details) => {
        const recordEnd = () => record(exportEnded(format, details));
        return scope ? runInScope(scope, recordEnd) : recordEnd();
      };
    },

    /** Records that the details of an event are read, before they are sent, if configured. */
    async opens(event: Pick<EventDetails, 'id' | 'action'>): Promise<void> {
      if (config.record.reads) await record(opened(event));
    },
  };
}

export type OwnUse = ReturnType<typeof createOwnUse>;
