import type { Variation } from '../seed/multiply';

/** Another plugin for the same purpose, as its README says to configure it. */
export interface Rival {
  name: string;
  version: string;
  /** Its entry in config/plugins.js. */
  pluginId: string;
  config: object;
  /** Where it keeps what it recorded, and what of a row differs from event to event. */
  table: string;
  vary: Record<string, Variation>;
  /** Lists of its own page, as paths; `since` is an instant in ISO 8601. */
  lists(since: string): Record<'first page' | 'page 1,000' | 'action and date', string>;
  /** What the button for it on its page sends; it keeps what is younger than `before`. */
  purge(before: string): { path: string; body: object };
}

const AUDIT_LOGS: Rival = {
  name: 'strapi-plugin-audit-logs',
  version: '2.0.3',
  pluginId: 'audit-logs',
  // The README's example without its invented content types and routes.
  config: {
    enabled: true,
    deletion: { enabled: true, frequency: 'logAge', options: { value: 90, interval: 'day' } },
    excludeEndpoints: ['/admin/renew-token', '/api/upload'],
    redactedValues: ['password', 'token', 'jwt', 'authorization', 'secret', 'key', 'private'],
    events: {
      track: [
        ...['create', 'update', 'delete', 'publish', 'unpublish'].map((verb) => `entry.${verb}`),
        ...['media', 'media-folder', 'user', 'role'].flatMap((noun) =>
          ['create', 'update', 'delete'].map((verb) => `${noun}.${verb}`)
        ),
        ...['admin.auth.success', 'admin.auth.failure', 'admin.logout'],
      ],
    },
  },
  table: 'audit_logs',
  vary: { id: 'key', document_id: { uuid: 0 }, date: 'datetime' },
  lists: (since) => ({
    'first page': '/audit-logs/audit-logs',
    'page 1,000': '/audit-logs/audit-logs?page=1000',
    'action and date': `/audit-logs/audit-logs?action=entry.update&dateFrom=${since}`,
  }),
  // By the age in its configuration.
  purge: () => ({ path: '/audit-logs/audit-logs/cleanup', body: {} }),
};

const AUDIT_LOG: Rival = {
  name: 'strapi-audit-log',
  version: '0.1.0',
  pluginId: 'audit-log',
  config: { retentionDays: 180, logSuccessOnly: false, excludeActions: [] },
  table: 'audit_log_events',
  vary: { id: 'key', document_id: { uuid: 0 }, date: 'datetime' },
  lists: (since) => ({
    'first page': '/audit-log/events',
    'page 1,000': '/audit-log/events?page=1000',
    'action and date': `/audit-log/events?action=entry.update&from=${since}`,
  }),
  purge: (before) => ({ path: '/audit-log/purge', body: { confirm: true, before } }),
};

export const RIVALS: readonly Rival[] = [AUDIT_LOGS, AUDIT_LOG];
