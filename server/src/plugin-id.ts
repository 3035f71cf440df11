/** The plugin's id: the prefix of its routes, permissions, content type and translations. */
export const PLUGIN_ID = 'audit-trail';

/** The journal's content type and its table. */
export const EVENT_UID = `plugin::${PLUGIN_ID}.event` as const;
export const EVENT_TABLE = 'audit_trail_events';
/** What an event can be found by, a row each: its tags and the words of its names. */
export const TAG_TABLE = 'audit_trail_tags';
export const REQUEST_TABLE = 'audit_trail_requests';
export const VIEW_TABLE = 'audit_trail_views';
export const LEASE_TABLE = 'audit_trail_leases';
/** How many events there were in each hour, counted behind the journal. */
export const ROLLUP_TABLE = 'audit_trail_rollup';
export const STATE_TABLE = 'audit_trail_state';
