'use strict';

// Strapi's pull loses data where the answer that a stage has begun and the stage's first data arrive
// together: the data is emitted before the listener that waits for the answer has begun to listen,
// and the transfer then waits for ever. `ws` can emit each message in a turn of its own, which
// Strapi does not ask for. Preloaded into Strapi's command line, so that tests do not meet that.
const { dirname, join } = require('node:path');

const appDir = process.env.ONE_MESSAGE_A_TICK_IN;
const Receiver = require(
  join(dirname(require.resolve('ws', { paths: [appDir] })), 'lib/receiver.js')
);

Object.defineProperty(Receiver.prototype, '_allowSynchronousEvents', {
  get: () => false,
  set() {},
});
