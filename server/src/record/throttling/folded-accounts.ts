import type { Capture } from '../../event';
import type { Circumstances } from '../build-event';

/** An account in a row that represents the failures of many. */
export interface FoldedAccount {
  /** The account's kind, if a sign-in or token proved it. */
  type?: string;
  id?: string;
  /** For an account without an e-mail, such as a token. */
  name?: string;
  /** As it was typed, or as the account has it. */
  email?: string;
  ip?: string;
  count: number;
}

/** As many accounts as one row has room for. */
export interface FoldedAccounts {
  /** Null is an occurrence without an account. */
  add(account: Omit<FoldedAccount, 'count'> | null): void;
  isFull(): boolean;
  take(): FoldedAccount[];
}

const MAX_ACCOUNTS = 300;

export function createFoldedAccounts(maxBytes: number): FoldedAccounts {
  let accounts = new Map<string, FoldedAccount>();
  let bytes = 0;

  return {
    add(account) {
      if (!account) return;
      const key = JSON.stringify(account);
      const known = accounts.get(key);
      if (known) {
        known.count += 1;
        return;
      }
      accounts.set(key, { ...account, count: 1 });
      // Room for the count, which may grow by some digits.
      bytes += Buffer.byteLength(key) + ',"count":100000'.length;
    },
    isFull: () => accounts.size >= MAX_ACCOUNTS || bytes >= maxBytes,
    take() {
      const taken = [...accounts.values()];
      accounts = new Map();
      bytes = 0;
      return taken;
    },
  };
}

interface AccountDependencies {
  emailOf(capture: Capture): string | null;
  showAddress(ip: string): string | null;
}

/** The account of an occurrence; null if it names neither account nor e-mail. */
export function accountOf(
  capture: Capture,
  { actor, request }: Circumstances,
  { emailOf, showAddress }: AccountDependencies
): Omit<FoldedAccount, 'count'> | null {
  const { id, type, name, email: own } = { ...actor, ...capture.actor };
  const email = emailOf(capture) ?? (id === null ? null : own);
  const ip = request.ip === null ? null : showAddress(request.ip);
  return id === null && email === null && ip === null
    ? null
    : {
        ...(id !== null && { type, id: id.slice(0, 64) }),
        ...(id !== null && email === null && name !== null && { name }),
        ...(email !== null && { email }),
        ...(ip !== null && { ip }),
      };
}
