import {
  factsAmong,
  factsQuery,
  relatedGroups,
} from '../../../admin/src/pages/AuditLogsPage/details/related-queries';
import type { EventSummary } from '../../../server/src/contracts';

const event = (part: Partial<EventSummary> = {}): EventSummary => ({
  id: 'e1',
  occurredAt: '2026-01-02T12:00:00.000Z',
  action: 'entry.update',
  actionLabel: null,
  outcome: 'success',
  reason: null,
  origin: 'admin-panel',
  actor: { type: 'admin-user', id: '7', name: 'Ada', email: null },
  resource: {
    type: 'api::article.article',
    id: '3',
    documentId: 'doc',
    locale: 'en',
    status: 'draft',
    name: 'Spring',
  },
  request: {
    id: null,
    method: null,
    path: null,
    status: null,
    ip: null,
    userAgent: null,
    sessionId: null,
  },
  operationId: 'op',
  count: 1,
  tags: [],
  changedFields: 1,
  ...part,
});

describe('what belongs to an event', () => {
  it('is its operation, its entry in every locale, and its actor for a quarter of an hour around it', () => {
    const [operation, entry, actor] = relatedGroups(event()).map(({ name, query }) => [
      name,
      ...new URLSearchParams(query).values(),
    ]);
    expect(operation).toEqual(['operation', '11', 'op']);
    expect(entry).toEqual(['entry', '11', 'api::article.article', 'doc']);
    expect(actor).toEqual([
      ...['actor', '11', 'admin-user', '7'],
      ...['2026-01-02T11:45:00.000Z', '2026-01-02T12:15:00.000Z'],
    ]);
  });

  it('leaves out what cannot be told', () => {
    const bare = event({
      operationId: null,
      actor: { type: 'anonymous', id: null, name: null, email: null },
      resource: { ...event().resource, documentId: null },
    });
    expect(relatedGroups(bare)).toEqual([]);
  });
});

describe('the facts that an event sums up', () => {
  const sum = event({ action: 'end-user-permission.update' });
  const fact = event({ action: 'permission.create', tags: ['fact:permission'] });

  it('are asked for by operation and by the verbs of its noun', () => {
    expect([...new URLSearchParams(factsQuery(sum)!).values()]).toEqual([
      ...['100', 'op', 'end-user-permission.create'],
      ...['end-user-permission.update', 'end-user-permission.delete'],
    ]);
  });

  it('are none of a fact, of an event without an operation, and of any other action', () => {
    expect(factsQuery({ ...sum, tags: ['fact:permission'] })).toBeNull();
    expect(factsQuery({ ...sum, operationId: null })).toBeNull();
    expect(factsQuery(event())).toBeNull();
  });

  it('are told from the sum by their tag, oldest first', () => {
    const other = { ...fact, id: 'e2' };
    expect(factsAmong([other, sum, fact])).toEqual([fact, other]);
  });
});
