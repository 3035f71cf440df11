import type { Core } from '@strapi/strapi';
import { PLUGIN_ID } from '../../plugin-id';

/** Whoever holds it may read the whole log. A Super Admin holds every permission. */
export const READ_PERMISSION = `plugin::${PLUGIN_ID}.events.read`;

/** Whoever holds it too may take events out of the log as a file. */
export const EXPORT_PERMISSION = `plugin::${PLUGIN_ID}.events.export`;

/**
 * Announces the permissions, so that they can be granted in Settings > Roles > Settings. Must run in
 * `bootstrap()`: Strapi then gives every announced permission to the Super Admin.
 */
export async function registerPermissions(strapi: Core.Strapi): Promise<void> {
  await strapi.service('admin::permission').actionProvider.registerMany([
    {
      section: 'settings',
      category: 'audit logs',
      subCategory: 'general',
      displayName: 'Read the audit logs',
      uid: 'events.read',
      pluginName: PLUGIN_ID,
    },
    {
      section: 'settings',
      category: 'audit logs',
      subCategory: 'general',
      displayName: 'Export the audit logs',
      uid: 'events.export',
      pluginName: PLUGIN_ID,
    },
  ]);
}
