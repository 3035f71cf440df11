import {
  decideJournalStatement,
  toJournalStatement,
} from '../../../../server/src/strapi/journal-guard/decide-statement';
import { namesJournal } from '../../../../server/src/strapi/journal-guard/close-content-manager';
import {
  mergePersistedTables,
  withJournal,
} from '../../../../server/src/strapi/journal-guard/persisted-tables';

const UID = 'plugin::audit-trail.event';
const WRITES = ['insert', 'update', 'delete'] as const;

describe('a statement on the journal', () => {
  it.each([true, false])('passes when it reads (transferring: %s)', (transferring) => {
    expect(decideJournalStatement('read', { transferring })).toBe('pass');
  });

  it.each(WRITES)('is refused when it would %s', (statement) => {
    expect(decideJournalStatement(statement, { transferring: false })).toBe('refuse');
  });

  it.each(WRITES)('does nothing when a transfer would %s', (statement) => {
    expect(decideJournalStatement(statement, { transferring: true })).toBe('no-op');
  });

  it.each(['truncate', 'something new'])('counts as a delete when it is a %s', (type) => {
    expect(toJournalStatement(type)).toBe('delete');
  });
});

describe('a request to the Content Manager', () => {
  it.each([
    ['a path', { params: { model: UID } }],
    ['a path of another route', { params: { uid: UID } }],
    ['a query', { query: { contentType: UID } }],
    ['a body', { request: { body: { contentTypeUID: UID } } }],
  ])('is about the journal when %s names it', (_, request) => {
    expect(namesJournal(request)).toBe(true);
  });

  it.each([
    ['another type', { params: { model: 'api::article.article' } }],
    ['no type at all', {}],
    ['the journal in a text', { request: { body: { title: UID } } }],
  ])('is not about the journal when it names %s', (_, request) => {
    expect(namesJournal(request)).toBe(false);
  });
});

describe('the list of tables that Strapi keeps', () => {
  const JOURNAL = { name: 'audit_trail_events' };

  it('gets the journal beside what is there', () => {
    expect(withJournal(['other'])).toEqual(['other', JOURNAL]);
  });

  it.each([[[JOURNAL]], [['audit_trail_events']]])('needs no change when it is %j', (tables) => {
    expect(withJournal(tables)).toBeNull();
  });

  it('holds every table of both lists once after a merge', () => {
    const merged = mergePersistedTables([JOURNAL, 'a'], ['a', { name: 'b' }]);
    expect(merged).toEqual([JOURNAL, 'a', { name: 'b' }]);
  });
});
