import { keepIfEmail } from '../../redact';

export const ACCOUNT_TYPES = ['admin-user', 'end-user'] as const;

/** Whose traces to erase: by account, by e-mail, or better by both. */
export interface Person {
  /**
   * With an account, another e-mail of it. Alone it names every account that used it, as long as
   * all of them are administrators or all are end users.
   */
  email?: string;
  type?: (typeof ACCOUNT_TYPES)[number];
  /** The account's numeric id; with `type`. */
  id?: string | number;
  /**
   * Other texts that name the person: the full name, the user name, a telephone number. Replaced as
   * whole words in every text of the log, including content that others wrote.
   */
  texts?: string[];
}

export interface Account {
  type: (typeof ACCOUNT_TYPES)[number];
  id: string;
}

/** What a person's traces are found by. */
export interface Identity {
  /** Of one type. */
  accounts: Account[];
  /** In lower case. An account of another type may have the same one, and keeps it. */
  emails: string[];
  texts: string[];
}

const MIN_TEXT = 3;

/** The content types that accounts are entries of. */
export const ACCOUNT_UIDS: Readonly<Record<Account['type'], string>> = {
  'admin-user': 'admin::user',
  'end-user': 'plugin::users-permissions.user',
};

/** @throws if no person is named, or if accounts of several types may be meant. */
export function identityOf(person: Person): Identity {
  // JavaScript callers pass what a database gave them.
  const { email, type, id, texts = [] } = { ...person };
  if (id !== undefined && !isId(id)) {
    throw new Error('[audit-trail] erase: `id` must be the number of the account.');
  }
  if (!Array.isArray(texts) || texts.some((text) => typeof text !== 'string')) {
    throw new Error('[audit-trail] erase: `texts` must be a list of texts.');
  }
  if (email === undefined && id === undefined) {
    throw new Error('[audit-trail] erase: name a person by `email`, or by `type` and `id`.');
  }
  if (email !== undefined && keepIfEmail(email) === null) {
    throw new Error('[audit-trail] erase: `email` must be an e-mail address.');
  }
  if ((type === undefined) !== (id === undefined)) {
    throw new Error('[audit-trail] erase: `type` and `id` name an account together.');
  }
  if (type !== undefined && !ACCOUNT_TYPES.includes(type)) {
    throw new Error(`[audit-trail] erase: \`type\` must be one of ${ACCOUNT_TYPES.join(', ')}.`);
  }
  if (texts.some((text) => text.trim().length < MIN_TEXT)) {
    throw new Error(`[audit-trail] erase: each of \`texts\` needs ${MIN_TEXT} characters or more.`);
  }
  return {
    texts: texts.map((text) => text.trim()),
    accounts: type === undefined ? [] : [{ type, id: String(id) }],
    emails: email === undefined ? [] : [email.trim().toLowerCase()],
  };
}

/** Any other id would belong to no account, and only the texts would be erased. */
const isId = (id: unknown): boolean =>
  typeof id === 'number' ? Number.isSafeInteger(id) : typeof id === 'string' && /^\d+$/.test(id);

/** @throws if an e-mail alone names accounts of several types: an erasure must not guess. */
export function accountsOfOneType(accounts: readonly Account[]): Account[] {
  const types = new Set(accounts.map(({ type }) => type));
  if (types.size > 1) {
    const names = accounts.map(({ type, id }) => `${type} ${id}`).join(', ');
    throw new Error(
      `[audit-trail] erase: several accounts used this \`email\`: ${names}. ` +
        'Name the one to erase by `type` and `id`.'
    );
  }
  return [...accounts];
}
