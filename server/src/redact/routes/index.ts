import { matcherOfAny } from '../../event';
import { CORE_ACTIONS, DESCRIBED, TYPE_OF_HANDLER, TYPED_BY_ROUTE } from './described';
import type { Field } from './fields';

export { createReadField, type Field } from './fields';

/** What is known of the bodies of a route: rows of a type, a description, or nothing. */
export type KnownBody = { type: string } | { field: Field } | null;

const table = <Value>(entries: Readonly<Record<string, Value>>) =>
  Object.entries(entries).map(([pattern, value]) => ({ fits: matcherOfAny([pattern]), value }));

const DESCRIPTIONS = table(DESCRIBED);
const TYPES = table(TYPE_OF_HANDLER);
const isTypedByRoute = matcherOfAny(TYPED_BY_ROUTE);

/**
 * What a route's handler reveals about its bodies.
 *
 * @param type the content type that the route's parameters name, if they do
 */
export function knownBodyOf(handler: string | null, type: string | null): KnownBody {
  if (handler === null) return null;
  const core = CORE_ACTIONS.exec(handler)?.[1];
  if (core) return { type: core };
  if (isTypedByRoute(handler)) return type === null ? null : { type };
  const described = DESCRIPTIONS.find(({ fits }) => fits(handler));
  if (described) return { field: described.value };
  const own = TYPES.find(({ fits }) => fits(handler));
  return own ? { type: own.value } : null;
}
