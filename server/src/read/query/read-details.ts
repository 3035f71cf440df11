import type { EventDetails } from '../../contracts';
import type { StoredRequest } from '../../journal/request-row';
import { BODY_COLUMNS, SUMMARY_COLUMNS, type StoredEvent } from '../../journal/row';
import { EVENT_TABLE, REQUEST_TABLE } from '../../plugin-id';
import { toEventDetails } from './event-details';
import type { Budget } from './budget';
import type { EventQueryDependencies } from './events';
import type { Cursor } from './cursor';

/** Reads everything stored about some events, in their order, and yields to others in between. */
export function createReadDetails({ db, labelOf }: Pick<EventQueryDependencies, 'db' | 'labelOf'>) {
  return async (budget: Budget, events: readonly Pick<Cursor, 'id'>[]): Promise<EventDetails[]> => {
    const rows: (StoredEvent & Pick<Cursor, 'id'>)[] = await budget.run(
      db
        .getConnection(EVENT_TABLE)
        .select('id', ...SUMMARY_COLUMNS, ...BODY_COLUMNS)
        .whereIn(
          'id',
          events.map(({ id }) => id)
        )
    );
    const ids = new Set(rows.flatMap(({ request_id: id }) => (id === null ? [] : [id])));
    const requests: StoredRequest[] = await budget.run(
      db.getConnection(REQUEST_TABLE).whereIn('request_id', [...ids])
    );
    const rowOf = new Map(rows.map((row) => [String(row.id), row]));
    const requestOf = new Map(requests.map((request) => [request.request_id, request]));
    return events.flatMap(({ id }) => {
      const row = rowOf.get(String(id));
      // The purge may have deleted it in between.
      return row ? [toEventDetails(row, requestOf.get(row.request_id ?? ''), labelOf)] : [];
    });
  };
}
