import { ok } from '../../helpers/actors';
import { ADA, CM, draft } from './article';
import { writePath, type WritePath } from './path';

interface Golden {
  type: string;
  field: string;
  from: unknown;
  to: unknown;
  /** What the event says; the values as they were sent, where it is left out. */
  change?: object;
}

const paragraph = (text: string) => [{ type: 'paragraph', children: [{ type: 'text', text }] }];

/** Every attribute type of one value; relations, media and components stand in fields.paths.ts. */
const GOLDEN: Golden[] = [
  { type: 'uid', field: 'slug', from: 'old-slug', to: 'new-slug' },
  {
    type: 'text',
    field: 'summary',
    from: 'Old',
    to: 'New',
    change: { kind: 'text', before: 'Old', after: 'New' },
  },
  {
    type: 'richtext',
    field: 'body',
    from: '# Old',
    to: '# New',
    change: { kind: 'text', before: '# Old', after: '# New' },
  },
  {
    type: 'blocks',
    field: 'blocks',
    from: paragraph('Old'),
    to: paragraph('New'),
    change: { kind: 'text', before: paragraph('Old'), after: paragraph('New') },
  },
  {
    type: 'json',
    field: 'details',
    from: { a: { b: 1, same: true }, list: [1, 2] },
    to: { a: { b: 2, same: true }, list: [1, 2] },
    change: { path: 'details.a.b', kind: 'value', before: 1, after: 2 },
  },
  { type: 'integer', field: 'views', from: 1, to: 2 },
  { type: 'biginteger', field: 'reads', from: '9007199254740', to: '9007199254741' },
  { type: 'float', field: 'rating', from: 1.5, to: 2.25 },
  { type: 'decimal', field: 'price', from: 9.95, to: 10.5 },
  { type: 'boolean', field: 'featured', from: true, to: false },
  { type: 'enumeration', field: 'tone', from: 'funny', to: 'serious' },
  { type: 'email', field: 'contact', from: 'old@example.com', to: 'new@example.com' },
  { type: 'date', field: 'day', from: '2025-01-31', to: '2025-02-01' },
  {
    type: 'datetime',
    field: 'startsAt',
    from: '2025-01-31T10:00:00.000Z',
    to: '2025-01-31T11:30:00.000Z',
  },
  // With a fraction: databases differ in how they read a whole second back.
  { type: 'time', field: 'time', from: '10:00:00.125', to: '11:30:00.375' },
  {
    type: 'string, emptied',
    field: 'summary',
    from: 'Old',
    to: null,
    change: { kind: 'text', before: 'Old', after: null },
  },
];

export const attributePaths: WritePath[] = GOLDEN.flatMap(({ type, field, from, to, change }) => [
  writePath({
    path: `attribute of type ${type}: changed`,
    arrange: (world) => draft(world, { [field]: from }),
    act: ({ admin }, { id }) => ok(admin.put(`${CM}/${id}`).send({ [field]: to })),
    events: ({ title }) => [`entry.update | ${ADA} | api::article.article en draft "${title}"`],
    detail: () => [{ path: field, kind: 'value', before: from, after: to, ...change }],
  }),
  writePath({
    path: `attribute of type ${type}: saved as it is`,
    arrange: (world) => draft(world, { [field]: from }),
    act: ({ admin }, { id }) => ok(admin.put(`${CM}/${id}`).send({ [field]: from })),
    events: () => [],
  }),
]);
