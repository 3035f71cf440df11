import { bootApp, type App } from '../../helpers/boot-app';
import { publishAndSave } from './publish-and-save';

describe('a draft that is saved while it is published for the first time', () => {
  let app: App;
  beforeAll(async () => {
    app = await bootApp();
  });
  afterAll(() => app?.stop());

  it('tells by its events what was published', async () => {
    const { events, title } = await app.run(publishAndSave, 1_000);
    let draft: unknown;
    let published: unknown;
    for (const { action, changes } of events) {
      const change = changes.find(({ path }) => path === 'title');
      // A first publication is its draft, but for what it tells.
      if (action === 'entry.publish') published = change ? change.after : draft;
      else draft = change?.after;
    }
    expect(events.map(({ action }) => action).sort()).toEqual([
      'entry.create',
      'entry.publish',
      'entry.update',
    ]);
    expect([draft, published]).toEqual(['second', title]);
  });
});
