'use strict';

// For the crash test only: a log that is written after the commit, when Strapi's event hub tells of
// it, in batches for the sake of speed. What it loses shows that the test can find a loss.
module.exports = async (strapi) => {
  if (process.env.AFTER_COMMIT_LOG !== 'on') return;
  const { connection } = strapi.db;
  if (!(await connection.schema.hasTable('after_commit_log'))) {
    await connection.schema.createTable('after_commit_log', (table) => {
      table.increments('id');
      table.string('action');
      table.string('document_id');
    });
  }
  let waiting = [];
  strapi.eventHub.subscribe(async (action, { entry } = {}) => {
    // Whoever deletes at once what he created: Strapi then tells of a creation without an entry.
    if (!action.startsWith('entry.') || !entry) return;
    waiting.push({ action, document_id: entry.documentId });
    if (waiting.length > 1) return;
    setTimeout(() => {
      const rows = waiting;
      waiting = [];
      connection('after_commit_log')
        .insert(rows)
        .catch((error) => strapi.log.error(error));
    }, 25);
  });
};
