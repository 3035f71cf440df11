'use strict';

const COMMENT = 'plugin::comments.comment';
const FLAG = `${COMMENT}.flag`;

/** @type {import('strapi-plugin-audit-trail/strapi-server').OwnSource} */
module.exports = {
  name: 'comment',
  actions: {
    'comment.create': { label: 'Comment written', sentence: '{actor} wrote {resource}' },
    'comment.update': { label: 'Comment edited', sentence: '{actor} edited {resource}' },
    'comment.delete': { label: 'Comment removed', sentence: '{actor} removed {resource}' },
    'comment.flag': { label: 'Comment flagged', sentence: '{actor} flagged {resource}' },
  },

  start({ writes, requests }) {
    // For every writer of the row: HTTP, GraphQL or code. The event commits with the row.
    writes.watch([COMMENT], { relations: ['article'] }, (changes) =>
      changes.map(({ verb, handler, resource, changes }) => ({
        action: handler === FLAG ? 'comment.flag' : `comment.${verb}`,
        resource,
        changes,
      }))
    );
    // A refused request writes no row.
    requests.onSettled([FLAG], ({ status, params, errorMessage }) =>
      status < 400
        ? null
        : {
            action: 'comment.flag',
            outcome: status === 403 ? 'denied' : 'failure',
            reason: errorMessage ?? `HTTP ${status}`,
            resource: { type: COMMENT, id: params.id },
          }
    );
  },
};
