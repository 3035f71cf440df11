import { eventSchema } from './schema';

/**
 * A copy, because extensions may change what Strapi is given; the check before the sync compares.
 */
export const event = { schema: structuredClone(eventSchema) };
