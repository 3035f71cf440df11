import { ACTOR_TYPES, type ActorType } from '../vocabulary';

/** One account, as `actor:` names it exactly. */
export interface Account {
  type: ActorType;
  id: string;
}

/** `admin-user:7` is one account; anything else is the beginning of a name or an e-mail: null. */
export function parseAccount(value: string): Account | null {
  const colon = value.indexOf(':');
  const type = value.slice(0, Math.max(colon, 0));
  const id = value.slice(colon + 1);
  const isType = (word: string): word is ActorType =>
    (ACTOR_TYPES as readonly string[]).includes(word);
  return colon > 0 && isType(type) && id ? { type, id } : null;
}

export const printAccount = ({ type, id }: Account): string => `${type}:${id}`;
