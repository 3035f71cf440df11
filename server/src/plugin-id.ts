/** The plugin's id: the prefix of its routes, permissions, content type and translations. */
export const PLUGIN_ID = 'audit-trail';

/** The journal's content type and its table. */
export const EVENT_UID = `plugin::${PLUGIN_ID}.event` as const;
export const EVENT_TABLE = 'audit_trail_events';
/** The search terms of events, one per row: tags and the words of names. */
export const TAG_TABLE = 'audit_trail_tags';
export const REQUEST_TABLE = 'audit_trail_requests';
export const VIEW_TABLE = 'audit_trail_views';
export const LEASE_TABLE = 'audit_trail_leases';
/** How many events each hour has; a follower of the journal counts them. */
export const ROLLUP_TABLE = 'audit_trail_rollup';
export const STATE_TABLE = 'audit_trail_state';
