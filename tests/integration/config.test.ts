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

  it('stops a boot that would record no content type', async () => {
    let output = '';
    const boot = bootApp({
      auditTrail: { record: { include: { contentTypes: ['article'] } } },
      onOutput: (text) => {
        output += text;
      },
    });
    await expect(boot).rejects.toThrow();
    expect(output).toContain('Did you mean "api::article.article"?');
  });

  it('is warned about where a value matches nothing', async () => {
    const app = await bootApp({
      auditTrail: {
        record: { exclude: { actions: ['entri.*'] } },
        retention: { actions: { 'entry.*': 30, 'admin.auht.*': 365 } },
        requests: { reveal: ['api::author.author.find', 'api::author.auhtor.find'] },
      },
    });
    const log = app.log();
    await app.stop();
    expect(log).toContain(
      'record.exclude.actions[0] is "entri.*", which matches nothing in this application. ' +
        'Did you mean "entry.*"?'
    );
    expect(log).toContain('retention.actions is "admin.auht.*"');
    expect(log).toContain('requests.reveal[1] is "api::author.auhtor.find"');
    expect(log).not.toContain('requests.reveal[0]');
    expect(log).not.toContain('"entry.*", which matches nothing');
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
