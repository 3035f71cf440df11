'use strict';

const { failures } = require('../failures');

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];
const route = (method, path, action, more = {}) => ({
  method,
  path: `/intake${path}`,
  handler: `intake.${action}`,
  config: { auth: false, ...more },
});

/**
 * Routes of the application's own that take anything, and answer with it or refuse it in every way
 * that quotes it. Open to everybody: only tests call them.
 */
module.exports = {
  routes: [
    ...Object.keys(failures).map((how, index) =>
      route(METHODS[index % METHODS.length], `/${how}`, how)
    ),
    ...METHODS.map((method) => route(method, '/echo', 'echo')),
    route('POST', '/echo-text', 'echoText'),
    route('POST', '/guarded', 'guarded', { policies: ['quoting'] }),
    route('GET', '/search', 'validation'),
    route('GET', '/invitations/:token', 'echo'),
    route('POST', '/invitations/:token', 'application'),
    route('DELETE', '/invitations/:id', 'plain'),
    route('PUT', '/links/:documentId', 'forbidden'),
    route('GET', '/links/:documentId', 'unauthorized'),
    route('POST', '/links/:id/:code', 'validation'),
  ],
};
