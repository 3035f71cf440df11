'use strict';

/** What an application's own code does in its own routes. Open to everybody: only tests call it. */
module.exports = {
  routes: ['write', 'writeLater', 'failLater', 'relay'].map((action) => ({
    method: 'POST',
    path: `/probe/${action}`,
    handler: `probe.${action}`,
    config: { auth: false },
  })),
};
