import type {
  EntryPlaceResponse,
  EventDetailsResponse,
  EventListResponse,
  NeighboursResponse,
} from '../../../server/src/contracts';
import { useRequest } from './useRequest';

const pathOf = (id: string) => `/audit-trail/events/${encodeURIComponent(id)}`;

/** One page of events. `search` is the query string the server understands; null asks for none. */
export const useEvents = (search: string | null) =>
  useRequest<EventListResponse>(search === null ? null : `/audit-trail/events?${search}`);

/** How many events match `filters`, a query string of filters only, however many; null asks for none. */
export const useExactTotalOf = (filters: string | null) =>
  useEvents(filters === null ? null : `${filters}${filters && '&'}pageSize=1&exactTotal=true`);

/** One event with its changes and bodies; null asks for none. */
export const useEventDetails = (id: string | null) =>
  useRequest<EventDetailsResponse>(id === null ? null : pathOf(id));

/** The events beside one among those that match `filters`, a query string of filters only. */
export const useNeighbours = (id: string, filters: string) =>
  useRequest<NeighboursResponse>(`${pathOf(id)}/neighbours?${filters}`);

/** Where the Content Manager shows the entry of an event; null asks for none. */
export const useEntryPlace = (id: string | null) =>
  useRequest<EntryPlaceResponse>(id === null ? null : `${pathOf(id)}/entry`);
