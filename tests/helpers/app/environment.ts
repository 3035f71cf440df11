export interface ProcessOptions {
  /** The plugin's configuration, as config/plugins.js would hold it. */
  auditTrail?: object;
  /** Whether the plugin is enabled; true if left out. */
  plugin?: boolean;
  /** Whether Strapi's GraphQL plugin is; false if left out, since it takes a fifth of a start. */
  graphql?: boolean;
  /** Further variables for the application, see tests/README.md. */
  env?: Record<string, string>;
}

/** What a process needs of the environment it comes from; the rest must not leak into a test. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ'];

/** The whole environment of a process of the application. */
export function environment(variables: Record<string, string>): Record<string, string> {
  const inherited = INHERITED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(inherited),
    STRAPI_TELEMETRY_DISABLED: 'true',
    STRAPI_DISABLE_UPDATE_NOTIFICATION: 'true',
    HOST: '127.0.0.1',
    ...variables,
  };
}

/** The options of a test as the variables that the application's configuration reads. */
export const settingsEnv = ({ auditTrail, plugin, graphql, env }: ProcessOptions) => ({
  AUDIT_TRAIL_ENABLED: String(plugin ?? true),
  GRAPHQL_ENABLED: String(graphql ?? false),
  AUDIT_TRAIL_CONFIG: JSON.stringify(auditTrail ?? {}),
  ...env,
});
