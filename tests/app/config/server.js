'use strict';

module.exports = ({ env }) => ({
  host: env('HOST', '127.0.0.1'),
  port: env.int('PORT', 1337),
  // e.g. SERVER_PROXY='{"koa":true}' makes X-Forwarded-For count.
  proxy: env.json('SERVER_PROXY', false),
  app: { keys: env.array('APP_KEYS', ['test-app-key-one', 'test-app-key-two']) },
  cron: { enabled: true },
  dirs: { public: env('PUBLIC_DIR', './public') },
  mcp: { enabled: env.bool('MCP_ENABLED', true) },
  logger: { updates: { enabled: false }, startup: { enabled: false } },
});
