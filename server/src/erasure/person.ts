import { keepIfEmail } from '../redaction';

export const ACCOUNT_TYPES = ['admin-user', 'end-user'] as const;

/** Whose traces to erase: by e-mail, by account, or better by both. */
export interface Person {
  email?: string;
  type?: (typeof ACCOUNT_TYPES)[number];
  /** The account's numeric id; with `type`. */
  id?: string | number;
  /**
   * What else names the person: the full name, the user name, a telephone number. Replaced as
   * whole words in every text of the log, the content that others wrote included.
   */
  texts?: string[];
}

export interface Account {
  type: (typeof ACCOUNT_TYPES)[number];
  id: string;
}

/** By what a person's traces are found. */
export interface Identity {
  accounts: Account[];
  /** In lower case. */
  emails: string[];
  texts: string[];
}

const MIN_TEXT = 3;

/** The content types that accounts are entries of. */
export const ACCOUNT_UIDS: Readonly<Record<Account['type'], string>> = {
  'admin-user': 'admin::user',
  'end-user': 'plugin::users-permissions.user',
};

/** @throws where nobody is named: an erasure must not guess. */
export function identityOf({ email, type, id, texts = [] }: Person): Identity {
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
