/** The plugin's id: the prefix of its routes, permissions, content type and translations. */
export const PLUGIN_ID = 'audit-trail';

/** The journal's content type and its table. */
export const EVENT_UID = `plugin::${PLUGIN_ID}.event` as const;
export const EVENT_TABLE = 'audit_trail_events';
/** Every term by which an event is found, once. */
export const TERM_TABLE = 'audit_trail_terms';
/** The search index: which events have a term, in the order of time. A follower fills it. */
export const POSTING_TABLE = 'audit_trail_postings';
/** The search terms of 0.1.0, which the index has replaced. */
export const LEGACY_TERM_TABLE = 'audit_trail_tags';
export const REQUEST_TABLE = 'audit_trail_requests';
export const VIEW_TABLE = 'audit_trail_views';
export const LEASE_TABLE = 'audit_trail_leases';
/** How many events each hour has; a follower of the journal counts them. */
export const ROLLUP_TABLE = 'audit_trail_rollup';
export const STATE_TABLE = 'audit_trail_state';
