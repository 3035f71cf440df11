import type { Core } from '@strapi/strapi';
import type { PurgePreview, PurgeVerdict } from '../../upkeep/retention';
import { runningOf } from '../running';
import { refuseInTransaction } from './own-connection';

/** `service('retention')`: the purge, for callers that do not want to wait for its schedule. */
export const createRetentionService = ({ strapi }: { strapi: Core.Strapi }) => {
  const running = (method: string) => {
    refuseInTransaction(strapi, `service('retention').${method}()`);
    const running = runningOf(strapi);
    if (!running) throw new Error(`[audit-trail] ${method}: the plugin is not running.`);
    return running.retention;
  };

  return {
    /**
     * Counts what a purge would remove now, by the rules in force. Removes and records nothing.
     * @throws if the database does, and inside `strapi.db.transaction()`
     */
    preview: async (): Promise<PurgePreview> => running('preview').preview(),

    /**
     * Purges now, as the schedule would: in one instance at a time, for at most
     * `retention.maxMinutes`, recorded as `audit-log.purge`. With `retention.dryRun` nothing is
     * removed.
     * @returns how many events were removed, or why it did not run: `kept-for-ever`,
     * `already-running`, `another-instance` or `stopped`
     * @throws if the database or the archive does; what was removed until then is gone and
     * recorded. Inside `strapi.db.transaction()`, where nothing is removed.
     */
    purge: async (): Promise<PurgeVerdict> => running('purge').purge(),
  };
};
