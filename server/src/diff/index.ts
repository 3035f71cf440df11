/** What differs between two images of a row, as changes that people can read. */
export { diffImages, type DiffInput } from './diff-images';
export { humanize } from './labels';
