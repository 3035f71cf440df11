/** The shapes an event takes on its way from a signal to the journal. */
export * from './schema';
export * from './types';
export * from './signals';
export { displayNameOf } from './display-name';
