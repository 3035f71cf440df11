import { EXPORT_PERMISSION, READ_PERMISSION } from '../policies';

interface Endpoint {
  /** GET if left out. */
  method?: 'GET' | 'POST' | 'DELETE';
  path: string;
  handler: string;
  /** Required permissions in addition to the permission to read. */
  permissions?: readonly string[];
}

/**
 * No route changes or deletes an event: only one's own saved views. The plugin's id is the path's
 * prefix.
 */
const endpoints: Endpoint[] = [
  { path: '/events', handler: 'events.find' },
  { path: '/events/:id', handler: 'events.findOne' },
  { path: '/events/:id/neighbours', handler: 'events.neighbours' },
  { path: '/events/:id/entry', handler: 'events.entry' },
  { path: '/export', handler: 'exports.find', permissions: [EXPORT_PERMISSION] },
  { path: '/news', handler: 'events.news' },
  { path: '/histogram', handler: 'events.histogram' },
  { path: '/actors', handler: 'choices.actors' },
  { path: '/actions', handler: 'choices.actions' },
  { path: '/values', handler: 'choices.values' },
  { path: '/status', handler: 'health.status' },
  { path: '/health', handler: 'health.find' },
  { path: '/views', handler: 'views.find' },
  { method: 'POST', path: '/views', handler: 'views.save' },
  { method: 'DELETE', path: '/views/:id', handler: 'views.remove' },
];

export const routes = {
  admin: {
    type: 'admin',
    routes: endpoints.map(({ method = 'GET', path, handler, permissions = [] }) => ({
      method,
      path,
      handler,
      config: {
        policies: [
          'admin::isAuthenticatedAdmin',
          { name: 'admin::hasPermissions', config: { actions: [READ_PERMISSION, ...permissions] } },
        ],
      },
    })),
  },
} as const;
