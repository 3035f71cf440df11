import type { Core } from '@strapi/types';
import type { Capture, HubPort } from '../../event';

/**
 * Listens to Strapi's event hub. A subscriber that throws would skip those after it and, as the hub
 * is not awaited, end the process: everything here is caught.
 */
export function tapHub(
  strapi: Core.Strapi,
  record: (capture: Capture) => Promise<void>,
  onError: (error: unknown) => void
): HubPort {
  const listeners = new Map<string, ((event: string, payload: unknown) => Capture | null)[]>();

  const subscriber = async (event: string, payload: unknown): Promise<void> => {
    for (const describe of listeners.get(event) ?? []) {
      try {
        const capture = describe(event, payload);
        if (capture) await record(capture);
      } catch (error) {
        onError(error);
      }
    }
  };
  strapi.eventHub.subscribe(subscriber as Parameters<typeof strapi.eventHub.subscribe>[0]);

  return {
    on(events, describe) {
      for (const event of events) {
        listeners.set(event, [...(listeners.get(event) ?? []), describe]);
      }
    },
  };
}
