'use strict';

/** Routes that go wrong in one way each, for tests of what a refused or failed request leaves. */
const actions = ['crash', 'crashAfterCommit', 'rollBack', 'conflict'];

module.exports = {
  routes: actions.map((action) => ({
    method: 'POST',
    path: `/mishap/${action}`,
    handler: `mishap.${action}`,
    config: { auth: false },
  })),
};
