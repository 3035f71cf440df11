import { bootApp, type App } from '../../helpers/boot-app';
import { recordedBy } from '../../helpers/events';
import { firstAdministratorPaths } from './first-administrator.paths';

describe('a project without administrators', () => {
  let app: App;
  beforeAll(async () => {
    app = await bootApp({ fresh: true });
  });
  afterAll(() => app?.stop());

  it.each(firstAdministratorPaths)('$path', async ({ act, events, changes }) => {
    const recorded = await recordedBy(app, () => act(app), events().length);
    expect(recorded.map(({ line }) => line)).toEqual(events());
    expect(recorded[0]?.changes.map(({ path }) => path).sort()).toEqual(changes);
  });
});
