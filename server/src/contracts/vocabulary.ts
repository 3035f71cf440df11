/**
 * The closed lists of the audit vocabulary. They extend Strapi's public audit types
 * (`Modules.AuditLogs` in `@strapi/types`); the reasons are in `docs/glossary.md`.
 */

/** Who did it. `system` is the server itself, `anonymous` a caller that gave no identity. */
export const ACTOR_TYPES = [
  'admin-user',
  'admin-token',
  'api-token',
  'transfer-token',
  'end-user',
  'system',
  'anonymous',
] as const;
export type ActorType = (typeof ACTOR_TYPES)[number];

/** `failure`: it was tried and went wrong. `denied`: it was refused for lack of a right. */
export const OUTCOMES = ['success', 'failure', 'denied'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The way in. */
export const ORIGINS = [
  'admin-panel',
  'content-api',
  'graphql',
  'mcp',
  'cron',
  'cli',
  'bootstrap',
  'transfer',
  'code',
] as const;
export type Origin = (typeof ORIGINS)[number];

export const CHANGE_KINDS = ['value', 'text', 'relation', 'media', 'component'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/**
 * The changes that are guaranteed to commit in one transaction with their event, so neither ever
 * exists without the other.
 */
export const WRITE_GUARANTEES = ['every-change', 'none'] as const;
export type WriteGuarantee = (typeof WRITE_GUARANTEES)[number];
