import { ARTICLE, captureWith, change, eventWith, redactorWith, requestOf } from './fixtures';

/** What tokens and keys look like. */
const TOKENS: Record<string, string> = {
  GitLab: 'glpat-a1B2c3D4e5F6g7H8i9J0',
  'access key': 'AKIAQ3EXAMPLE7Z2MNB4',
  '20 letters and digits': 'Zk3Qw9Lm2Xv7Tr5Yp8Nd',
  '16 letters and digits': 'q7Vb2Kx9Rt4Lm8Zs',
  '16 hexadecimal digits': 'a3f9c27e81b4d605',
  '32 hexadecimal digits': 'a3f9c27e81b4d605f7e2904c6b1d8a35',
  '40 hexadecimal digits': 'f7e2904c6b1d8a35a3f9c27e81b4d605904c6b1d',
  Stripe: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
  'a short key': 'sk_abcdefghijkl',
  npm: 'npm_aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5',
  GitHub: 'ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8',
  Slack: 'xoxb-100000000001-200000000001-aBcDeFgHiJkLmNoPqRsTuVwX',
  Google: 'AIzaSyA1bC2dE3fG4hI5jK6lM7nO8pQ9rS0tU1v',
  SendGrid: 'SG.aB3dE5fG7hJ9kL1mN3pQ5r.S7tU9vW1xY3zA5bC7dE9fG1hJ3kL5mN7pQ9rS1tU3vW',
  Mailgun: 'key-a3f9c27e81b4d605f7e2904c6b1d8a35',
  Discord: 'MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs',
  Telegram: 'A110201:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw',
  JWT: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.s5fW_8s-1aYyE',
  bcrypt: '$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
  'licence key': 'ABCD1-EFGH2-JKLM3-NPQR4-STUV5',
  'licence key of four groups': 'X7K2-9QWE-R4T5-ZB1N',
  'licence key in small letters': 'abcd1-efgh2-jklm3-npqr4-stuv5',
  'Base64 of a word': 'dHVsaXAtcGxhbnRlZA==',
  'documentId of nothing': 'k3f9c27e81b4d605f7e2904c',
  UUID: 'b50e8400-e29b-41d4-a716-446655440000',
};

type Sent = Parameters<typeof requestOf>[1];
const HANDLERS: Record<string, Sent> = {
  "an application's own route": { handler: 'api::order.order.refund' },
  'a content type': { handler: `${ARTICLE}.create` },
  'public sign-in': { handler: 'plugin::users-permissions.auth.callback', path: '/api/auth/local' },
  settings: { handler: 'plugin::users-permissions.settings.updateProviders' },
  webhooks: { handler: 'admin::webhooks.createWebhook' },
  'media library': { handler: 'plugin::upload.content-api.upload' },
  MCP: { origin: 'mcp', handler: 'mcp' },
};

/** Where the sender of a body or a query string chooses a name. */
const IN_QUERIES: Record<string, (token: string) => string> = {
  'bare parameter': (token) => token,
  'bare parameter beside others': (token) => `page=1&${token}&populate`,
  'parameter without a value': (token) => `${token}=`,
  'parameter with a value': (token) => `${encodeURIComponent(token)}=x`,
  'name in brackets': (token) => `a[${encodeURIComponent(token)}]=x`,
  'name of a filter': (token) => `filters[${encodeURIComponent(token)}][$eq]=x`,
  'name of a filter below a relation': (token) => `filters[author][${encodeURIComponent(token)}]=x`,
};
const IN_BODIES: Record<string, (token: string) => unknown> = {
  'key of a body': (token) => ({ [token]: 1 }),
  'key in the data': (token) => ({ data: { [token]: 'x' }, fileInfo: { [token]: 'x' } }),
  'key of a list': (token) => ({ data: [{ [token]: 'x' }] }),
  'key in a component': (token) => ({ data: { seo: { [token]: 1 } }, seo: { [token]: 1 } }),
  'key in a relation': (token) => ({ data: { author: { connect: [{ [token]: 1 }] } } }),
  'name of a part of a form': (token) => ({ [`data[${token}]`]: 'x', [`a.${token}`]: 'x' }),
  'name of a setting': (token) => ({ providers: { [token]: { [token]: 'x' } } }),
  'name of a header': (token) => ({ headers: { [token]: 'x' }, url: 'https://a.example.com' }),
  'name of a header, as a pair': (token) => ({ headers: [{ key: token, value: 'x' }] }),
  'argument of a tool': (token) => ({ params: { name: token, arguments: { [token]: 1 } } }),
  'path of an error': (token) => ({ error: { details: { errors: [{ path: [token] }] } } }),
};

