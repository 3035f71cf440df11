import { ACTOR_TYPES, FILTER_FIELDS, ORIGINS, OUTCOMES, type FilterField } from '../contracts';
import { invalidParameter } from '../errors';
import { parseInstant } from './instant';

export const OPERATORS = ['$eq', '$in', '$gte', '$lte', '$startsWith'] as const;
export type Operator = (typeof OPERATORS)[number];

/** One comparison. All conditions of a query hold together. Instants are epoch milliseconds. */
export interface Condition {
  field: FilterField;
  operator: Operator;
  values: (string | number)[];
}

/** More than any screen offers, few enough for one statement on every database. */
const MAX_VALUES = 100;
const MAX_LENGTH = 255;
const MAX_DEPTH = 5;

const closedLists: Partial<Record<FilterField, readonly string[]>> = {
  'actor.type': ACTOR_TYPES,
  outcome: OUTCOMES,
  origin: ORIGINS,
};

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

const fail = (parameter: string, rest: string): never => {
  throw invalidParameter(parameter, rest);
};

const bracketed = (field: string) =>
  `filters${field.replace(/[^.]+/g, '[$&]').replaceAll('.', '')}`;
const fieldNames = FILTER_FIELDS.join(', ');

const isField = (path: string): path is FilterField =>
  (FILTER_FIELDS as readonly string[]).includes(path);
const isGroup = (path: string) => FILTER_FIELDS.some((field) => field.startsWith(`${path}.`));
const isOperator = (key: string): key is Operator => (OPERATORS as readonly string[]).includes(key);

function allowedOperators(field: FilterField): readonly Operator[] {
  return field === 'occurredAt'
    ? ['$eq', '$in', '$gte', '$lte']
    : // An order of texts depends on each database's collation, so it would answer differently on each.
      ['$eq', '$in', '$startsWith'];
}

function parseValue(field: FilterField, operator: Operator, raw: unknown, name: string) {
  if (typeof raw !== 'string') return fail(name, 'needs one value, as text.');
  if (raw.length > MAX_LENGTH) fail(name, `is longer than ${MAX_LENGTH} characters.`);
  if (field === 'occurredAt') {
    const instant = parseInstant(raw);
    return (
      instant ??
      fail(
        name,
        'must be a date such as 2025-01-31, a time with its zone such as ' +
          '2025-01-31T09:00:00.000Z, or epoch milliseconds.'
      )
    );
  }
  if (raw === '' || raw.includes('\0')) fail(name, 'needs a value.');
  const list = closedLists[field];
  if (list && operator !== '$startsWith' && !list.includes(raw)) {
    fail(name, `does not know "${raw}"; use one of ${list.join(', ')}.`);
  }
  return raw;
}

/** qs makes an array of up to its limit of elements, and an object with numeric keys beyond. */
const listOf = (raw: unknown): unknown[] => (isNode(raw) ? Object.values(raw) : [raw]);

function parseComparison(field: FilterField, key: string, raw: unknown, name: string): Condition {
  const allowed = allowedOperators(field);
  if (!isOperator(key) || !allowed.includes(key)) {
    return fail(name, `is not an operator of ${field}; use one of ${allowed.join(', ')}.`);
  }
  const values = key === '$in' ? listOf(raw) : [raw];
  if (values.length > MAX_VALUES) fail(name, `has more than ${MAX_VALUES} values.`);
  return { field, operator: key, values: values.map((v) => parseValue(field, key, v, name)) };
}

function parseField(field: FilterField, raw: unknown, name: string): Condition[] {
  if (!isNode(raw) || Array.isArray(raw)) return [parseComparison(field, '$eq', raw, name)];
  return Object.entries(raw).map(([key, value]) =>
    parseComparison(field, key, value, `${name}[${key}]`)
  );
}

function parseAnd(raw: unknown, name: string, depth: number): Condition[] {
  if (!isNode(raw)) return fail(name, 'must be a list of filters.');
  if (depth >= MAX_DEPTH) return fail(name, `is nested more than ${MAX_DEPTH} deep.`);
  return Object.entries(raw).flatMap(([index, node]) =>
    parseNode(node, '', `${name}[${index}]`, depth + 1)
  );
}

function parseNode(raw: unknown, group: string, name: string, depth: number): Condition[] {
  if (!isNode(raw) || Array.isArray(raw)) {
    return fail(name, `must name a field; use one of ${fieldNames}.`);
  }
  return Object.entries(raw).flatMap(([key, value]) => {
    const path = group ? `${group}.${key}` : key;
    const inner = `${name}[${key}]`;
    if (key === '$and' && !group) return parseAnd(value, inner, depth);
    if (key.includes('.') && isField(key)) return fail(inner, `is written ${bracketed(key)}.`);
    if (isField(path)) return parseField(path, value, inner);
    if (isGroup(path)) return parseNode(value, path, inner, depth);
    return fail(inner, `is not a field to filter by; use one of ${fieldNames}.`);
  });
}

/**
 * Reads Strapi's `filters[...]` as qs parsed it. A plain value means `$eq`; everything holds together.
 *
 * @throws AuditTrailError that names the parameter.
 */
export function parseFilters(filters: unknown): Condition[] {
  return filters === undefined ? [] : parseNode(filters, '', 'filters', 0);
}
