import type { Core } from '@strapi/strapi';
import { PLUGIN_ID } from '../../plugin-id';

/** Grants reading the whole log. A Super Admin holds every permission. */
export const READ_PERMISSION = `plugin::${PLUGIN_ID}.events.read`;

/** Also grants exporting events as a file. */
export const EXPORT_PERMISSION = `plugin::${PLUGIN_ID}.events.export`;

/**
 * Announces the permissions, so they can be granted in Settings > Roles > Settings. Must run in
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
