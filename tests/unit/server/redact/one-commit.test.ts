import type { AuditEvent } from '../../../../server/src/event';
import { ARTICLE, change, eventWith, redactorWith } from './fixtures';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJpZCI6MX0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg';

/** The same paths with other values, and the same values below other paths and types. */
function eventsOfOneCommit(): AuditEvent[] {
  const types = [ARTICLE, 'api::author.author', 'strapi::core-store', 'api::unknown.thing', null];
  const values = ['plain', JWT, 4711, null, { password: 'hunter2' }, `Bearer ${JWT}`];
  const paths = ['title', 'pin', 'settings', 'settings.smtp', 'phone', 'value', 'pass', 'token'];
  const request = {
    ...{ id: 'r', method: 'PUT', path: `/invite/${JWT}`, status: 200, ip: '192.0.2.7' },
    ...{ userAgent: `agent ${JWT}`, sessionId: null },
  };
  const actor = { type: 'end-user', id: '7', name: JWT, email: 'not an e-mail' } as const;
  return types.flatMap((type, index) =>
    values.map((value, turn) => ({
      ...eventWith({}),
      ...{ request, actor, tags: [`field:${JWT}`, 'field:title'] },
      resource: {
        type,
        id: String(index),
        documentId: index % 2 ? JWT : 'k3jf8s0dm2lq9x7c1v5b4n6z',
        locale: null,
        status: null,
        name: turn % 2 ? JWT : 'A name',
      },
      changes: paths.map((path) =>
        change({ path, after: value, ...(turn % 2 && { before: 'before' }) })
      ),
    }))
  );
}

describe('the events of one commit', () => {
  it('are each redacted as if they were alone', () => {
    const redactor = redactorWith();
    const events = eventsOfOneCommit();
    const commit = {};
    const together = events.map((event) => redactor.event(event, commit));
    expect(together).toEqual(events.map((event) => redactor.event(event)));
    expect(JSON.stringify(together)).not.toContain('hunter2');
    expect(JSON.stringify(together)).not.toContain(JWT);
  });

  it('hide in all of them what the path of their request hides', () => {
    const redactor = redactorWith();
    const commit = {};
    const redact = (event: AuditEvent) => redactor.event(event, commit);
    const [first] = eventsOfOneCommit();
    const named = (name: string): AuditEvent => ({
      ...first!,
      request: { ...first!.request, path: '/invite/SUMMER24' },
      resource: { ...first!.resource, name, documentId: 'SUMMER24' },
    });
    const [one, other] = [redact(named('SUMMER24')), redact(named('of SUMMER24'))];
    expect([one.resource.documentId, one.resource.name]).toEqual(['[hidden]', '[hidden]']);
    expect(other.resource.name).toBe('of [hidden]');
  });
});
