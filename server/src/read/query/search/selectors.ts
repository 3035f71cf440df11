import { EVENT_TABLE } from '../../../plugin-id';
import { named, type QueryDatabase, type Statement } from '../database';
import { createConditions } from './conditions';
import {
  isPositiveTerms,
  type PlainColumn,
  type SearchPlan,
  type SearchTest,
  type Seek,
} from './plan';
import { createTagRows, whereTime } from './tag-rows';

/** A part of a query that an index of the journal finds by itself. */
export interface Selector {
  /** The index; undefined if several find it together. */
  index?: string;
  /** Whether it is one value of the index, whose rows are in the order of time. */
  isOneValue: boolean;
  /** New statements that together return a row for each event it finds. */
  rows(): Statement[];
}

/** The index that begins with a column; null where none does. */
const INDEXES: Record<PlainColumn | Seek['column'], string | null> = {
  action: 'action',
  actor_email: 'actor_email',
  actor_type: 'actor_type',
  ip_key: 'ip_key',
  operation_id: 'operation',
  origin: 'origin',
  outcome: 'outcome',
  resource_document_id: 'resource_document',
  resource_id: 'resource_id',
  resource_locale: 'locale',
  resource_type: 'resource_type',
  actor_id: null,
  ip: null,
  occurred_at: null,
  request_id: null,
  resource_name: null,
  resource_status: null,
};

/** An index, and how many of its values are wanted. */
type Found = readonly [index: string | undefined, values: number] | null;

function indexOfTest(test: SearchTest): Found {
  switch (test.kind) {
    case 'column': {
      const { column, values } = test.seek ?? test;
      const index = INDEXES[column];
      return index === null ? null : [index, values.length];
    }
    case 'account':
      return ['actor', 1];
    case 'address': {
      const isRange = test.ranges.some(({ from, to }) => from !== to);
      return ['ip_key', isRange ? Infinity : test.ranges.length];
    }
    case 'entry': {
      const { documentIds, ids } = test;
      if (ids.length === 0) return ['resource_document', documentIds.length];
      return documentIds.length === 0 ? ['resource_id', ids.length] : [undefined, Infinity];
    }
    default:
      return null;
  }
}

const selector = ([name, values]: NonNullable<Found>, rows: () => Statement[]): Selector => ({
  ...(name !== undefined && { index: `${EVENT_TABLE}_${name}` }),
  isOneValue: values === 1,
  rows,
});

/** Finds the parts of a query for which an index finds the events; terms are not among them. */
export function createSelectors(db: QueryDatabase) {
  const { whereTest, idsOf } = createConditions(db, createTagRows(db));
  const order = { occurredAt: 'event.occurred_at', id: 'event.id' };
  const events = (): Statement => db.connection.from(named(db, EVENT_TABLE, 'event'));

  return (plan: SearchPlan): Selector[] => {
    const { after, before } = plan;
    const inTime = (rows: Statement): Statement => {
      whereTime(rows, order.occurredAt, plan);
      return rows;
    };
    const time = after === null && before === null ? null : ([`occurred`, Infinity] as const);
    const tests = plan.tests.filter((test) => !test.negated && !isPositiveTerms(test));
    return [
      ...(time ? [selector(time, () => [inTime(events())])] : []),
      ...tests.flatMap((test) => {
        if (test.kind === 'any-actor') {
          return [selector([undefined, Infinity], () => test.anyOf.map((one) => idsOf(one, plan)))];
        }
        const found = indexOfTest(test);
        const rows = (): Statement[] => {
          const statement = inTime(events());
          whereTest({ statement, order }, test, plan);
          return [statement];
        };
        return found ? [selector(found, rows)] : [];
      }),
    ];
  };
}
