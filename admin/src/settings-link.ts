interface SettingsPlace {
  /** Below `/settings`, without a leading slash. */
  to: string;
  label: 'menu.label' | 'menu.label.beside-enterprise';
  defaultLabel: string;
}

/**
 * Where the page hangs in the settings menu. An Enterprise licence brings a page of its own to
 * `settings/audit-logs`, which would win over ours: then ours stands beside it.
 */
export function settingsPlace(enterpriseHasAuditLogs: boolean): SettingsPlace {
  return enterpriseHasAuditLogs
    ? { to: 'audit-trail', label: 'menu.label.beside-enterprise', defaultLabel: 'Audit Trail' }
    : { to: 'audit-logs', label: 'menu.label', defaultLabel: 'Audit Logs' };
}

/** The page's address inside the panel, with what it should show. */
export function logPath(search: Record<string, string>): string {
  const { to } = settingsPlace(window.strapi.features.isEnabled('audit-logs'));
  return `/settings/${to}?${new URLSearchParams(search)}`;
}
