import { COUNT_CAP, type EventDetails, type EventListResponse } from '../../contracts';
import { unknownEvent } from '../../errors';
import type { StoredRequest } from '../../journal/request-row';
import { BODY_COLUMNS, SUMMARY_COLUMNS, type StoredEvent } from '../../journal/row';
import { EVENT_TABLE, REQUEST_TABLE } from '../../plugin-id';
import { startBudget } from './budget';
import { toEventDetails, type LabelOf } from './event-details';
import { createPrepareQuery, type MatchingDependencies, type PreparedQuery } from './matching';
import { readCursor } from './news';
import { readPage, type Total } from './page';
import { parseEventId, parseEventQuery, type EventQuery } from './parameters';
import { createReader, type Reader } from './read';
import { createSummariesOf } from './summaries';

export interface EventQueryDependencies extends MatchingDependencies {
  /** The label that other code gave its own action. */
  labelOf: LabelOf;
}

export function createEventQueries({ db, labelOf, now, rowsAtOnce }: EventQueryDependencies) {
  const prepareQuery = createPrepareQuery({ db, now, rowsAtOnce });
  const summariesOf = createSummariesOf({ db, labelOf });

  async function count(reader: Reader, query: EventQuery, prepared: PreparedQuery): Promise<Total> {
    const cap = query.exactTotal ? null : COUNT_CAP;
    const { count: total, isExact } = await reader.count(prepared, cap);
    return { total, totalIsExact: isExact };
  }

  async function readRequest(id: string | null): Promise<StoredRequest | undefined> {
    return id === null
      ? undefined
      : db.getConnection(REQUEST_TABLE).where({ request_id: id }).first();
  }

  return {
    /**
     * One page of events without changes and payload, newest first unless `sort` says otherwise.
     *
     * @param parameters the query string as Strapi parsed it
     * @throws AuditTrailError that names the parameter
     */
    async findEvents(parameters: Record<string, unknown>): Promise<EventListResponse> {
      const query = parseEventQuery(parameters);
      const budget = startBudget(db);
      const reader = createReader({ db, budget, rowsAtOnce });
      const prepared = await prepareQuery(query, budget);
      // Read before the rows: events written in between are reported twice rather than never.
      const cursor = String(await readCursor(db));
      const counted = await count(reader, query, prepared);
      const { rows, ...position } = await readPage(reader, query, prepared, counted);
      const results = await summariesOf(rows);
      const { pageSize } = query;
      const pageCount = Math.ceil(Math.min(counted.total, COUNT_CAP) / pageSize);
      return { results, pagination: { ...position, pageSize, pageCount, ...counted }, cursor };
    },

    /**
     * One event with everything stored about it and its request.
     *
     * @throws AuditTrailError `parameter-invalid` if the id is no UUID, `event-unknown` if no event
     * has it
     */
    async findEvent(givenId: unknown): Promise<EventDetails> {
      const id = parseEventId(givenId);
      const row: StoredEvent | undefined = await db
        .getConnection(EVENT_TABLE)
        .select(...SUMMARY_COLUMNS, ...BODY_COLUMNS)
        .where({ document_id: id })
        .first();
      if (!row) throw unknownEvent(id);
      return toEventDetails(row, await readRequest(row.request_id), labelOf);
    },
  };
}
