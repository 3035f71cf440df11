import type { FilterField } from '../../../server/src/contracts';

type Value = string | readonly string[] | Date;
type Operator = '$eq' | '$in' | '$gte' | '$lte';

/** One condition in the words of `GET /audit-trail/events`. */
export type ApiCondition = [field: FilterField, operator: Operator, value: Value];

const LIST_ONLY = ['page', 'pageSize', 'sort'];

/** The query string of a list that the page makes for itself, newest first. */
export function eventQuery(conditions: readonly ApiCondition[], pageSize: number): string {
  const search = new URLSearchParams({ pageSize: String(pageSize) });
  conditions.forEach(([field, operator, value], index) => {
    const name = `filters[$and][${index}]${field.replace(/[^.]+/g, '[$&]').replaceAll('.', '')}[${operator}]`;
    if (value instanceof Date) search.append(name, value.toISOString());
    else if (typeof value === 'string') search.append(name, value);
    else value.forEach((one, place) => search.append(`${name}[${place}]`, one));
  });
  return search.toString();
}

/** Of a list's query string, what says which events match. */
export function filtersOf(search: string): string {
  const filters = new URLSearchParams(search);
  LIST_ONLY.forEach((name) => filters.delete(name));
  return filters.toString();
}
