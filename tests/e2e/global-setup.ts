import { performActions } from '../demo/actions';
import { login, SUPER_ADMIN } from '../helpers/actors';
import { backdate } from '../helpers/backdate';
import { bootApp, type App } from '../helpers/boot-app';
import { BASE_URL, EDITOR_STATE, saveSession, SUPER_ADMIN_STATE } from './session';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Two events a day for ten days, at noon and at one o'clock (UTC); the second one went wrong. */
const recordHistory = async (app: App): Promise<void> => {
  await app.run(async (strapi) => {
    const recorder = strapi.plugin('audit-trail').service('recorder');
    for (let day = 1; day <= 10; day += 1) {
      const event = { action: 'demo.count', origin: 'code', resource: { name: `Day ${day}` } };
      await recorder.record(event);
      await recorder.record({ ...event, outcome: 'failure' });
    }
  });
  const today = Math.floor(Date.now() / DAY) * DAY;
  const noons = Array.from({ length: 10 }, (_, index) => today - (index + 1) * DAY + 12 * HOUR);
  await backdate(
    app,
    'demo.count',
    noons.flatMap((noon) => [noon, noon + HOUR])
  );
};

/** Boots the test application and performs the demo's actions; resolves to the way to end it. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const app = await bootApp({ fresh: true, graphql: true });
  try {
    await performActions(app, () => undefined);
    await recordHistory(app);
    const admin = await login(app);
    const editor = await login(app, {
      email: 'editor@example.com',
      password: SUPER_ADMIN.password,
    });
    saveSession(SUPER_ADMIN_STATE, app.url, admin.token);
    saveSession(EDITOR_STATE, app.url, editor.token);
  } catch (error) {
    await app.stop();
    throw error;
  }
  process.env[BASE_URL] = app.url;
  return () => app.stop();
}
