export { EXPORT_PERMISSION, READ_PERMISSION, registerPermissions } from './permissions';

/** The plugin's own policies: none, Strapi's `admin::` policies guard its routes. */
export const policies = {};
