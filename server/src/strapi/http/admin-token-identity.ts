import type { Core } from '@strapi/types';
import type { Actor } from '../../contracts';
import type { Row } from '../../event';
import { account } from './actor-account';

interface AdminTokens {
  authenticateAdminToken(token: string): Promise<AdminTokenAnswer>;
}

interface AdminTokenAnswer {
  authenticated: boolean;
  credentials?: Row;
  user?: Row;
}

const SERVICE = 'admin::api-token-admin';

const identities = new WeakMap<object, Actor>();

/** The admin token that authenticated the request with this context, if any. */
export const adminTokenOf = (ctx: object): Actor | undefined => identities.get(ctx);

/**
 * Strapi's MCP server authenticates on its own and leaves only an id in `ctx.state`. The service
 * that it calls for the token already knows the rest. Call it in `register()`.
 */
export function tapAdminTokens(strapi: Core.Strapi): void {
  const services = strapi.get('services') as { get(uid: string): AdminTokens | undefined };
  const service = services.get(SERVICE);
  // Releases before admin tokens lack the service, and their MCP server with it.
  if (!service?.authenticateAdminToken) return;

  const authenticate = service.authenticateAdminToken.bind(service);
  // In place: the MCP server takes the service past the registry, where an extension would not
  // show.
  service.authenticateAdminToken = async (token) => {
    const answer = await authenticate(token);
    const ctx = strapi.requestContext.get() as object | undefined;
    if (ctx && answer.authenticated && answer.credentials && answer.user) {
      identities.set(ctx, tokenOf(answer.credentials, answer.user));
    }
    return answer;
  };
}

/** A token acts under its own name; the e-mail is that of the administrator it belongs to. */
export const tokenOf = (token: Row, owner: Row): Actor => ({
  ...account('admin-token', token),
  email: account('admin-user', owner).email,
});
