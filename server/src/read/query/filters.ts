import {
  bothOf,
  closedValuesOf,
  FILTER_FIELDS,
  NO_FILTER,
  type ClauseKey,
  type Filter,
  type FilterField,
  type FilterWord,
} from '../../contracts';
import { invalidParameter } from '../../errors';
import { parseInstant } from './instant';

const OPERATORS = ['$eq', '$in', '$gte', '$lte', '$startsWith'] as const;
type Operator = (typeof OPERATORS)[number];

/** The filter-model key behind each column of the API. */
const KEYS = {
  action: 'action',
  'actor.type': 'actor-type',
  'actor.id': 'actor-id',
  'actor.email': 'email',
  'resource.type': 'type',
  'resource.id': 'id',
  'resource.documentId': 'document',
  'resource.locale': 'locale',
  'resource.status': 'status',
  'resource.name': 'name',
  outcome: 'outcome',
  origin: 'origin',
  'request.ip': 'address',
  'request.id': 'request',
  occurredAt: 'instant',
  operationId: 'operation',
} as const satisfies Record<FilterField, ClauseKey>;

/** More than any screen offers, and few enough for one statement on every database. */
const MAX_VALUES = 100;
const MAX_LENGTH = 255;
const MAX_DEPTH = 5;

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
    : // The order of texts depends on each database's collation, so results would differ.
      ['$eq', '$in', '$startsWith'];
}

function parseTime(raw: string, name: string): number {
  const instant = parseInstant(raw);
  if (instant !== null) return instant;
  return fail(
    name,
    'must be a date such as 2025-01-31, a time with its zone such as ' +
      '2025-01-31T09:00:00.000Z, or epoch milliseconds.'
  );
}

function parseText(raw: unknown, name: string): string {
  if (typeof raw !== 'string') return fail(name, 'needs one value, as text.');
  if (raw.length > MAX_LENGTH) fail(name, `is longer than ${MAX_LENGTH} characters.`);
  return raw;
}

function parseValue(key: ClauseKey, operator: Operator, given: unknown, name: string): string {
  const raw = parseText(given, name);
  if (raw === '' || raw.includes('\0')) fail(name, 'needs a value.');
  const list = closedValuesOf(key as FilterWord);
  if (list && operator !== '$startsWith' && !list.includes(raw)) {
    fail(name, `does not know "${raw}"; use one of ${list.join(', ')}.`);
  }
  return raw;
}

/**
 * qs turns a list into an array up to its limit, and into an object with numeric keys beyond it.
 */
const listOf = (raw: unknown): unknown[] => (isNode(raw) ? Object.values(raw) : [raw]);

function parseComparison(field: FilterField, operator: string, raw: unknown, name: string): Filter {
  const allowed = allowedOperators(field);
  if (!isOperator(operator) || !allowed.includes(operator)) {
    return fail(name, `is not an operator of ${field}; use one of ${allowed.join(', ')}.`);
  }
  const given = operator === '$in' ? listOf(raw) : [raw];
  if (given.length > MAX_VALUES) fail(name, `has more than ${MAX_VALUES} values.`);
  const key = KEYS[field];
  if (key === 'instant') {
    const instants = given.map((one) => parseTime(parseText(one, name), name));
    if (operator === '$gte') return { ...NO_FILTER, after: instants };
    // The filter's end is exclusive; one millisecond is the smallest step.
    if (operator === '$lte') return { ...NO_FILTER, before: instants.map((one) => one + 1) };
    return { ...NO_FILTER, clauses: [{ key, values: instants.map(String), negated: false }] };
  }
  const clause = {
    key,
    values: given.map((one) => parseValue(key, operator, one, name)),
    negated: false,
    ...(operator === '$startsWith' && ({ isBeginning: true } as const)),
  };
  return { ...NO_FILTER, clauses: [clause] };
}

const all = (filters: Filter[]): Filter => filters.reduce(bothOf, NO_FILTER);

function parseField(field: FilterField, raw: unknown, name: string): Filter {
  if (!isNode(raw) || Array.isArray(raw)) return parseComparison(field, '$eq', raw, name);
  return all(
    Object.entries(raw).map(([key, value]) => parseComparison(field, key, value, `${name}[${key}]`))
  );
}

function parseAnd(raw: unknown, name: string, depth: number): Filter {
  if (!isNode(raw)) return fail(name, 'must be a list of filters.');
  if (depth >= MAX_DEPTH) return fail(name, `is nested more than ${MAX_DEPTH} deep.`);
  return all(
    Object.entries(raw).map(([index, node]) => parseNode(node, '', `${name}[${index}]`, depth + 1))
  );
}

function parseNode(raw: unknown, group: string, name: string, depth: number): Filter {
  if (!isNode(raw) || Array.isArray(raw)) {
    return fail(name, `must name a field; use one of ${fieldNames}.`);
  }
  const parts = Object.entries(raw).map(([key, value]) => {
    const path = group ? `${group}.${key}` : key;
    const inner = `${name}[${key}]`;
    if (key === '$and' && !group) return parseAnd(value, inner, depth);
    if (key.includes('.') && isField(key)) return fail(inner, `is written ${bracketed(key)}.`);
    if (isField(path)) return parseField(path, value, inner);
    if (isGroup(path)) return parseNode(value, path, inner, depth);
    return fail(inner, `is not a field to filter by; use one of ${fieldNames}.`);
  });
  return all(parts);
}

/**
 * Parses Strapi's `filters[...]`, as qs read them, into the filter that search texts and chips
 * become. A plain value means `$eq`; all conditions are combined with "and".
 *
 * @throws AuditTrailError that names the parameter.
 */
export function parseFilters(filters: unknown): Filter {
  return filters === undefined ? NO_FILTER : parseNode(filters, '', 'filters', 0);
}
