import type { EventSummary } from '../../contracts';
import { toEventSummary, type StoredSummary } from '../../journal/row';
import { REQUEST_TABLE } from '../../plugin-id';
import type { QueryDatabase } from './database';
import type { LabelOf } from './event-details';

interface SummaryDependencies {
  db: QueryDatabase;
  labelOf: LabelOf;
}

/** Turns rows of the journal into what a list shows of them. */
export function createSummariesOf({ db, labelOf }: SummaryDependencies) {
  /** Events are written before their response exists; the request's row has the final status. */
  async function readStatuses(rows: readonly StoredSummary[]): Promise<Map<string, number>> {
    const ids = new Set(
      rows.flatMap((row) => (row.status === null && row.request_id ? [row.request_id] : []))
    );
    if (ids.size === 0) return new Map();
    const requests: { request_id: string; status: number | null }[] = await db
      .getConnection(REQUEST_TABLE)
      .select('request_id', 'status')
      .whereIn('request_id', [...ids])
      .whereNotNull('status');
    return new Map(requests.map((row) => [row.request_id, Number(row.status)]));
  }

  return async (rows: readonly StoredSummary[]): Promise<EventSummary[]> => {
    const statuses = await readStatuses(rows);
    return rows.map((row) => {
      const status = row.status ?? statuses.get(row.request_id ?? '') ?? null;
      return { ...toEventSummary({ ...row, status }), actionLabel: labelOf(row.action) };
    });
  };
}
