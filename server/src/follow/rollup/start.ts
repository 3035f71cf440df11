import type { Core } from '@strapi/types';
import { createServerJob, instanceId } from '../../jobs';
import { PLUGIN_ID } from '../../plugin-id';
import { createRollup } from './rollup';

/** The reader counts what is not counted yet, so there is no hurry. */
const EVERY_MINUTE = '* * * * *';

/** Starts the follower that counts hours. Call it in `bootstrap()`, and `stop` in `destroy()`. */
export function startRollup({ strapi }: { strapi: Core.Strapi }) {
  const rollup = createRollup({ db: strapi.db, instanceId });
  const job = createServerJob({
    strapi,
    name: `${PLUGIN_ID}:rollup`,
    expression: EVERY_MINUTE,
    async task() {
      try {
        const verdict = await rollup.count();
        const outcome = verdict.ran ? `counted ${verdict.counted} events` : verdict.reason;
        strapi.log.debug(`[${PLUGIN_ID}] rollup: ${outcome}`);
      } catch (error) {
        // Nothing is lost: the next run continues where this one stopped.
        const reason = error instanceof Error ? error.message : String(error);
        strapi.log.warn(`[${PLUGIN_ID}] rollup: failed, to be tried again: ${reason}`);
      }
    },
  });
  job.start();
  return {
    async stop(): Promise<void> {
      job.stop();
      await rollup.stop();
    },
  };
}
