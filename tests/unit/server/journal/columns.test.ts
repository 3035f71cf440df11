import { eventSchema } from '../../../../server/src/content-types/event/schema';
import { createCsv } from '../../../../server/src/read/export/csv';
import { EVENT_COLUMNS } from '../../../../server/src/upkeep/erasure/stored-rows';

const columnOf = (attribute: string) =>
  attribute.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** In the file's order: `actorName` is `actor.name` there, `requestId` `request.id`. */
const csvNameOf = (attribute: string) => {
  const [, part, name] = /^(actor|resource|request)([A-Z].*)$/.exec(attribute) ?? [];
  if (part && name) return `${part}.${name[0]!.toLowerCase()}${name.slice(1)}`;
  return OF_THE_REQUEST.includes(attribute) ? `request.${attribute}` : attribute;
};
const OF_THE_REQUEST = ['method', 'path', 'status', 'ip', 'userAgent', 'sessionId'];

/** For searches and sizes only. */
const INTERNAL = ['ipKey', 'bytes'];

/** What erasure writes without reading it: it goes with the account. */
const GOES_WITH_THE_ACCOUNT = ['actor_name', 'ip', 'ip_key', 'session_id'];
/** What no value of can name a person. */
const NAMES_NOBODY = [
  'occurred_at',
  'outcome',
  'origin',
  'resource_document_id',
  'resource_locale',
  'resource_status',
  'method',
  'status',
  'operation_id',
  'count',
  'changed_fields',
  'bytes',
];

describe('every column of the events', () => {
  const attributes = Object.keys(eventSchema.attributes);

  it('stands in the CSV file, or is internal', () => {
    const head = createCsv({ labelOf: () => null }).head;
    const names = head.replace('\uFEFF', '').trim().split(',');
    const shown = attributes.filter((name) => !INTERNAL.includes(name)).map(csvNameOf);
    expect(shown.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('is known to erasure, or can name nobody', () => {
    const known = [...EVENT_COLUMNS, ...GOES_WITH_THE_ACCOUNT, ...NAMES_NOBODY];
    expect(attributes.map(columnOf).filter((name) => !known.includes(name))).toEqual([]);
  });
});
