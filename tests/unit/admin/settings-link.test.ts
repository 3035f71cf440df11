import { settingsPlace } from '../../../admin/src/settings-link';

describe('the place in the settings menu', () => {
  it('is Audit Logs in the Community Edition', () => {
    expect(settingsPlace(false)).toMatchObject({ to: 'audit-logs', defaultLabel: 'Audit Logs' });
  });

  it('leaves that address to the page an Enterprise licence brings', () => {
    expect(settingsPlace(true)).toMatchObject({ to: 'audit-trail', defaultLabel: 'Audit Trail' });
  });
});
