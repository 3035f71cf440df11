'use strict';

// Strapi looks for plugins among the dependencies in package.json. This one is packed and installed
// by tests/helpers/prepare-app.ts and cannot stand there: the lock file would have to name a
// tarball that every build changes. Strapi reads the same cached object after this file.
require('../package.json').dependencies['strapi-plugin-audit-trail'] = '*';

/** Plugins of the application's own around the audit trail, when a test asks for them. */
const local = (env, name) =>
  env('PROBE_PLUGINS') ? { [name]: { enabled: true, resolve: `./src/plugins/${name}` } } : {};

module.exports = ({ env }) => ({
  ...local(env, 'early'),
  'audit-trail': {
    enabled: env.bool('AUDIT_TRAIL_ENABLED', true),
    config: env.json('AUDIT_TRAIL_CONFIG', {}),
  },
  ...local(env, 'late'),
  'users-permissions': {
    config: {
      jwtSecret: env('JWT_SECRET', 'test-users-jwt-secret'),
      jwtManagement: env('USERS_JWT_MANAGEMENT', 'legacy-support'),
      // Seconds, e.g. USERS_SESSIONS='{"accessTokenLifespan":2}'.
      sessions: env.json('USERS_SESSIONS', {}),
      // e.g. USERS_RATE_LIMIT='{"enabled":false}'.
      ratelimit: env.json('USERS_RATE_LIMIT', {}),
    },
  },
  email: {
    config: {
      provider: 'strapi-provider-email-file',
      providerOptions: { directory: env('MAILS_DIR', '.tmp/mails') },
      settings: { defaultFrom: 'app@example.com', defaultReplyTo: 'app@example.com' },
    },
  },
  // Strapi's own provider, which is public, unless a test brings a storage.
  ...(env('PRIVATE_UPLOADS') && {
    upload: {
      config: {
        provider: 'strapi-provider-upload-private',
        providerOptions: env.json('PRIVATE_UPLOADS'),
      },
    },
  }),
  graphql: {
    enabled: env.bool('GRAPHQL_ENABLED', true),
    config: { landingPage: false, defaultLimit: 25, maxLimit: 100, depthLimit: 10 },
  },
});
