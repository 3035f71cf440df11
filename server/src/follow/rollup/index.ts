/** A follower that counts the journal's events per hour; see the README. */
export { forgetHours, HOUR_MS, hourFrom, hourOf, ROLLED_COLUMNS } from './hours';
export { readRollupState, type RollupState } from './state';
export { startRollup } from './start';
