import { printAccount, type SearchTerm } from '../../../server/src/contracts/search';
import type { Actor, EventSummary, Resource } from '../../../server/src/contracts';

const term = (key: SearchTerm['key'], value: string): SearchTerm => ({
  key,
  value,
  negated: false,
});

/** Terms that find what the same actor did: the account, else the e-mail, else his kind. */
export function termsOfActor({ type, id, email }: Actor): SearchTerm[] {
  if (id !== null) return [term('actor', printAccount({ type, id }))];
  return [email ? term('actor', email) : term('actor-type', type)];
}

/** Terms that find what was done to the same resource; none where nothing identifies it. */
export function termsOfResource({ type, documentId, id }: Resource): SearchTerm[] {
  const entry = documentId ?? id;
  if (entry === null) return [];
  return [...(type ? [term('type', type)] : []), term('entry', entry)];
}

export const termsOfAction = ({ action }: Pick<EventSummary, 'action'>) => [term('action', action)];
export const termsOfOrigin = ({ origin }: Pick<EventSummary, 'origin'>) => [term('origin', origin)];
export const termsOfType = (type: string) => [term('type', type)];
export const termsOfIp = (ip: string) => [term('ip', ip)];
