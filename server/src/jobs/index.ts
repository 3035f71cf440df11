/** Background jobs of the application: on its cron, one instance at a time. */
export { createExclusiveRun, type Confirm, type MayGoOn, type NotRun } from './exclusive-run';
export { instanceId } from './instance';
export { LeaseLost } from './lease';
export { createServerJob, type ServerJobDependencies } from './server-job';
