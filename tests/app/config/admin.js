'use strict';

module.exports = ({ env }) => ({
  auth: {
    secret: env('ADMIN_JWT_SECRET', 'test-admin-jwt-secret'),
    // Seconds, e.g. ADMIN_SESSIONS='{"accessTokenLifespan":2}'.
    sessions: env.json('ADMIN_SESSIONS', {}),
  },
  apiToken: { salt: env('API_TOKEN_SALT', 'test-api-token-salt') },
  transfer: { token: { salt: env('TRANSFER_TOKEN_SALT', 'test-transfer-token-salt') } },
  secrets: { encryptionKey: env('ENCRYPTION_KEY', 'test-encryption-key-of-32-bytes!') },
  rateLimit: env.json('ADMIN_RATE_LIMIT', { enabled: true }),
  autoOpen: false,
  // Strapi's own menu link to the paid "Audit Logs" would stand beside the plugin's.
  flags: { nps: false, promoteEE: false },
});
