import type { Context } from 'koa';
import { invalidParameter } from '../../errors';

/** Strapi's parser drops what comes after so many. */
const MOST_PARAMETERS = 1_000;

/**
 * Strapi's parser drops names of `Object.prototype`. An answer without a filter would be the whole log.
 */
const isDropped = (name: string, query: Context['query']): boolean =>
  name.split(/[[\]]+/).some((part) => part in Object.prototype) ||
  !Object.hasOwn(query, name.split('[', 1)[0]!);

/**
 * What the query string says, as Strapi reads it.
 *
 * @throws AuditTrailError that names a parameter which Strapi does not read.
 */
export function parametersOf({
  query,
  querystring,
}: Pick<Context, 'query' | 'querystring'>): Context['query'] {
  const names = [...new URLSearchParams(querystring).keys()];
  // Empty parts count as well.
  if (querystring.split('&').length > MOST_PARAMETERS) {
    const last = names.at(-1) ?? 'The query';
    throw invalidParameter(last, 'is left out: a query string holds up to 1,000 parameters.');
  }
  const dropped = names.find((name) => name !== '' && isDropped(name, query));
  if (dropped !== undefined) throw invalidParameter(dropped, 'is not a parameter here.');
  return query;
}

/**
 * For an address that takes no parameters.
 *
 * @throws AuditTrailError that names the first one.
 */
export function assertNoParameters({ querystring }: Pick<Context, 'querystring'>): void {
  const name = [...new URLSearchParams(querystring).keys()].find((one) => one !== '');
  if (name !== undefined) throw invalidParameter(name, 'is not a parameter here; leave it out.');
}
