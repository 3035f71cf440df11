/** The plugin's id: the prefix of its translations and permissions. */
export const PLUGIN_ID = 'audit-trail';

/** What a reader of the log must hold; the server checks it, the menu only hides its link. */
export const READ_PERMISSION = { action: `plugin::${PLUGIN_ID}.events.read`, subject: null };

/** What whoever takes events out of the log must hold beside it. */
export const EXPORT_PERMISSION = { action: `plugin::${PLUGIN_ID}.events.export`, subject: null };
