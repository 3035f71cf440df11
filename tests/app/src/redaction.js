'use strict';

// For tests only. A service may be replaced by the application that owns the process; that is
// Strapi's own way.
const json = (value) => JSON.parse(JSON.stringify(value ?? null));

const fail = () => {
  throw new Error('redaction: never');
};

const MODES = {
  // The scan for planted secrets must find all of them when nothing hides them.
  off: () => ({
    isSecretAttribute: () => false,
    event: (event) => ({ ...event, changes: json(event.changes), payload: json(event.payload) }),
    request: (capture) => ({
      ...capture,
      query: json(capture.query),
      requestBody: json(capture.requestBody),
      responseBody: json(capture.responseBody),
    }),
  }),
  // One rule less: what was sent is kept as it was read.
  'all-but-request-bodies': (redactor) => ({
    ...redactor,
    request: (capture) => ({
      ...redactor.request(capture),
      requestBody: json(capture.requestBody),
    }),
  }),
  // It fails on whatever holds values.
  failing: (redactor) => ({
    ...redactor,
    event: (event) => (event.changes.length > 0 ? fail() : redactor.event(event)),
    request: fail,
  }),
};

module.exports = (strapi) => {
  const mode = MODES[process.env.REDACTION];
  if (mode) strapi.get('services').extend('plugin::audit-trail.redactor', mode);
};
