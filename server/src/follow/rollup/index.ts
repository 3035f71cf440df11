/** How many events there were in each hour, counted behind the journal; the README says how. */
export { forgetHours, HOUR_MS, hourFrom, hourOf, ROLLED_COLUMNS } from './hours';
export { readPlace, type RollupPlace } from './place';
export { startRollup } from './start';
