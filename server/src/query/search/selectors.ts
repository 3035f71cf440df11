import { addressKey, type FilterField } from '../../contracts';
import { EVENT_TABLE } from '../../plugin-id';
import { dialectOf, named, type QueryDatabase, type Statement } from '../database';
import type { Condition } from '../filters';
import { whereAll } from '../predicate';
import { createConditions } from './conditions';
import { isPositiveTerms, type SearchPlan, type SearchTest } from './plan';
import { createTagRows, whereTime } from './tag-rows';

/** A part of a question that an index of the journal finds by itself. */
export interface Selector {
  /** The index; undefined where several find it together. */
  index?: string;
  /** Whether it is one value of the index, whose rows stand there in the order of time. */
  isOneValue: boolean;
  /** New statements that together have a row for each event that it finds. */
  rows(): Statement[];
}

const COLUMNS: Record<string, string> = {
  action: 'action',
  actor_type: 'actor_type',
  origin: 'origin',
  outcome: 'outcome',
  resource_document_id: 'resource_document',
  resource_id: 'resource_id',
  resource_locale: 'locale',
  resource_type: 'resource_type',
};

const FIELDS: Partial<Record<FilterField, string>> = {
  action: 'action',
  'actor.type': 'actor_type',
  'actor.email': 'actor_email',
  origin: 'origin',
  outcome: 'outcome',
  'resource.documentId': 'resource_document',
  'resource.id': 'resource_id',
  'resource.locale': 'locale',
  'resource.type': 'resource_type',
  operationId: 'operation',
  'request.id': 'operation',
};

/** An index, and how many of its values are wanted. */
type Found = readonly [index: string | undefined, values: number] | null;

function indexOfTest(test: SearchTest): Found {
  switch (test.kind) {
    case 'column':
      return [COLUMNS[test.column], test.values.length];
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

function indexOfCondition({ field, operator, values }: Condition): Found {
  if (operator !== '$eq' && operator !== '$in') return null;
  if (field === 'request.ip') {
    const areKeys = values.every((value) => addressKey(String(value)) !== null);
    return areKeys ? ['ip_key', values.length] : null;
  }
  const index = FIELDS[field];
  return index === undefined ? null : [index, values.length];
}

const selector = ([name, values]: NonNullable<Found>, rows: () => Statement[]): Selector => ({
  ...(name !== undefined && { index: `${EVENT_TABLE}_${name}` }),
  isOneValue: values === 1,
  rows,
});

/** Finds the parts of a question by which an index finds events; terms are none of them. */
export function createSelectors(db: QueryDatabase) {
  const { whereTest, idsOf } = createConditions(db, createTagRows(db));
  const order = { occurredAt: 'event.occurred_at', id: 'event.id' };
  const events = (): Statement => db.connection.from(named(db, EVENT_TABLE, 'event'));

  return (plan: SearchPlan, conditions: readonly Condition[]): Selector[] => {
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
      ...conditions.flatMap((condition) => {
        const found = indexOfCondition(condition);
        const rows = () => [whereAll(inTime(events()), [condition], dialectOf(db))];
        return found ? [selector(found, rows)] : [];
      }),
    ];
  };
}
