import { HIDDEN_NAME } from './kept-names';
import { FACT_KEYS } from './row-keys';

/** Parameters of Strapi's that may be sent without a value. */
const MAY_BE_EMPTY = new Set([
  ...['populate', 'fields', 'sort', 'filters', 'pagination', 'page', 'pageSize', 'start', 'limit'],
  ...['locale', '_q', '_sort', '_start', '_limit', ...FACT_KEYS.keys()],
]);
const MAX_LENGTH = 16_384;
/** Without a value; Base64 ends with `=`, too. */
const NO_VALUE = /^=*$/;

/**
 * Splits a raw query string, so names can decide. A parameter without a value is a value itself:
 * `?glpat-…` has no name.
 */
export function readQuery(query: unknown): unknown {
  if (typeof query !== 'string') return query ?? null;
  const parameters = [...new URLSearchParams(query.slice(0, MAX_LENGTH)).entries()];
  if (parameters.length === 0) return null;
  return new Map(
    parameters.map(([name, value]) =>
      NO_VALUE.test(value) && !MAY_BE_EMPTY.has(name) ? [HIDDEN_NAME, ''] : [name, value]
    )
  );
}
