import { change, eventWith, redactorWith, requestOf } from './fixtures';

/** Settings of Strapi 5.54 that hold an address, by the path at which the store has them. */
const OF_PROVIDERS = [
  ...['callback', 'callbackUrl', 'redirectUri', 'redirect_uri', 'authCallback', 'apiURL'],
  ...['authorize_url', 'access_url', 'profile_url', 'request_url', 'jwksurl', 'jwks_uri'],
  ...['subdomain', 'audience', 'tokenEndpoint', 'logoutURL', 'issuer', 'host', 'domain'],
];
const ADDRESSES = [
  ...OF_PROVIDERS.map((name) => `auth0.${name}`),
  ...['email_reset_password', 'email_confirmation_redirection', 'webhookUrl', 'defaultLocale'],
  ...['menuLogo.url', 'authLogo.ext', 'providers.loginUrl', 'providers.ssoLockedRoles[0]'],
  ...['metadatas.title.edit.placeholder', 'settings.previewUrl', 'layouts', 'sort', 'widgets'],
  ...['nobody.knows', 'nobodyKnows', 'auth0.nobody', 'auth0.custom_params.login_hint'],
  ...['auth0.scope', 'auth0.grantConfig.authorize_url', 'auth0.oauth', 'auth0.response'],
];
const VALUES = [
  'https://k.example.com/t/SaltyWalrus41',
  'HTTPS://k.example.com/SaltyWalrus41',
  ' https://k.example.com/SaltyWalrus41 ',
  'https://k.example.com?tenant=SaltyWalrus41',
  'https://k.example.com#SaltyWalrus41',
  'https://SaltyWalrus41@k.example.com/',
  'amqp://k.example.com/SaltyWalrus41',
];

const settingOf = (path: string, after: unknown, before?: unknown) =>
  redactorWith().event(
    eventWith({
      resource: { ...eventWith({}).resource, type: 'strapi::core-store' },
      changes: [change({ path, before, after })],
    })
  ).changes[0];

/** `auth0.callback` as a change of `auth0`. */
const within = (path: string, value: unknown): [string, unknown] => {
  const [root = '', ...rest] = path.replace(/\[\d+\]/g, '').split('.');
  return [root, rest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value)];
};

describe('the address in a setting', () => {
  it.each(ADDRESSES)('%s keeps at most scheme and host', (path) => {
    for (const value of VALUES) {
      const kept = [
        settingOf(path, value),
        settingOf(path, 'https://other.example.com/', value),
        settingOf(path, [value]),
        settingOf(...within(path, value)),
        settingOf(...within(path, [value])),
      ];
      expect(JSON.stringify(kept)).not.toContain('SaltyWalrus41');
    }
  });

  it.each(OF_PROVIDERS)('%s of a provider keeps no path without a scheme either', (name) => {
    for (const value of ['tenant.example.com/SaltyWalrus47', '/SaltyWalrus47', 'SaltyWalrus47?a']) {
      const kept = [
        settingOf(`auth0.${name}`, value),
        settingOf('auth0', { [name]: value }),
        requestOf(null, {
          handler: 'plugin::users-permissions.settings.updateProviders',
          requestBody: { providers: { auth0: { [name]: value } } },
        }).requestBody,
      ];
      expect(JSON.stringify(kept)).not.toContain('SaltyWalrus47');
    }
  });

  it.each([
    ['auth0.callback', 'https://k.example.com/t', 'https://k.example.com/…'],
    ['auth0.jwksurl', 'https://k.example.com/t', 'https://k.example.com/…'],
    ['auth0.authorize_url', 'https://k.example.com/t', 'https://k.example.com/…'],
    ['auth0.apiURL', 'https://k.example.com', 'https://k.example.com'],
    ['auth0.subdomain', 'tenant.example.com', 'tenant.example.com'],
    ['auth0.subdomain', 'tenant.example.com:8443/realms/one', 'tenant.example.com:8443/…'],
    ['auth0.subdomain', 'tenant', 'tenant'],
    ['auth0.scope', ['email', 'user:read'], ['email', 'user:read']],
    ['auth0.enabled', true, true],
    ['auth0.icon', 'key', 'key'],
    ['menuLogo.url', '/uploads/logo.png', '/uploads/logo.png'],
    ['email_confirmation_redirection', 'https://a.example.com/x', 'https://a.example.com/…'],
    ['email_confirmation.options.object', 'Reset it', 'Reset it'],
    ['email_confirmation.options.message', '<p><%= URL %></p>', '<p><%= URL %></p>'],
    ['metadatas.title.list.label', 'Title', 'Title'],
  ])('%s: %j is kept as %j', (path, value, shown) => {
    expect(settingOf(path, value)?.after).toEqual(shown);
    const [root, whole] = within(path, value);
    expect(settingOf(root, whole)?.after).toEqual(within(path, shown)[1]);
  });

  it('is the same in the body that sets it', () => {
    const sent = (rest: string) => ({
      providers: {
        auth0: {
          ...{ callback: rest, jwksurl: rest, authorize_url: rest, access_url: rest },
          ...{ apiURL: rest, redirectUri: rest, subdomain: 'tenant.example.com' },
        },
      },
    });
    const { requestBody } = requestOf(null, {
      handler: 'plugin::users-permissions.settings.updateProviders',
      requestBody: sent('https://k.example.com/t/SaltyWalrus41'),
    });
    expect(requestBody).toEqual(sent('https://k.example.com/…'));
  });
});
