import { claimsOf } from '../../../admin/src/pages/AuditLogsPage/details/claims';

const claimed = {
  actor: { type: 'admin-user', id: '1', name: 'Ada Admin' },
  occurredAt: '1970-01-01T00:00:00.000Z',
};

describe('what the details tell of claims', () => {
  it('is the actor and the time that code gave', () => {
    const tags = ['claimed:occurredAt', 'claimed:actor'];
    expect(claimsOf({ payload: { total: 1, claimed }, tags })).toEqual({
      actor: 'Ada Admin · admin-user · 1',
      occurredAt: '1970-01-01T00:00:00.000Z',
    });
  });

  it.each([
    ['without the tags of the log', { claimed }, []],
    ['without a payload', null, ['claimed:actor', 'claimed:occurredAt']],
    ['with a payload that is cut', '…', ['claimed:actor', 'claimed:occurredAt']],
    ['with claims of another shape', { claimed: [1] }, ['claimed:actor', 'claimed:occurredAt']],
  ])('is nothing %s', (_, payload, tags) => {
    expect(claimsOf({ payload, tags })).toEqual({ actor: null, occurredAt: null });
  });
});
