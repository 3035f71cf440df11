import { bootApp } from '../helpers/boot-app';
import { makeApplication, type LocklessApplication } from './applications';
import { changedCopies, changedEdges, edgesOf, type Lock } from './edges';
import { refusalsOf, type Refusal } from './refusals';

// npm resolves and installs some 1,600 packages.
jest.setTimeout(900_000);

/**
 * Without a lock file npm chooses every version anew. A plugin whose dependencies or peers ask for a
 * package of Strapi's in another range moves it for the application too: two copies of @strapi/utils made
 * each refusal a 500, since Strapi knows its errors by `instanceof`.
 */
describe('the plugin in an application without a lock file', () => {
  const applications: LocklessApplication[] = [];
  const make = (withPlugin: boolean) => {
    const application = makeApplication({ withPlugin });
    applications.push(application);
    return application;
  };
  afterAll(() => applications.forEach((application) => application.remove()));

  let without: Lock;
  let installed: LocklessApplication;
  let withPlugin: Lock;
  beforeAll(async () => {
    without = await make(false).plan();
    installed = make(true);
    withPlugin = await installed.plan();
    await installed.install();
  });

  it('changes no version that a package of the application requires', () => {
    expect(edgesOf(without).size).toBeGreaterThan(2_000);
    expect(changedEdges(without, withPlugin)).toEqual([]);
  });

  it('makes no second copy of a package of the application', () => {
    expect(changedCopies(without, withPlugin)).toEqual([]);
  });

  it('shares each package of Strapi and React with the application', () => {
    const shared = /^(@strapi\/.+|react(-dom|-intl|-router-dom)?|styled-components)$/;
    const copies = Object.keys(withPlugin.packages).filter((path) => {
      const [, inner] =
        /^node_modules\/strapi-plugin-audit-trail\/node_modules\/(.+)$/.exec(path) ?? [];
      return inner !== undefined && shared.test(inner);
    });
    expect(copies).toEqual([]);
  });

  it('leaves the answers to refused requests as they are, switched on and switched off', async () => {
    const answers = async (options: Parameters<typeof bootApp>[0]): Promise<Refusal[]> => {
      const app = await bootApp({ database: 'sqlite', graphql: true, ...options });
      try {
        return await refusalsOf(app);
      } finally {
        await app.stop();
      }
    };
    const alone = await answers({ plugin: false });
    expect(alone.every(({ status }) => status < 500)).toBe(true);
    expect(alone.filter(({ status }) => status >= 400).length).toBeGreaterThanOrEqual(10);
    expect(await answers({ appDir: installed.dir })).toEqual(alone);
    expect(await answers({ appDir: installed.dir, plugin: false })).toEqual(alone);
  });
});
