import type { Change } from '../contracts';
import type { EventRow, RequestRow } from '../journal';
import { ACCOUNT_UIDS, type Identity } from './person';

/** Stands where a person's data stood, so that a reader sees that something was erased. */
export const ERASED = '[erased]';

type Columns<Row> = Partial<Row>;

/** What an erasure reads of an event; JSON columns as text. */
export type ErasableEvent = Pick<
  EventRow,
  | 'actor_type'
  | 'actor_id'
  | 'actor_email'
  | 'resource_type'
  | 'resource_id'
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

/** The columns that may name a person, whoever's event it is. */
const EVENT_TEXTS = [
  ...(['reason', 'resource_name', 'path', 'user_agent', 'tags', 'changes', 'payload'] as const),
];
const REQUEST_TEXTS = [
  ...(['path', 'user_agent', 'query', 'request_body', 'response_body'] as const),
];

/** Decides row by row what of it is the person's. */
export function createRewriter({ accounts, emails, texts }: Identity) {
  const isAccount = (type: string | null, id: string | null) =>
    accounts.some((account) => account.type === type && account.id === id);
  const isAbout = (type: string | null, id: string | null) =>
    accounts.some((account) => ACCOUNT_UIDS[account.type] === type && account.id === id);
  const pattern = new RegExp([...emails, ...texts].map(wholeText).join('|') || '(?!)', 'giu');

  /** Those of the columns in which the person was named, without it. */
  function withoutTexts<Row extends object>(row: Row, names: readonly (keyof Row)[]): Columns<Row> {
    const changed: Columns<Row> = {};
    for (const name of names) {
      const text = row[name];
      if (typeof text !== 'string') continue;
      const left = text.replace(pattern, ERASED);
      if (left !== text) changed[name] = left as Row[keyof Row];
    }
    return changed;
  }

  return {
    /** What becomes of an event; null where nothing of it is the person's. */
    event(row: ErasableEvent): { columns: Columns<EventRow>; isOwn: boolean } | null {
      const wasTried = emails.includes(row.actor_email?.toLowerCase() ?? '');
      const isActor = wasTried || isAccount(row.actor_type, row.actor_id);
      const isResource = isAbout(row.resource_type, row.resource_id);
      const columns: Columns<EventRow> = {
        ...withoutTexts(row, EVENT_TEXTS),
        // The id stays: it tells that one account did all this, and, once deleted, not whose.
        ...(isActor && { actor_name: ERASED, actor_email: null, ip_key: null, ...NO_PLACE }),
        ...(isResource && {
          ...{ resource_name: ERASED, payload: null },
          changes: JSON.stringify(withoutValues(row.changes)),
        }),
      };
      if (Object.keys(columns).length === 0) return null;
      return { columns, isOwn: isActor || isResource };
    },

    /** What becomes of a request, which is the person's own if one of its events is. */
    request(row: ErasableRequest, isOwn: boolean): Columns<RequestRow> | null {
      const columns = isOwn
        ? { ...withoutTexts(row, ['path']), ...NO_PLACE, ...NO_BODIES }
        : withoutTexts(row, REQUEST_TEXTS);
      return Object.keys(columns).length === 0 ? null : columns;
    },
  };
}

export type Rewriter = ReturnType<typeof createRewriter>;

const NO_PLACE = { ip: null, user_agent: null, session_id: null };
const NO_BODIES = { query: null, request_body: null, response_body: null, bytes: 0 };

/** That the e-mail was changed stays known; what it was does not. */
function withoutValues(changes: string): Change[] {
  return (JSON.parse(changes) as Change[]).map(({ path, label, kind }) => ({
    ...{ path, label, kind, hidden: true },
  }));
}

/** Also as a URL or JSON writes it, and only whole: `ann@x.com` is not in `joann@x.com`. */
function wholeText(text: string): string {
  const spellings = [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)];
  const patterns = spellings.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return `(?<![\\p{L}\\p{N}._+-])(?:${patterns.join('|')})(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`;
}
