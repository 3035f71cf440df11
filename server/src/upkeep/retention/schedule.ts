import type { Core } from '@strapi/strapi';
import { createServerJob, type ServerJobDependencies } from '../../jobs';
import { PLUGIN_ID } from '../../plugin-id';
import type { PurgeVerdict, Retention } from './retention';

interface ScheduleDependencies {
  strapi: Pick<Core.Strapi, 'log'> & ServerJobDependencies['strapi'];
  retention: Pick<Retention, 'purge' | 'resume' | 'stop'>;
  /** Cron expression, in the server's time zone. */
  expression: string;
}

/** How soon another instance looks for a run whose own instance died. */
const EVERY_FIFTEEN_SECONDS = '*/15 * * * * *';

const outcomeOf = (verdict: PurgeVerdict): string => {
  if (!verdict.ran) return `did nothing: ${verdict.reason}`;
  const { dryRun, removed, requestsRemoved, end } = verdict;
  const did = dryRun ? 'would remove' : 'removed';
  const until = end === 'complete' ? '' : `, then stopped: ${end}`;
  return `${did} ${removed} events and ${requestsRemoved} request rows${until}`;
};

/** Runs the purge on the application's cron, in the server only. */
export function createRetentionSchedule({ strapi, retention, expression }: ScheduleDependencies) {
  const run = (purge: () => Promise<PurgeVerdict>, isQuiet: boolean) => async () => {
    try {
      const verdict = await purge();
      if (!verdict.ran && isQuiet) return;
      const isLoud = verdict.ran && verdict.dryRun;
      strapi.log[isLoud ? 'info' : 'debug'](`[${PLUGIN_ID}] retention: ${outcomeOf(verdict)}`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      strapi.log.error(`[${PLUGIN_ID}] retention: the purge failed: ${reason}`);
    }
  };
  const jobs = [
    createServerJob({
      ...{ strapi, name: `${PLUGIN_ID}:retention`, expression },
      task: run(retention.purge, false),
    }),
    createServerJob({
      ...{ strapi, name: `${PLUGIN_ID}:retention-watch`, expression: EVERY_FIFTEEN_SECONDS },
      task: run(retention.resume, true),
    }),
  ];

  return {
    start(): void {
      for (const job of jobs) job.start();
    },
    /** Removes the jobs and waits for a running purge to end its batch. */
    async stop(): Promise<void> {
      for (const job of jobs) job.stop();
      await retention.stop();
    },
  };
}
