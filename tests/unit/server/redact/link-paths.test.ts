import { createSecretNames } from '../../../../server/src/redact/secret-names';
import { scrubText } from '../../../../server/src/redact/secret-shapes';
import { readPath } from '../../../../server/src/redact/urls';
import { growthOf } from './growth';

const isSecretName = createSecretNames(['zebra']);
const scrub = (text: string) => scrubText(text, isSecretName);
const show = (path: string) => readPath(path, scrub).path;

const LINKS = [
  ...['otp', 'sms', 'code', 'verify-email', 'confirm-email', 'pin', 'password', 'secret', 'reset'],
  ...['magic-login', 'reset_password', 'resetPassword', 'tokens', 'auth/token', 'reset-password'],
  ...['invite', 'invite/accept', 'api-key', 'password-reset', 'email-confirmation', 'activate'],
  ...['zebra', 'verify/', 'token/refresh', 'access_token', 'unsubscribe', 'magic-link'],
];
const SECRETS = ['482913', 'hunter2', 'abcdefgh', 'KXQJWZPM-hunter', 'hunter2x', 'h%C3%BCnter'];

describe.each(LINKS)('after %s', (link) => {
  it.each(SECRETS)('%s is hidden in a path and in a URL', (secret) => {
    for (const prefix of ['/api/', '/', '/api//', '/cms/api/']) {
      expect(show(`${prefix}${link}/${secret}`)).toBe(`${prefix}${link}/[hidden]`);
      expect(show(`${prefix}${link}/anna/${secret}`)).toBe(`${prefix}${link}/[hidden]/[hidden]`);
    }
    const url = `https://example.com/${link}/`;
    expect(scrub(`See ${url}${secret}, Ann.`)).toBe(`See ${url}[hidden], Ann.`);
    expect(scrub(`See ${url}${secret}?a=1`)).toBe(`See ${url}[hidden]?a=1`);
  });
});

describe('a path', () => {
  it.each(['/api/webhooks/stripe/hunter2', '/webhook/hunter2', '/api/x%252Fpassword%253Dhunter2'])(
    '%s keeps no secret',
    (path) => {
      expect(show(path)).not.toContain('hunter2');
    }
  );

  it.each([
    ...['/admin/api-tokens/3/regenerate', '/admin/api-tokens/4829', '/admin/transfer/tokens/1234'],
    ...['/admin/webhooks/3/trigger', '/admin/webhooks/48291', '/admin/webhooks/batch-delete'],
    ...['/admin/admin-tokens/12345', '/users-permissions/roles/12345', '/admin/reset-password'],
    ...['/admin/transfer/runner/push', '/api/auth/local/register', '/api/auth/reset-password'],
    ...['/content-manager/collection-types/api::token.token/z7v8zma3nfo1x0c2b4n6m8k0'],
    ...['/content-manager/single-types/api::secret.secret/actions/publish', '/admin/users/12345'],
    ...['/content-manager/components/shared.token/configuration', '/api/v1/articles/how-to'],
    ...['/users-permissions/email-templates', '/upload/files/12345', '/api/keywords/red'],
    ...['/api/articles/how-to-choose-a-good-password/comments', '/api/tokens/7', '/api/token/info'],
  ])('%s stays as it is', (path) => {
    expect(show(path)).toBe(path);
  });

  it.each([
    'ftp://user:pa@hunter2@host/x',
    'https://user:hunter2@host',
    'https://a@b@hunter2@host',
  ])('has no credentials in %s', (url) => {
    expect(scrub(`at ${url}`)).toMatch(/^at \w+:\/\/\[hidden\]@host/);
  });

  it.each(['https://a/reset/', '/reset/', 'a://', 'a:b@', 'a://b@'])(
    'of %s is read in a time that grows with its length',
    (part) => {
      expect(growthOf((text) => [scrub(text), show(text)], part)).toBeLessThan(10);
    }
  );
});
