import { event } from './event';

/** The plugin's content types, keyed by singular name as Strapi expects. */
export const contentTypes = { event };
