import type { Mint } from './mint';
import type { Fields } from './unknown-keys';
import type { Spelling } from './entry-body';

type Secret = (position: string) => unknown;
type Body = (secret: Secret, mint: Mint, unique: string) => Fields;

const account = (unique: string) => ({ username: unique, email: `${unique}@example.com` });
const person = { firstname: 'Plain', lastname: 'Person' };
const hook = (secret: Secret, mint: Mint, unique: string) => ({
  name: unique,
  url:
    `https://${mint.word('credentials of a webhook')}@hooks.example.com/services/` +
    `${mint.word('path of a webhook')}?key=${mint.word('query of a webhook')}`,
  headers: { 'X-Key': secret('header of a webhook'), Authorization: secret('header of a webhook') },
  events: ['media.delete'],
});
const token = (_secret: Secret, mint: Mint, unique: string) => ({
  name: unique,
  description: '',
  type: 'read-only',
  lifespan: null,
  permissions: [],
  ...{
    accessKey: mint.word('key of a token'),
    encryptedKey: mint.word('encrypted key of a token'),
  },
});
const provider = (secret: Secret) => ({
  enabled: true,
  icon: 'github',
  callback: 'https://example.com/callback',
  scope: ['email'],
  key: secret('key of a provider'),
  secret: secret('secret of a provider'),
});
const endUser: Body = (secret, _mint, unique) => ({
  ...account(unique),
  confirmed: true,
  password: secret('password of an end user'),
  resetPasswordToken: secret('reset token of an end user'),
  confirmationToken: secret('confirmation token of an end user'),
});
const identifier = 'identifier that is no e-mail';

/** What Strapi's own routes take, by the end of their path; the rest of a body is unknown keys. */
const BODIES: readonly (readonly [RegExp, Body])[] = [
  [/\/admin\/login$/, (secret) => ({ email: secret(identifier), password: secret('password') })],
  [
    /\/admin\/register-admin$/,
    (secret) => ({ ...person, email: 'plain@example.com', password: secret('password') }),
  ],
  [
    /\/admin\/register$/,
    (secret) => ({
      registrationToken: secret('registration token'),
      userInfo: { ...person, password: secret('password of an invitation') },
    }),
  ],
  [/(forgot-password|email-confirmation)$/, (secret) => ({ email: secret(identifier) })],
  [
    /reset-password$/,
    (secret) => ({
      resetPasswordToken: secret('reset token'),
      code: secret('reset code'),
      password: secret('password'),
      passwordConfirmation: secret('repeated password'),
    }),
  ],
  [
    /(change-password|users\/me)$/,
    (secret) => ({
      currentPassword: secret('current password'),
      password: secret('new password'),
      passwordConfirmation: secret('repeated password'),
    }),
  ],
  [/(access-token|refresh)$/, (secret) => ({ refreshToken: secret('refresh token') })],
  [
    /\/admin\/users(\/[^/]+)?$/,
    (secret, _mint, unique) => ({
      ...{ ...person, email: `${unique}@example.com`, roles: [1], password: secret('password') },
      registrationToken: secret('registration token'),
      resetPasswordToken: secret('token'),
    }),
  ],
  [/\/webhooks(\/[^/]+)?$/, hook],
  [/tokens(\/[^/]+)?$/, token],
  [/\/roles(\/[^/]+)?$/, (_secret, _mint, unique) => ({ name: unique, description: 'Plain' })],
  [/\/providers$/, (secret) => ({ providers: { github: provider(secret) } })],
  [
    /\/auth\/local$/,
    (secret) => ({ identifier: secret(identifier), password: secret('password') }),
  ],
  [
    /\/auth\/local\/register$/,
    (secret, _mint, unique) => ({ ...account(unique), password: secret('password') }),
  ],
  [/\/users(\/[^/]+)?$/, endUser],
  [
    /\/mcp$/,
    (secret) => ({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'create_article', arguments: { data: { passphrase: secret('MCP secret') } } },
    }),
  ],
  [/\/email(\/test)?$/, (secret) => ({ to: 'a@example.com', text: secret('text of a mail') })],
];

/** How the secrets of such a body are spelt. */
const spelt: Record<Spelling, (mint: Mint, position: string) => unknown> = {
  right: (mint, position) => mint.password(position),
  number: (mint, position) => mint.number(position),
  object: (mint, position) => ({ value: mint.word(position), set: [mint.number(position)] }),
  list: (mint, position) => [mint.word(position), mint.number(position)],
  lists: (mint, position) => [[mint.word(position)], [{ a: mint.number(position) }]],
  text: (mint, position) => mint.word(position),
};

let made = 0;

/** The body that a route of Strapi's takes; null for any other. */
export function strapiBody(path: string, mint: Mint, spelling: Spelling): Fields | null {
  const [, body] = BODIES.find(([end]) => end.test(path)) ?? [];
  if (!body) return null;
  const how = spelling === 'right' ? '' : `, sent as ${spelling}`;
  const secret: Secret = (position) => spelt[spelling](mint, `${position}${how}`);
  return body(secret, mint, `plain-${(made += 1)}`);
}
