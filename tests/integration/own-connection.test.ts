import { defaultDatabase } from '../helpers/app/databases';
import { bootApp, type App } from '../helpers/boot-app';

/** Those that write refuse everywhere, those that only read where they would wait for ever. */
const WRITING = {
  purge: ['retention', 'purge', []],
  preview: ['retention', 'preview', []],
  erase: ['erasure', 'erase', [{ email: 'nobody@example.com' }]],
  'archive.store': ['archive', 'store', [[]]],
} as const;
const READING = {
  findEvents: ['query', 'findEvents', [{}]],
  walkEvents: ['query', 'walkEvents', [{ format: 'csv' }]],
  findHistogram: ['query', 'findHistogram', [{}]],
} as const;

type Call = readonly [service: string, method: string, args: readonly unknown[]];

describe('what works on a connection of its own', () => {
  let app: App;
  beforeAll(async () => {
    app = await bootApp();
  });
  afterAll(() => app?.stop());

  /** Calls it inside a transaction that writes, and says what came of both. */
  const callInside = ([service, method, args]: Call) =>
    app.run(
      async (strapi, service, method, args) => {
        const startedAt = Date.now();
        const name = `Around ${service}.${method}`;
        const called = strapi.plugin('audit-trail').service(service)[method];
        const error = await strapi.db.transaction(async () => {
          await strapi.db.query('api::author.author').create({ data: { name } });
          return Promise.resolve()
            .then(() => called(...args))
            .then(
              () => null,
              (thrown: Error) => thrown.message
            );
        });
        const kept = await strapi.db.query('api::author.author').count({ where: { name } });
        return { error, kept, took: Date.now() - startedAt };
      },
      service,
      method,
      args
    );

  it.each(Object.entries(WRITING))(
    '%s is refused inside a transaction, at once',
    async (_, call) => {
      const { error, kept, took } = await callInside(call);
      const [service, method] = call;
      expect(error).toBe(
        `[audit-trail] service('${service}').${method}(): call it outside strapi.db.transaction(). ` +
          'It works on a database connection of its own, and would wait for the one that this ' +
          'transaction holds.'
      );
      expect(kept).toBe(1);
      expect(took).toBeLessThan(5_000);
    }
  );

  it.each(Object.entries(READING))('%s never waits inside a transaction', async (_, call) => {
    const { error, kept, took } = await callInside(call);
    if (defaultDatabase() === 'sqlite') expect(error).toContain('outside strapi.db.transaction()');
    else expect(error).toBeNull();
    expect(kept).toBe(1);
    expect(took).toBeLessThan(5_000);
  });
});
