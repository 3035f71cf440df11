import { controllers } from '../../server/src/api/controllers';
import { EXPORT_PERMISSION, READ_PERMISSION } from '../../server/src/api/policies';
import { routes } from '../../server/src/api/routes';

/** Every door to the log: method, path under /audit-trail, and the permissions it asks for. */
const TABLE = [
  ['GET', '/events', 'plugin::audit-trail.events.read'],
  ['GET', '/events/:id', 'plugin::audit-trail.events.read'],
  ['GET', '/events/:id/neighbours', 'plugin::audit-trail.events.read'],
  ['GET', '/events/:id/entry', 'plugin::audit-trail.events.read'],
  ['GET', '/export', 'plugin::audit-trail.events.read', 'plugin::audit-trail.events.export'],
  ['GET', '/news', 'plugin::audit-trail.events.read'],
  ['GET', '/histogram', 'plugin::audit-trail.events.read'],
  ['GET', '/actors', 'plugin::audit-trail.events.read'],
  ['GET', '/actions', 'plugin::audit-trail.events.read'],
  ['GET', '/values', 'plugin::audit-trail.events.read'],
  ['GET', '/status', 'plugin::audit-trail.events.read'],
  ['GET', '/health', 'plugin::audit-trail.events.read'],
  ['GET', '/views', 'plugin::audit-trail.events.read'],
  ['POST', '/views', 'plugin::audit-trail.events.read'],
  ['DELETE', '/views/:id', 'plugin::audit-trail.events.read'],
];

describe('the routes', () => {
  it('are those of the table, each behind a session and its permission', () => {
    const found = routes.admin.routes.map(({ method, path, config }) => {
      const [session, permission] = config.policies;
      expect(session).toBe('admin::isAuthenticatedAdmin');
      expect(permission).toMatchObject({ name: 'admin::hasPermissions' });
      return [method, path, ...(permission as { config: { actions: string[] } }).config.actions];
    });
    expect(found).toEqual(TABLE);
  });

  it('belong to the admin API and never to the content API', () => {
    expect(Object.keys(routes)).toEqual(['admin']);
    expect(routes.admin.type).toBe('admin');
  });

  it("only read, but for one's own saved views", () => {
    const writing = routes.admin.routes.filter(({ method }) => method !== 'GET');
    expect([...new Set(writing.map(({ handler }) => handler.split('.')[0]))]).toEqual(['views']);
  });

  it('never switch the check of who asks off', () => {
    for (const { config } of routes.admin.routes) expect(Object.keys(config)).toEqual(['policies']);
  });

  it('name handlers that exist', () => {
    for (const { handler } of routes.admin.routes) {
      const [controller, action] = handler.split('.') as [keyof typeof controllers, string];
      const made: Record<string, unknown> = controllers[controller]({ strapi: {} as never });
      expect(typeof made[action]).toBe('function');
    }
  });

  it('name the permissions that are announced', () => {
    expect(READ_PERMISSION).toBe('plugin::audit-trail.events.read');
    expect(EXPORT_PERMISSION).toBe('plugin::audit-trail.events.export');
  });
});
