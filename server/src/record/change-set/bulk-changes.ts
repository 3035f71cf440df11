import { humanize } from '../../diff';
import type { BulkChange, GetModel, RawChange, Row } from '../../event';
import { HIDDEN, hiddenCondition, placeholder } from '../../redact';

export interface BulkDependencies {
  getModel: GetModel;
  isSecret(uid: string, attribute: string): boolean;
  /** Strapi's query builder names what it writes by column: `internal_note` for `internalNote`. */
  attributeOf(uid: string, column: string): string;
}

/** One statement on too many rows for an event each, as Strapi's query builder received it. */
export interface BulkStatement {
  uid: string;
  verb: BulkChange['verb'];
  conditions: readonly Row[];
  /** What an update writes into every row. */
  data?: Row;
}

export type DescribeBulk = (statement: BulkStatement, count: number) => BulkChange;

/** As deep as a payload is kept; guards against a condition that contains itself. */
const MAX_DEPTH = 24;
const BOOKKEEPING = new Set(['updatedAt', 'updated_at', 'updated_by_id']);

export function createDescribeBulk(deps: BulkDependencies): DescribeBulk {
  const clean = createCleaner(deps);

  const setsOf = (uid: string, data: Row): RawChange[] =>
    Object.entries(data)
      .filter(([column]) => !BOOKKEEPING.has(column))
      .map(([column, after]) => [deps.attributeOf(uid, column), after] as const)
      .map(([path, after]) => ({
        path,
        label: humanize(path),
        kind: 'value',
        ...(deps.isSecret(uid, path) ? { secret: true } : { after }),
      }));

  return ({ uid, verb, conditions, data }, count) => {
    const filters = conditions.map((condition) => clean(uid, condition, 0));
    return {
      uid,
      verb,
      count,
      filter: filters.length > 1 ? { $and: filters } : (filters[0] ?? null),
      changes: data ? setsOf(uid, data) : [],
    };
  };
}

/**
 * Values that a condition compares hidden attributes with are left out: `{ email: { $eq: … } }`
 * would reveal what the private field itself must not. Its operators stay.
 */
function createCleaner({ getModel, isSecret, attributeOf }: BulkDependencies) {
  const clean = (uid: string, value: unknown, depth: number): unknown => {
    if (depth > MAX_DEPTH) return HIDDEN;
    if (Array.isArray(value)) return value.map((one) => clean(uid, one, depth + 1));
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    // A knex query in place of a value.
    if ('toSQL' in value) return placeholder('query');
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, cleanKey(uid, key, inner, depth)])
    );
  };

  const cleanKey = (uid: string, key: string, value: unknown, depth: number): unknown => {
    if (key.startsWith('$')) return clean(uid, value, depth + 1);
    const name = attributeOf(uid, key);
    if (isSecret(uid, name)) return hiddenCondition(value);
    const attribute = getModel(uid)?.attributes[name];
    return clean(attribute?.target ?? attribute?.component ?? uid, value, depth + 1);
  };
  return clean;
}
