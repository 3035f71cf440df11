import { ERASED, type Change } from '../../contracts';
import type { EventRow, RequestRow } from '../../journal';
import { withoutClaimsOf } from './claims';
import { ACCOUNT_UIDS, type Account, type Identity } from './person';
import { createTextEraser, type TextEraser } from './texts';

type Columns<Row> = Partial<Row>;

/** What an erasure reads of an event; JSON columns as text. */
export type ErasableEvent = Pick<
  EventRow,
  | 'action'
  | 'actor_type'
  | 'actor_id'
  | 'actor_name'
  | 'actor_email'
  | 'resource_type'
  | 'resource_id'
  | 'resource_document_id'
  | 'resource_locale'
  | 'resource_status'
  | 'resource_name'
  | 'request_id'
  | 'reason'
  | 'path'
  | 'user_agent'
  | 'tags'
  | 'changes'
  | 'payload'
>;
export type ErasableRequest = Pick<
  RequestRow,
  'path' | 'user_agent' | 'query' | 'request_body' | 'response_body'
>;

/** The owner of an event or a request: the person, another account, or neither. */
export type Whose = 'own' | 'namesake' | 'other';

/**
 * The columns that may name a person, in any event: an id may be what a path has in its place. The
 * others hold words of the plugin's own, or are emptied with their owner.
 */
const EVENT_TEXTS = [
  ...(['reason', 'actor_name', 'path', 'user_agent', 'tags', 'changes'] as const),
  ...(['resource_type', 'resource_id', 'resource_document_id', 'resource_locale'] as const),
  ...(['resource_status', 'resource_name', 'payload'] as const),
];
const JSON_COLUMNS = new Set([
  'tags',
  'changes',
  'payload',
  'query',
  'request_body',
  'response_body',
]);
const REQUEST_TEXTS = [
  ...(['path', 'user_agent', 'query', 'request_body', 'response_body'] as const),
];

/** The type of account that a sign-in without one was tried for. */
const triedType = (action: string): Account['type'] =>
  action.startsWith('end-user.') ? 'end-user' : 'admin-user';

/** Decides row by row what belongs to the person. */
export function createRewriter({ accounts, emails, texts }: Identity) {
  const type = accounts[0]?.type ?? null;
  const isAccount = (actorType: string | null, id: string | null) =>
    accounts.some((account) => account.type === actorType && account.id === id);
  const isAbout = (uid: string | null, id: string | null) =>
    accounts.some((account) => ACCOUNT_UIDS[account.type] === uid && account.id === id);
  const everything = createTextEraser([...emails, ...texts]);
  /** For rows of an account of another type with the same e-mail. */
  const textsOnly = createTextEraser(texts);

  /** The columns in which the person was named, without the person. */
  function withoutTexts<Row extends object>(
    row: Row,
    names: readonly (keyof Row)[],
    eraser: TextEraser
  ): Columns<Row> {
    const changed: Columns<Row> = {};
    for (const name of names) {
      const text = row[name];
      if (typeof text !== 'string') continue;
      const left = JSON_COLUMNS.has(String(name)) ? eraser.json(text) : eraser.text(text);
      if (left !== text) changed[name] = left as Row[keyof Row];
    }
    return changed;
  }

  /** Whether the person did it, or tried to sign in. */
  function isActor({ action, actor_type, actor_id, actor_email }: ErasableEvent): boolean {
    if (isAccount(actor_type, actor_id)) return true;
    if (!emails.includes(actor_email?.toLowerCase() ?? '')) return false;
    const triedFor = actor_type === 'anonymous' ? triedType(action) : actor_type;
    return type === null || triedFor === type;
  }

  /** Whether it belongs to an account of the other type, whose e-mail may be the same. */
  function isNamesakes({ actor_email, resource_type }: ErasableEvent): boolean {
    if (type === null) return false;
    const otherType = type === 'end-user' ? 'admin-user' : 'end-user';
    return (
      emails.includes(actor_email?.toLowerCase() ?? '') || resource_type === ACCOUNT_UIDS[otherType]
    );
  }

  return {
    /** The new values of an event; no columns if nothing of it is the person's. */
    event(row: ErasableEvent): { columns: Columns<EventRow>; whose: Whose } {
      const didIt = isActor(row);
      const isResource = isAbout(row.resource_type, row.resource_id);
      const isNamesake = !didIt && !isResource && isNamesakes(row);
      const texts = withoutTexts(row, EVENT_TEXTS, isNamesake ? textsOnly : everything);
      const columns: Columns<EventRow> = {
        ...texts,
        ...withoutClaimsOf(
          { before: row.payload, payload: row.payload, ...texts },
          accounts,
          emails
        ),
        // The id stays: it shows that one account did all this and, once that is deleted, not
        // whose.
        ...(didIt && { actor_name: ERASED, actor_email: null, ip_key: null, ...NO_ORIGIN }),
        ...(isResource && {
          resource_name: ERASED,
          payload: null,
          changes: JSON.stringify(withoutValues(row.changes)),
        }),
      };
      const whose = didIt || isResource ? 'own' : isNamesake ? 'namesake' : 'other';
      return { columns, whose };
    },

    /** The new values of a request, which belongs to the owner of its events. */
    request(row: ErasableRequest, whose: Whose): Columns<RequestRow> {
      if (whose === 'own') {
        return { ...withoutTexts(row, ['path'], everything), ...NO_ORIGIN, ...NO_BODIES };
      }
      return withoutTexts(row, REQUEST_TEXTS, whose === 'namesake' ? textsOnly : everything);
    },

    /** A text of the plugin's own tables without the person. */
    text: everything.text,
    json: everything.json,
  };
}

export type Rewriter = ReturnType<typeof createRewriter>;

const NO_ORIGIN = { ip: null, user_agent: null, session_id: null };
const NO_BODIES = { query: null, request_body: null, response_body: null, bytes: 0 };

/** It stays visible that the e-mail was changed; the values do not. */
function withoutValues(changes: string): Change[] {
  return (JSON.parse(changes) as Change[]).map(({ path, label, kind }) => ({
    path,
    label,
    kind,
    hidden: true,
  }));
}
