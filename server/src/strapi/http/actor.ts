import type { Context } from 'koa';
import type { Actor } from '../../contracts';
import type { Row } from '../../event';
import { account } from './actor-account';
import { adminTokenOf, tokenOf } from './admin-token-identity';

/** What Strapi's authentication leaves in `ctx.state` (`strapi-internals`, actor resolution). */
export interface AuthState {
  auth?: { strategy?: { name?: string }; credentials?: Row | null };
  user?: Row | null;
  session?: { id?: string | number };
  auditSource?: string;
  route?: { handler?: unknown; info?: { type?: string; pluginName?: string; apiName?: string } };
}

const ANONYMOUS: Actor = { type: 'anonymous', id: null, name: null, email: null };

const TOKEN_TYPES: Record<string, Actor['type']> = {
  'content-api-token': 'api-token',
  // The strategy's name in older 5.x releases.
  'api-token': 'api-token',
  'data-transfer': 'transfer-token',
};

/** The actor of the request, as far as Strapi's authentication has determined it. */
export function actorOf(ctx: Context): Actor {
  const state = ctx.state as AuthState;
  const strategy = state.auth?.strategy?.name;
  const credentials = state.auth?.credentials;

  if (strategy === 'admin-token' && credentials) return tokenOf(credentials, state.user ?? {});
  const tokenType = strategy ? TOKEN_TYPES[strategy] : undefined;
  if (tokenType && credentials) return account(tokenType, credentials);
  if (strategy === 'users-permissions') {
    return credentials ? account('end-user', credentials) : ANONYMOUS;
  }
  if (strategy === 'admin' && credentials) return account('admin-user', credentials);
  // MCP and sign-in run without a strategy.
  const token = state.auditSource === 'mcp' ? adminTokenOf(ctx) : undefined;
  if (token) return token;
  if (state.user && isAdminSide(state)) return account('admin-user', state.user);
  if (state.user) return account('end-user', state.user);
  return ANONYMOUS;
}

function isAdminSide(state: AuthState): boolean {
  return state.route?.info?.type === 'admin' || state.auditSource === 'mcp';
}