describe.each(Object.keys(HANDLERS))('%s', (route) => {
  const own = HANDLERS[route] ?? {};

  it.each(Object.keys(IN_QUERIES))('keeps no token as a %s', (position) => {
    for (const [form, token] of Object.entries(TOKENS)) {
      const { query } = requestOf(null, { ...own, query: IN_QUERIES[position]?.(token) });
      expect([form, JSON.stringify(query)]).toEqual([form, expect.not.stringContaining(token)]);
      expect([form, JSON.stringify(query)]).toEqual([form, expect.stringContaining('hidden')]);
    }
  });

  it.each(Object.keys(IN_BODIES))('keeps no token as a %s', (position) => {
    for (const [form, token] of Object.entries(TOKENS)) {
      const body = IN_BODIES[position]?.(token);
      const kept = requestOf(null, { ...own, requestBody: body, responseBody: body });
      expect([form, JSON.stringify(kept)]).toEqual([form, expect.not.stringContaining(token)]);
    }
  });
});

describe('a query parameter without a value', () => {
  it('is a value, and not kept, however plain', () => {
    for (const query of [
      'SaltyWalrus48',
      'SaltyWalrus48=',
      'a=1&SaltyWalrus48',
      'SaltyWalrus48==',
    ]) {
      expect(JSON.stringify(requestOf(null, { query }).query)).not.toContain('SaltyWalrus48');
    }
  });

  it('is kept where Strapi has it', () => {
    const query = 'populate&sort=&filters=&page&locale';
    const shown = { populate: '', sort: '', filters: '', page: '', locale: '' };
    expect(requestOf(null, { query }).query).toEqual(shown);
  });
});

describe('a token in a path', () => {
  it.each(Object.keys(TOKENS).filter((form) => !['documentId of nothing', 'UUID'].includes(form)))(
    'is hidden with whatever else shows it: %s',
    (form) => {
      const token = TOKENS[form] ?? '';
      const path = `/api/orders/${encodeURIComponent(token)}`;
      const request = { ...eventWith({}).request, path };
      const resource = { ...eventWith({}).resource, type: 'api::order.order', documentId: token };
      const kept = [
        redactorWith().event(eventWith({ request, resource, tags: [`of:${token}`] })),
        redactorWith().request(captureWith({ request })),
      ];
      expect(JSON.stringify(kept)).not.toContain(token);
    }
  );
});

describe('a token as the name of JSON that is content', () => {
  it.each(['Stripe', 'a short key', 'access key', 'licence key', 'GitLab', 'JWT', 'GitHub'])(
    'is hidden: %s',
    (form) => {
      const token = TOKENS[form] ?? '';
      const event = eventWith({
        changes: [
          change({ path: 'settings', after: { [token]: 1, inner: [{ [token]: 2 }] } }),
          change({ path: `settings.${token}`, before: 1, after: 2 }),
        ],
        payload: { [token]: 1 },
      });
      expect(JSON.stringify(redactorWith().event(event))).not.toContain(token);
    }
  );
});

describe('a name', () => {
  const NAMES = [
    ...['title', 'createdByUser', 'address_line_2', 'vitaminB12', 'iso8601Date', 'x', '0', '2024'],
    ...['internationalizationSettings', 'numberOfRegisteredUsersPerOrganization', 'utm_source'],
    ...['X-Forwarded-Proto', 'plugin::users-permissions.user', '$or', 'a[b][0][c]', 'données'],
    ...['isEmailAddressVerified', 'OAuth2ClientRegistration', 'newsletter-sign-up-2024-summer'],
  ];

  it.each(NAMES)('is kept in a body and a query: %s', (name) => {
    expect(requestOf(null, { requestBody: { [name]: 'x' } }).requestBody).toEqual({
      [name]: '[hidden: text]',
    });
    const { query } = requestOf(null, { query: `${encodeURIComponent(name)}=x` });
    expect(Object.keys(query as object)).toEqual([name]);
  });
});
