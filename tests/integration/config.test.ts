import { bootApp } from '../helpers/boot-app';

describe('the configuration of the project', () => {
  it('stops the boot with every problem in a sentence', async () => {
    let output = '';
    const boot = bootApp({
      auditTrail: { retention: { days: '90d' }, onFailures: 'block' },
      onOutput: (text) => {
        output += text;
      },
    });
    await expect(boot).rejects.toThrow();
    expect(output).toContain('Error regarding audit-trail config: [audit-trail]');
    expect(output).toContain(
      'retention.days must be a whole number of days, 0 or more (at most 36500), got "90d".'
    );
    expect(output).toContain('onFailures is not an option. Did you mean onFailure?');
  });

  it('may be left out', async () => {
    const app = await bootApp();
    const schedule = await app
      .run(
        (strapi) => strapi.cron.jobs.find(({ name }) => name === 'audit-trail:retention')?.options
      )
      .finally(app.stop);
    expect(schedule).toBe('0 3 * * *');
  });
});
