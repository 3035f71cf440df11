// Written by `npm run sources` from the files in this folder.
import adminUser from './admin-user';
import auditLog from './audit-log';
import contentType from './content-type';
import endUserRole from './end-user-role';
import endUser from './end-user';
import entry from './entry';
import locale from './locale';
import media from './media';
import permission from './permission';
import refusal from './refusal';
import role from './role';
import settings from './settings';
import signIn from './sign-in';
import token from './token';
import transfer from './transfer';
import webhook from './webhook';

/** Every source of the plugin. */
export const sources = [
  adminUser,
  auditLog,
  contentType,
  endUserRole,
  endUser,
  entry,
  locale,
  media,
  permission,
  refusal,
  role,
  settings,
  signIn,
  token,
  transfer,
  webhook,
] as const;
