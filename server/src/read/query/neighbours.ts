import type { NeighboursResponse } from '../../contracts';
import { unknownEvent } from '../../errors';
import { EVENT_TABLE } from '../../plugin-id';
import { startBudget } from './budget';
import { createPrepareQuery, type MatchingDependencies } from './matching';
import { parseEventId, parseEventQuery } from './parameters';
import type { Cursor } from './cursor';
import { createReader } from './read';

const SIDES = { newer: 'asc', older: 'desc' } as const;

export function createNeighbourQueries({ db, now, rowsAtOnce }: MatchingDependencies) {
  const prepareQuery = createPrepareQuery({ db, now, rowsAtOnce });

  return {
    /**
     * The matching events just before and after one, in the order of the list; the event itself
     * need not match. Seeks, so the depth of the list does not matter.
     *
     * @param parameters the list's query string; only its search and its filters count
     * @throws AuditTrailError that names the parameter, `event-unknown` if no event has the id
     */
    async findNeighbours(
      givenId: unknown,
      parameters: Record<string, unknown>
    ): Promise<NeighboursResponse> {
      const id = parseEventId(givenId);
      const requested = parseEventQuery(parameters);
      const budget = startBudget(db);
      const prepared = await prepareQuery(requested, budget);
      const reader = createReader({ db, budget, rowsAtOnce });
      const cursor: Cursor | undefined = await db
        .getConnection(EVENT_TABLE)
        .where({ document_id: id })
        .first('id', 'occurred_at');
      if (!cursor) throw unknownEvent(id);

      const neighbourOn = async (side: keyof typeof SIDES): Promise<string | null> => {
        const slice = { direction: SIDES[side], behind: cursor, limit: 1 };
        const [row] = await reader.slice<{ document_id: string }>(prepared, slice, (rows) =>
          rows.select('event.document_id')
        );
        return row?.document_id ?? null;
      };
      return { newer: await neighbourOn('newer'), older: await neighbourOn('older') };
    },
  };
}
