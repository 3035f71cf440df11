import { bodyOf, captureWith, redactorWith } from './fixtures';

const HEX = '0123456789abcdef0123456789abcdef0123456789abcdef';

describe("a body of Strapi's own types", () => {
  it('shows the facts of a token and never its keys', () => {
    expect(
      bodyOf('admin::api-token', {
        data: { name: 'CI', type: 'custom', accessKey: HEX, encryptedKey: 'v1:a:b' },
      })
    ).toEqual({
      data: { name: 'CI', type: 'custom', accessKey: '[hidden]', encryptedKey: '[hidden]' },
    });
  });

  it('shows the names of webhook headers and the host of the address', () => {
    expect(
      bodyOf('strapi::webhook', {
        name: 'Deploy',
        url: 'https://bot:hunter2@ci.example.com/hook?token=abc&ref=main',
        headers: { Authorization: 'x', 'X-Number': 5 },
        events: ['entry.create'],
        isEnabled: true,
      })
    ).toEqual({
      name: 'Deploy',
      url: 'https://ci.example.com/…',
      headers: { Authorization: '[hidden]', 'X-Number': '[hidden]' },
      events: ['entry.create'],
      isEnabled: true,
    });
  });

  it("follows the application's rule for attributes that it added to Strapi's users", () => {
    expect(
      bodyOf('plugin::users-permissions.user', {
        username: 'u',
        birthplace: 'Ulm',
        nickname: 'x',
        notYetReviewed: 'x',
        password: 'x',
        confirmationToken: 'x',
      })
    ).toEqual({
      username: 'u',
      birthplace: 'Ulm',
      nickname: '[hidden]',
      notYetReviewed: '[hidden]',
      password: '[hidden]',
      confirmationToken: '[hidden]',
    });
  });

  it('reveals no token of theirs, whatever the configuration says', () => {
    const type = 'plugin::users-permissions.user';
    const redactor = redactorWith({ reveal: [`${type}.resetPasswordToken`, `${type}.nickname`] });
    const requestBody = { resetPasswordToken: 'x', nickname: 'Bo' };
    const capture = captureWith({ resourceType: type, requestBody });
    expect(redactor.request(capture).requestBody).toEqual({
      resetPasswordToken: '[hidden]',
      nickname: 'Bo',
    });
  });

  it('keeps the tree of permissions of an end-user role readable', () => {
    const permissions = {
      'plugin::users-permissions': {
        controllers: { auth: { resetPassword: { enabled: true, policy: '' } } },
      },
    };
    expect(bodyOf('plugin::users-permissions.role', { name: 'Public', permissions })).toEqual({
      name: 'Public',
      permissions,
    });
  });
});
