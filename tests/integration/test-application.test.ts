import { bootApp, type App } from '../helpers/boot-app';
import { signInWithOAuth, startOAuthServer, type OAuthServer } from '../helpers/oauth-server';

/** What later tests rely on: each of these would otherwise fail far from its cause. */
describe('the surroundings of the test application', () => {
  let oauth: OAuthServer;
  let app: App;

  beforeAll(async () => {
    oauth = await startOAuthServer();
    app = await bootApp({ env: oauth.env });
  });

  afterAll(async () => {
    await app?.stop();
    await oauth?.stop();
  });

  it('signs an end user in at the OAuth server', async () => {
    oauth.signIn({ username: 'olga', email: 'olga@example.com' });
    const { status, body } = await signInWithOAuth(app);
    expect(status).toBe(200);
    expect(body.user).toMatchObject({ username: 'olga', provider: 'example' });
  });

  it('refuses an end user who cancels at the OAuth server', async () => {
    oauth.signIn(null);
    const { status, body } = await signInWithOAuth(app);
    expect(status).toBe(400);
    expect(body.error.message).toBe('OAuth authentication requires a completed provider session');
  });

  it('writes a mail to the folder of its own instance', async () => {
    await app.run((strapi) =>
      strapi
        .plugin('email')
        .service('email')
        .send({ to: 'to@example.com', subject: 'Hello', text: 'x' })
    );
    expect(app.mails()).toMatchObject([{ to: 'to@example.com', subject: 'Hello' }]);
  });

  it('answers MCP requests', async () => {
    const { status, body } = await app.request.post('/mcp').send({});
    expect({ status, message: body.error.message }).toEqual({
      status: 401,
      message: 'Authentication required',
    });
  });
});
