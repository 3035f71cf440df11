export type { Archive, ArchivedPart } from './purge/archive-port';
export { readLastPurge } from './last-purge';
export type { PurgePreview } from './preview';
export type { PurgeRun, PurgeVerdict, Retention } from './retention';
export { keepsForEver, maxBytesOf } from './rules';
export { startRetention } from './start';
