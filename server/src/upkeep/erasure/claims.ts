import { ERASED } from '../../contracts';
import type { EventRow } from '../../journal';
import type { Account } from './person';

interface NamedAccount {
  type?: unknown;
  id?: unknown;
  email?: unknown;
  name?: unknown;
  count?: unknown;
}

interface Naming {
  claimed?: { actor?: NamedAccount };
  folded?: { accounts?: NamedAccount[] };
}

/**
 * What a payload says of the person besides texts. An event recorded by code may claim that they did
 * it: the claim stays, without a name. A row that stands for the failures of many keeps how many were
 * theirs, but neither e-mail nor address.
 *
 * @param payload after the texts were taken out of it
 * @param before as it is stored
 */
export function withoutClaimsOf(
  { payload, before }: Pick<EventRow, 'payload'> & { before: string | null },
  accounts: readonly Account[],
  emails: readonly string[]
): Partial<Pick<EventRow, 'payload'>> {
  if (!payload?.includes('"claimed"') && !payload?.includes('"folded"')) return {};
  const read = JSON.parse(payload) as Naming | null;
  const stored = JSON.parse(before ?? 'null') as Naming | null;
  const isPersons = ({ type, id, email }: NamedAccount): boolean =>
    accounts.some((account) => type === account.type && id === account.id) ||
    (typeof email === 'string' &&
      emails.includes(email.toLowerCase()) &&
      // An account of the other type may have the same e-mail.
      (type === undefined || accounts.length === 0 || accounts.some((one) => one.type === type)));

  const left: Naming = { ...read };
  const actor = read?.claimed?.actor;
  if (actor && isPersons(actor)) {
    const { type, id } = actor;
    left.claimed = { ...read.claimed, actor: { type, id, name: ERASED } };
  }
  const folded = listOf(read?.folded?.accounts);
  const known = listOf(stored?.folded?.accounts);
  if (folded.some((_, at) => isPersons(known[at] ?? {}))) {
    const without = folded.map((account, at) =>
      isPersons(known[at] ?? {}) ? withoutPerson(account) : account
    );
    left.folded = { ...read?.folded, accounts: without };
  }
  const text = JSON.stringify(left);
  return text === JSON.stringify(read) ? {} : { payload: text };
}

const listOf = (value: unknown): NamedAccount[] =>
  Array.isArray(value) ? (value as NamedAccount[]) : [];

const withoutPerson = ({ type, id, count }: NamedAccount): NamedAccount => ({
  ...(type !== undefined && { type }),
  ...(id !== undefined && { id }),
  count,
});
