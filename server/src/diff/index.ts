/** The differences between two snapshots of a row, as changes that people can read. */
export { createDiff, diffSnapshots, type DiffInput } from './diff-snapshots';
export { humanize } from './labels';
