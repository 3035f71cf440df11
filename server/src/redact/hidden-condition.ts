import type { Json } from '../contracts';
import { HIDDEN } from './markers';

/** What Strapi compares a value with an attribute by, groups included. */
const OPERATORS = new Set(
  (
    'and or not in notIn eq eqi ne nei gt gte lt lte null notNull between startsWith startsWithi ' +
    'endsWith endsWithi contains containsi notContains notContainsi jsonSupersetOf'
  )
    .split(' ')
    .map((name) => `$${name}`)
);
/** No condition on one attribute nests deeper. */
const MAX_DEPTH = 8;

/** A condition on a secret: its operators, without what it compares the secret with. */
export function hiddenCondition(value: unknown, depth = 0): Json {
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return HIDDEN;
  if (Array.isArray(value)) return HIDDEN;
  const entries = Object.entries(value);
  if (entries.length === 0 || !entries.every(([name]) => OPERATORS.has(name))) return HIDDEN;
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, hiddenCondition(inner, depth + 1)])
  );
}
