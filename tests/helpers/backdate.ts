import type { App } from './boot-app';

/**
 * Lets events seem to have happened earlier, as if the log had been there: code can only claim a
 * time. Rewrites the rows as a purge may, with the key that opens the triggers for one transaction.
 *
 * @param times epoch milliseconds for the events of this action that still have the time of their
 *   recording, oldest first
 */
export const backdate = (app: App, action: string, times: readonly number[]): Promise<void> =>
  app.run(
    async (strapi, wanted, all) => {
      const unlock = {
        sqlite: 'INSERT INTO audit_trail_purge_key (id) VALUES (1)',
        postgres: "SELECT set_config('audit_trail.purge', txid_current()::text, true)",
        mysql: 'INSERT INTO audit_trail_purge_key (connection) VALUES (CONNECTION_ID())',
      };
      const { client } = strapi.db.dialect as { client: keyof typeof unlock };
      const newest = await strapi.db
        .connection('audit_trail_events')
        .where({ action: wanted })
        .orderBy('id', 'desc')
        .limit(all.length)
        .pluck('id');
      await strapi.db.transaction(async ({ trx }) => {
        await trx.raw(unlock[client]);
        // The search index may just be reading these events.
        await trx('audit_trail_state').where({ name: 'search-index' }).forUpdate();
        for (const [index, id] of newest.reverse().entries()) {
          const time = { occurred_at: all[index] };
          await trx('audit_trail_events').where({ id }).update(time);
          await trx('audit_trail_postings').where({ event_id: id }).update(time);
        }
        if (client !== 'postgres') await trx('audit_trail_purge_key').delete();
      });
    },
    action,
    [...times]
  );
