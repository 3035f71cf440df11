import { stringify } from 'csv-stringify/sync';
import type { Actor, EventDetails, Resource } from '../../contracts';
import type { EventFormat, FormatDependencies } from './format';
import { jsonWithoutFormulas, withoutFormulas } from './formulas';

type Cell = string | number | null;
type Column = readonly [name: string, read: (event: EventDetails) => Cell];

const ACTOR = ['type', 'id', 'name', 'email'] as const satisfies readonly (keyof Actor)[];
const RESOURCE = [
  ...(['type', 'id', 'documentId', 'locale', 'status', 'name'] as const),
] satisfies readonly (keyof Resource)[];
const REQUEST = [
  ...(['id', 'method', 'path', 'status', 'ip', 'userAgent', 'sessionId', 'durationMs'] as const),
];
const REQUEST_JSON = ['query', 'requestBody', 'responseBody'] as const;

const json = (value: unknown): Cell =>
  value === null ? null : jsonWithoutFormulas(JSON.stringify(value));

/** Titles and user agents are untrusted input. */
const safe = (cell: Cell): Cell => (typeof cell === 'string' ? withoutFormulas(cell) : cell);

/** Details first, then columns that are JSON and may be long. The names are those of the API. */
const columns = ({ labelOf }: FormatDependencies): Column[] => [
  ['id', ({ id }) => id],
  ['occurredAt', ({ occurredAt }) => occurredAt],
  ['action', ({ action }) => action],
  ['actionLabel', ({ action, actionLabel }) => actionLabel ?? labelOf(action)],
  ['outcome', ({ outcome }) => outcome],
  ['reason', ({ reason }) => reason],
  ['origin', ({ origin }) => origin],
  ...ACTOR.map((name): Column => [`actor.${name}`, ({ actor }) => actor[name]]),
  ...RESOURCE.map((name): Column => [`resource.${name}`, ({ resource }) => resource[name]]),
  ...REQUEST.map((name): Column => [`request.${name}`, ({ request }) => request[name]]),
  ['operationId', ({ operationId }) => operationId],
  ['count', ({ count }) => count],
  ['changedFields', ({ changedFields }) => changedFields],
  ['tags', ({ tags }) => tags.join(' ')],
  ['changes', ({ changes }) => json(changes)],
  ['payload', ({ payload }) => json(payload)],
  ...REQUEST_JSON.map((name): Column => [`request.${name}`, ({ request }) => json(request[name])]),
];

const write = (rows: Cell[][]): string =>
  stringify(rows, {
    // Cells that begin with a tab or a carriage return; formula characters inside a cell are
    // disarmed as well.
    escape_formulas: true,
    record_delimiter: 'windows',
    // By default the library quotes cells with its own line end, but not cells with half of it.
    quote_record_delimiter: true,
  });

/** Without it, Excel reads the file in the machine's code page. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A table for spreadsheets (RFC 4180): a header line, then one line per event. */
export function createCsv(deps: FormatDependencies): EventFormat {
  const table = columns(deps);
  return {
    contentType: 'text/csv; charset=utf-8',
    head: BYTE_ORDER_MARK + write([table.map(([name]) => name)]),
    linesOf: (events) => write(events.map((event) => table.map(([, read]) => safe(read(event))))),
  };
}
