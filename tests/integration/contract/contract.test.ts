import { INTERNALS } from '../../../server/src/strapi/contract';
import { adminClient, ok } from '../../helpers/actors';
import { bootApp, type App } from '../../helpers/boot-app';
import { BREAKS } from './breaks';

jest.setTimeout(300_000);

/** Internals that cannot be probed without one that is broken. */
const TAKES_ALONG: Record<string, string[]> = {
  'server.router.match() with params() and captures()': ['ctx.state.route: handler and info'],
  'trx.commit() of the transaction that db.transaction() opens': ['db.transaction() without work'],
  'db.lifecycles.run() and subscribe()': ['documents.use(): uid, action and params'],
};

describe('what the log depends on of Strapi', () => {
  let app: App;
  beforeAll(async () => {
    app = await bootApp({ graphql: true });
  });
  afterAll(() => app?.stop());

  it('holds as a whole in this version, and health says so', async () => {
    const { body } = await ok((await adminClient(app)).get('/audit-trail/health'));
    expect(body.contract.strapi).toMatch(/^5\.\d+\.\d+$/);
    expect(body.contract.internals.map(({ name }: { name: string }) => name)).toEqual(
      INTERNALS.map(({ name }) => name)
    );
    expect(body.contract.internals.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
    expect(body.missing).toEqual([]);
    expect(app.log()).not.toContain('This version of Strapi lacks');
  });

  it('has a way to be broken for each part', () => {
    expect(Object.keys(BREAKS).sort()).toEqual(INTERNALS.map(({ name }) => name).sort());
  });
});

/** What the check of a start says in an application in which these are broken. */
async function checkBroken(names: readonly string[]): Promise<{ log: string; broken: string[] }> {
  const app = await bootApp({ graphql: true });
  try {
    const broken = await app.run(
      async (strapi, sources) => {
        const contract = strapi.plugin('audit-trail').service('contract');
        for (const source of sources) (0, eval)(`(${source})`)(strapi);
        for (const moment of ['start', 'serving']) await contract.check(moment);
        return contract
          .facts()
          .internals.filter(({ holds }: { holds: boolean }) => !holds)
          .map(({ name }: { name: string }) => name);
      },
      names.map((name) => String(BREAKS[name]))
    );
    return { log: app.log(), broken };
  } finally {
    await app.kill();
    await app.stop().catch(() => undefined);
  }
}

const NAMES = INTERNALS.map(({ name }) => name);
const ALONE = Object.keys(TAKES_ALONG);
// They do not stand in each other's way: broken together they save a boot each.
const TOGETHER = NAMES.filter((name) => !ALONE.includes(name));
const EVERY_OTHER = [0, 1].map((rest) => TOGETHER.filter((_, index) => index % 2 === rest));

describe.each([...ALONE.map((name) => [name]), ...EVERY_OTHER])(
  'where %s is broken',
  (...names) => {
    it('the check says which, and what is lost, and nothing else', async () => {
      const { log, broken } = await checkBroken(names);
      const expected = names.flatMap((name) => [name, ...(TAKES_ALONG[name] ?? [])]);
      expect(broken.sort()).toEqual(expected.sort());
      for (const { name, lost } of INTERNALS.filter((one) => names.includes(one.name))) {
        expect(log).toContain(`[audit-trail] ${lost} This version of Strapi lacks ${name}`);
      }
    });
  }
);
