'use strict';

/**
 * Adds the users-permissions provider `example`, which signs in at the server in OAUTH_SERVER_URL
 * (see tests/helpers/oauth-server.ts). Without that variable there is no such provider.
 */
exports.registerOAuthProvider = (strapi) => {
  const server = process.env.OAUTH_SERVER_URL;
  if (!server) return;

  strapi
    .plugin('users-permissions')
    .service('providers-registry')
    .add('example', {
      enabled: true,
      icon: '',
      grantConfig: {
        oauth: 2,
        authorize_url: `${server}/authorize`,
        access_url: `${server}/token`,
        key: 'example-client',
        secret: process.env.OAUTH_CLIENT_SECRET ?? 'example-client-secret',
        // Where a front end would stand; only the session cookie matters here.
        callback: `${server}/signed-in`,
        scope: ['email'],
      },
      async authCallback({ accessToken }) {
        const response = await fetch(`${server}/userinfo`, {
          headers: { Authorization: `Bearer ${accessToken}` },
        });
        if (!response.ok) throw new Error(`The OAuth server answered ${response.status}`);
        return response.json();
      },
    });
};
