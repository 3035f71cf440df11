import { bootApp, type App } from '../helpers/boot-app';
import { addOldEvents, purgesIn, untilLeft } from '../helpers/old-events';

const COUNT = 6_000;

describe('a process that is killed while it purges', () => {
  let app: App;
  beforeAll(async () => {
    app = await bootApp({ auditTrail: { retention: { days: 30, schedule: '0 0 1 1 *' } } });
    await addOldEvents(app, COUNT);
  });
  afterAll(() => app?.stop());

  it('leaves nothing that no event tells: it goes on after its next start, and says both', async () => {
    const purge = app.run((strapi) => strapi.plugin('audit-trail').service('retention').purge());
    const died = expect(purge).rejects.toThrow();
    await untilLeft(app, COUNT / 2);
    await app.kill();
    await died;

    await app.restart();
    const restartedAt = Date.now();
    const leftAtStart = await untilLeft(app, COUNT);
    expect(leftAtStart).toBeGreaterThan(0);
    await untilLeft(app, 0);
    expect(Date.now() - restartedAt).toBeLessThan(60_000);
    let purges = await purgesIn(app);
    while (purges.length < 2) purges = await purgesIn(app);
    expect(purges).toMatchObject([
      { outcome: 'failure', payload: { end: 'broken-off', removed: COUNT - leftAtStart } },
      { outcome: 'success', payload: { end: 'complete', removed: leftAtStart } },
    ]);
  });
});
