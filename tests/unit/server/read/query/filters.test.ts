import {
  FILTER_FIELDS,
  filterOf,
  NO_FILTER,
  parseSearch,
} from '../../../../../server/src/contracts';
import { parseFilters } from '../../../../../server/src/read/query/filters';

const nested = (field: string, value: unknown): unknown =>
  field
    .split('.')
    .reverse()
    .reduce<unknown>((inner, part) => ({ [part]: inner }), value);

const sampleOf = (field: string) =>
  ({ occurredAt: '0', 'actor.type': 'system', outcome: 'denied', origin: 'cron' })[field] ?? 'x';

const clause = (key: string, ...values: string[]) => ({ key, values, negated: false });
const only = (...clauses: object[]) => ({ ...NO_FILTER, clauses });

/** The keys that people type for some of the API's columns. */
const TYPED = [
  ['action', 'action'],
  ['actor.type', 'actor-type'],
  ['outcome', 'outcome'],
  ['origin', 'origin'],
  ['resource.type', 'type'],
  ['resource.locale', 'locale'],
] as const;

describe('parseFilters', () => {
  it('finds nothing to hold where there is no filter', () => {
    expect(parseFilters(undefined)).toEqual(NO_FILTER);
  });

  it.each([...FILTER_FIELDS])('takes %s as nested brackets', (field) => {
    const { clauses } = parseFilters(nested(field, { $eq: sampleOf(field) }));
    expect(clauses).toEqual([
      { key: expect.any(String), values: [sampleOf(field)], negated: false },
    ]);
  });

  it('has a key of its own for each field', () => {
    const keys = FILTER_FIELDS.map(
      (field) => parseFilters(nested(field, sampleOf(field))).clauses[0]?.key
    );
    expect(new Set(keys).size).toBe(FILTER_FIELDS.length);
  });

  it.each(TYPED)('says by %s what the search box says by %s:', (field, key) => {
    const value = field === 'action' ? 'entry.create' : sampleOf(field);
    const { search } = parseSearch(`${key}:${value}`);
    expect(parseFilters(nested(field, value))).toEqual(filterOf(search));
  });

  it('takes a plain value as $eq', () => {
    expect(parseFilters({ action: 'entry.publish' })).toEqual(
      only(clause('action', 'entry.publish'))
    );
  });

  it('joins several operators of a field, several fields and $and', () => {
    const filter = parseFilters({
      occurredAt: { $gte: '2025-01-31', $lte: '2025-01-31T12:00:00.5+02:00' },
      $and: [{ action: { $startsWith: 'entry.' } }, { actor: { type: { $eq: 'system' } } }],
    });
    expect(filter).toEqual({
      clauses: [
        { ...clause('action', 'entry.'), isBeginning: true },
        clause('actor-type', 'system'),
      ],
      after: [Date.UTC(2025, 0, 31)],
      // The end is not part of a filter's range.
      before: [Date.UTC(2025, 0, 31, 10, 0, 0, 500) + 1],
    });
  });

  it.each([
    ['an array', ['entry.create', 'entry.delete']],
    ['the object qs makes of many indexes', { 0: 'entry.create', 101: 'entry.delete' }],
  ])('takes the values of $in from %s', (_, raw) => {
    expect(parseFilters({ action: { $in: raw } })).toEqual(
      only(clause('action', 'entry.create', 'entry.delete'))
    );
  });

  it('takes one value of $in without a list', () => {
    expect(parseFilters({ outcome: { $in: 'denied' } })).toEqual(only(clause('outcome', 'denied')));
  });

  it.each([
    ['text instead of filters', 'abc', 'filters'],
    [
      'a field that does not exist',
      { actor: { colour: { $eq: 'red' } } },
      'filters[actor][colour]',
    ],
    ['a column that is not offered', { payload: { $eq: 'x' } }, 'filters[payload]'],
    ['a name every object has', { constructor: { $eq: 'x' } }, 'filters[constructor]'],
    ['a dotted field', { 'actor.type': { $eq: 'system' } }, 'filters[actor.type]'],
    ['a group without a field', { actor: 'anna' }, 'filters[actor]'],
    [
      'an operator that does not exist',
      { action: { $contains: 'x' } },
      'filters[action][$contains]',
    ],
    ['an operator every object has', { action: { toString: 'x' } }, 'filters[action][toString]'],
    ['an order of texts', { action: { $gte: 'x' } }, 'filters[action][$gte]'],
    [
      'a beginning of a date',
      { occurredAt: { $startsWith: '2025' } },
      'filters[occurredAt][$startsWith]',
    ],
    ['$or', { $or: [{ action: 'x' }] }, 'filters[$or]'],
    ['$and inside a group', { actor: { $and: [] } }, 'filters[actor][$and]'],
    ['$and without filters', { $and: 'x' }, 'filters[$and]'],
    ['an element of $and that is text', { $and: ['x'] }, 'filters[$and][0]'],
    [
      'a bad field inside $and',
      { $and: [{ action: 'x' }, { colour: 'red' }] },
      'filters[$and][1][colour]',
    ],
    ['a value that is an object', { action: { $eq: { a: 'x' } } }, 'filters[action][$eq]'],
    ['a value without =', { action: { $eq: null } }, 'filters[action][$eq]'],
    ['an empty value', { action: '' }, 'filters[action]'],
    ['a repeated value', { action: ['a', 'b'] }, 'filters[action]'],
    ['a NUL character', { action: 'a\0b' }, 'filters[action]'],
    ['a value that fits no column', { action: 'x'.repeat(256) }, 'filters[action]'],
    ['an unknown outcome', { outcome: { $in: ['denied', 'sucess'] } }, 'filters[outcome][$in]'],
    ['an unknown origin', { origin: 'moon' }, 'filters[origin]'],
    ['an unknown actor type', { actor: { type: 'robot' } }, 'filters[actor][type]'],
    ['a date that does not exist', { occurredAt: '2025-02-30' }, 'filters[occurredAt]'],
    ['a month that does not exist', { occurredAt: '2025-13-01' }, 'filters[occurredAt]'],
    ['a time without a zone', { occurredAt: '2025-01-31T10:00:00' }, 'filters[occurredAt]'],
    ['words for a date', { occurredAt: { $gte: 'yesterday' } }, 'filters[occurredAt][$gte]'],
    ['an instant beyond dates', { occurredAt: '9999999999999999' }, 'filters[occurredAt]'],
    ['too many values', { action: { $in: Array(101).fill('x') } }, 'filters[action][$in]'],
  ])('refuses %s and names the parameter', (_, filters, parameter) => {
    expect(() => parseFilters(filters)).toThrow(
      expect.objectContaining({
        code: 'parameter-invalid',
        parameter,
        message: expect.stringMatching(new RegExp(`^${parameter.replace(/[[\]$.]/g, '\\$&')} `)),
      })
    );
  });

  it('refuses an $and nested deeper than five', () => {
    const deep = [1, 2, 3, 4, 5, 6].reduce<object>((inner) => ({ $and: [inner] }), { action: 'x' });
    expect(() => parseFilters(deep)).toThrow('is nested more than 5 deep');
  });

  it('names the fields that can be used', () => {
    expect(() => parseFilters({ actor: { colour: 'red' } })).toThrow(
      /filters\[actor\]\[colour\] is not a field to filter by; use one of action, actor\.type, .*operationId\./
    );
  });

  it('shows how a dotted field is written', () => {
    expect(() => parseFilters({ 'resource.documentId': 'x' })).toThrow(
      'filters[resource.documentId] is written filters[resource][documentId].'
    );
  });
});
