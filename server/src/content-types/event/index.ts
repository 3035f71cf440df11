import { eventSchema } from './schema';

export const event = { schema: eventSchema };
