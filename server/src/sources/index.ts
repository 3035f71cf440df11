import type { ActionChoice } from '../contracts';
import { adminUserSource } from './admin-user';
import { auditLogSource } from './audit-log';
import { contentTypeSource } from './content-type';
import type { ActionDeclaration } from './define-source';
import { endUserRoleSource } from './end-user-role';
import { endUserSource } from './end-user';
import { entrySource } from './entry';
import { localeSource } from './locale';
import { mediaSource } from './media';
import { permissionSource } from './permission';
import { refusalSource } from './refusal';
import { roleSource } from './role';
import { settingsSource } from './settings';
import { signInSource } from './sign-in';
import { tokenSource } from './token';
import { transferSource } from './transfer';
import { webhookSource } from './webhook';

export {
  exportEnded,
  exportStarted,
  journalFindings,
  opened,
  type ExportEnd,
  settingsUpdated,
  started,
  stopped,
} from './audit-log';

/** Everything that can happen here. A new source is one file and one line in this list. */
export const sources = [
  // Before `entry`, which takes every content type that nobody else watches.
  endUserSource,
  entrySource,
  mediaSource,
  signInSource,
  adminUserSource,
  roleSource,
  permissionSource,
  endUserRoleSource,
  tokenSource,
  webhookSource,
  localeSource,
  settingsSource,
  contentTypeSource,
  refusalSource,
  transferSource,
  auditLogSource,
] as const;

/** The declared actions, as the filter of the page offers them. */
export const actionChoices = (): ActionChoice[] =>
  sources.flatMap(({ actions }) =>
    Object.entries(actions as Record<string, ActionDeclaration>).map(([action, { label }]) => ({
      action,
      group: action.slice(0, action.indexOf('.')),
      label,
    }))
  );
