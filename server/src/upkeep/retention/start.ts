import type { Core } from '@strapi/strapi';
import { instanceId } from '../../jobs';
import { createState } from '../../journal';
import { rememberPurge } from './last-purge';
import { createRetention, type Retention, type RetentionDependencies } from './retention';
import { createRetentionSchedule } from './schedule';

interface StartDependencies extends Pick<
  RetentionDependencies,
  'config' | 'record' | 'allowPurge' | 'reads' | 'load' | 'archive'
> {
  strapi: Core.Strapi;
}

/**
 * Runs the purge on the configured schedule. Call it in `bootstrap()`, and `stop` in `destroy()`.
 */
export function startRetention({ strapi, ...dependencies }: StartDependencies) {
  const made = createRetention({ ...dependencies, db: strapi.db, instanceId });
  const remembering = (purge: Retention['purge']) => async () => {
    const verdict = await purge();
    await rememberPurge(createState(strapi.db), verdict, new Date());
    return verdict;
  };
  const retention: Retention = {
    ...made,
    purge: remembering(made.purge),
    resume: remembering(made.resume),
  };
  const schedule = createRetentionSchedule({
    strapi,
    retention,
    expression: dependencies.config.retention.schedule,
  });
  schedule.start();
  return { ...retention, stop: schedule.stop };
}
