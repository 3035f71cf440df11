import type { Capture, Row, RowChange } from '../../../server/src/event';
import type { Source } from '../../../server/src/sources';
import { rowChange, type Listening } from './fake-host';

/** What provokes an action that the signals below do not. */
export interface Provocation {
  /** A change of each watched row. */
  row?: Partial<RowChange>;
  /** Each request that the source listens to. */
  request?: { status?: number; recorded?: Capture[]; answer?: unknown };
  /** The plugin records it itself: no signal of the host tells. */
  isDirect?: true;
}

/** One thing that the host tells. */
export interface Signal {
  name: string;
  /** Rows are concerned. */
  ofRows: boolean;
  tell(): unknown;
}

const CONTENT = 'api::thing.thing';
const STATUSES = [200, 400, 401, 403, 404, 429, 500];
const OPERATIONS = [null, 'create', 'update', 'delete', 'publish', 'discardDraft', 'clone'];

/** Rows of which little is known: a source must be able to tell of each. */
const ROWS: (Row | null)[] = [
  null,
  { id: 7 },
  { id: null, documentId: null, name: null, email: null, userId: null, origin: null, key: null },
  { id: 7, documentId: 'k', locale: 'en', name: 'Nine', publishedAt: '2026-01-01', hash: 'h' },
  { id: 8, documentId: 'k', locale: 'en', name: 'Ten', publishedAt: null, metadata: 7, value: {} },
];
const BODIES = [null, 7, {}, { email: null }, { identifier: 'ada@example.com' }];

/** The models of a watch; one for a pattern or a rule. */
export const uidsOf = ({ models }: Listening['watches'][number]): string[] =>
  typeof models === 'function' ? [CONTENT] : models.map((one) => one.replace('*', 'thing'));

const pairs = ROWS.flatMap((before) => ROWS.map((after) => ({ before, after }))).filter(
  ({ before, after }) => before ?? after
);

/** What a host may tell the source of rows, each change alone and all in one commit. */
export function rowSignals(source: Source, { watches, settled }: Listening): Signal[] {
  const handlers = [
    null,
    ...(source.handlers ?? []),
    ...settled.flatMap((listener) => listener.handlers),
  ];
  const circumstances = handlers.flatMap((handler) =>
    OPERATIONS.flatMap((operation) =>
      [true, false].map((draftAndPublish) => ({ handler, operation, draftAndPublish }))
    )
  );
  return watches.flatMap((watch) =>
    uidsOf(watch).flatMap((uid): Signal[] => {
      const changes = circumstances.flatMap((facts) =>
        pairs.map((pair) => rowChange({ uid, ...facts, ...pair }))
      );
      const bulk = { uid, count: 2000, filter: null, changes: [] };
      return [
        ...changes.map((change) => ({
          name: `${uid} by ${change.handler}, ${change.operation}`,
          ofRows: true,
          tell: () => watch.describe([change]),
        })),
        { name: `${uid}, all at once`, ofRows: true, tell: () => watch.describe(changes) },
        ...(['update', 'delete'] as const).map((verb) => ({
          name: `${uid} in bulk`,
          ofRows: true,
          tell: () => watch.options.describeBulk?.({ ...bulk, verb }),
        })),
      ];
    })
  );
}

/** What a summary finds recorded in the course of a request. */
const factsOf = (source: Source): Capture[] =>
  Object.keys(source.actions).map((action) => ({
    ...{ action, resource: {}, payload: { holder: null }, tags: ['fact:permission'] },
  }));

const requestSignals = (source: Source, { settled, refused }: Listening): Signal[] => [
  ...settled.flatMap(({ handlers, describe }) =>
    handlers.flatMap((handler) =>
      STATUSES.flatMap((status) =>
        BODIES.flatMap((body) =>
          [[], factsOf(source)].map((recorded) => {
            const errorMessage = status < 400 ? null : 'Not today';
            const facts = { handler, status, params: {}, body, answer: body, errorMessage };
            const tell = () => describe({ ...facts, recorded });
            return { name: `${handler} ${status}`, ofRows: false, tell };
          })
        )
      )
    )
  ),
  ...refused.flatMap((describe) =>
    STATUSES.flatMap((status) =>
      ['GET', 'POST', 'OPTIONS'].map((method) => {
        const facts = { method, isRead: method === 'GET', handler: null, status, recorded: [] };
        const rest = { errorMessage: null, resource: {}, tokenRanOut: false };
        const tell = () => describe({ ...facts, ...rest });
        return { name: `${method} ${status}`, ofRows: false, tell };
      })
    )
  ),
];

/** What a host may tell the source of requests, by its hub, at a boot and of transfers. */
export function otherSignals(source: Source, heard: Listening): Signal[] {
  const named = { uid: CONTENT, schema: {} };
  const payloads = [null, 7, {}, { contentType: named, component: named }];
  const part = { count: 1, rows: [] };
  const schemas = [
    { before: null, after: { kind: 'x' } },
    { before: {}, after: null },
    { before: {}, after: {} },
  ];
  return [
    ...requestSignals(source, heard),
    ...heard.hub.flatMap(({ events, describe }) =>
      events.flatMap((event) =>
        payloads.map((payload) => ({
          name: event,
          ofRows: false,
          tell: () => describe(event, payload),
        }))
      )
    ),
    ...heard.boots.flatMap((describe) =>
      schemas.map((schema) => {
        const rows = { removed: part, made: part, changed: part };
        const tell = () => describe({ uid: CONTENT, ...schema, rows });
        return { name: 'a boot', ofRows: false, tell };
      })
    ),
    ...heard.transfers.flatMap((describe) =>
      (['start', 'end'] as const).map((phase) => {
        const facts = { phase, direction: null, inserted: {}, deleted: {}, present: {} };
        return { name: `the ${phase} of a transfer`, ofRows: false, tell: () => describe(facts) };
      })
    ),
  ];
}

/** What the table says of an action, told to everything that may listen. */
export function provoked({ watches, settled }: Listening, { row, request }: Provocation): Signal[] {
  const requests = request ? settled : [];
  return [
    ...(row ? watches : []).flatMap((watch) =>
      uidsOf(watch).map((uid) => ({
        ...{ name: `${uid}, by the table`, ofRows: true },
        tell: () => watch.describe([rowChange({ uid, ...row })]),
      }))
    ),
    ...requests.flatMap(({ handlers, describe }) =>
      handlers.map((handler) => {
        const facts = { handler, status: 200, params: {}, body: null, answer: null };
        const tell = () => describe({ ...facts, errorMessage: null, recorded: [], ...request });
        return { name: `${handler}, by the table`, ofRows: false, tell };
      })
    ),
  ];
}
