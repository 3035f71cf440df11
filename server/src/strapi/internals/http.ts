import type { Core } from '@strapi/types';
import type { Context } from 'koa';
import type { AuthState } from '../http/actor';
import { PLUGIN_ID } from '../../plugin-id';
import { hasMethods, OLDEST, type Internal } from './internal';

type Middleware = (ctx: Context, next: () => Promise<unknown>) => unknown;

/** A layer of `@koa/router`, as far as it is read here. */
interface Layer {
  path: string;
  methods: string[];
  stack: Middleware[];
  params(path: string, captures: string[]): Record<string, string>;
  captures(path: string): string[];
}

const OWN_ROUTE = `/${PLUGIN_ID}/events/:id`;
const OWN_PATH = `/${PLUGIN_ID}/events/1`;

/**
 * The layer of the plugin's own route; others, such as the panel's for every path, match it too.
 */
const ownLayer = (strapi: Core.Strapi): Layer | undefined =>
  (strapi.server.router.match(OWN_PATH, 'GET') as unknown as { path: Layer[] }).path.find(
    ({ path, methods }) => path === OWN_ROUTE && methods.length > 0
  );

/** Runs one of our routes as an anonymous caller would, up to where Strapi refuses it. */
async function stateOfAnonymousCall(strapi: Core.Strapi): Promise<AuthState> {
  const layer = ownLayer(strapi);
  const request = { headers: {}, header: {}, query: {}, state: {}, params: {} };
  const ctx = { ...request, request, get: () => '', cookies: { get: () => undefined } };
  for (const run of layer?.stack ?? []) {
    try {
      await run(ctx as unknown as Context, () => Promise.resolve());
    } catch {
      // Refused, as it should be: the route was noted before.
    }
  }
  return ctx.state as AuthState;
}

/** Strapi's server and router. */
export const httpInternals: readonly Internal[] = [
  {
    name: 'server.use() in register()',
    since: OLDEST,
    lost: 'Requests are not known: who acted, from where, and what was refused.',
    probe: ({ server }) => hasMethods(server, 'use'),
  },
  {
    name: 'ctx.state.route: handler and info',
    since: OLDEST,
    when: 'serving',
    lost: 'The route of a request is not known: sign-ins, refusals and summaries are missing.',
    async probe(strapi) {
      const { route } = await stateOfAnonymousCall(strapi);
      return typeof route?.handler === 'string' && route.info?.pluginName === PLUGIN_ID;
    },
  },
  {
    name: 'ctx.state.auth: strategy and credentials',
    since: OLDEST,
    lost: 'Who made a request is not known: everyone appears as anonymous.',
    probe: (strapi) => authenticates(strapi),
  },
  {
    name: 'server.router.match() with params() and captures()',
    since: OLDEST,
    when: 'serving',
    lost: 'Refused requests for no route are not told from others; tokens in their path may show.',
    probe(strapi) {
      const layer = ownLayer(strapi);
      return layer?.params(OWN_PATH, layer.captures(OWN_PATH)).id === '1';
    },
  },
  {
    name: 'route.config.middlewares',
    since: OLDEST,
    plugin: 'content-manager',
    lost: 'The Content Manager may show the log to people who may not read it.',
    probe(strapi) {
      const { routes } = strapi.plugin('content-manager') as unknown as {
        routes: Record<string, { routes: { config?: { middlewares?: unknown[] } }[] }>;
      };
      const all = Object.values(routes).flatMap(({ routes }) => routes);
      return all.length > 0 && all.every(({ config }) => (config?.middlewares ?? []).length > 0);
    },
  },
  {
    name: 'requestContext.get()',
    since: OLDEST,
    lost: 'What an MCP client does is recorded without the token it used.',
    probe: ({ requestContext }) => hasMethods(requestContext, 'get'),
  },
  {
    name: 'strapi.listen() and server.httpServer',
    since: OLDEST,
    lost: 'The log does not say when a process began and ended to serve.',
    probe: (strapi) =>
      hasMethods(strapi, 'listen') && typeof strapi.server.httpServer.listening === 'boolean',
  },
];

interface Authentication {
  authenticate(ctx: object, next: () => Promise<unknown>): Promise<unknown>;
}

const strategy = {
  name: 'probe',
  authenticate: () => ({ authenticated: true, credentials: { id: 0 } }),
};

/** Authenticates a simulated request, by a strategy that no route has. */
async function authenticates(strapi: Core.Strapi): Promise<boolean> {
  const auth = strapi.get('auth') as unknown as Authentication;
  const route = { info: { type: 'content-api' }, config: { auth: { strategies: [strategy] } } };
  const state = { route } as AuthState;
  await auth.authenticate({ state }, () => Promise.resolve());
  return state.auth?.strategy?.name === 'probe' && state.auth.credentials?.id === 0;
}
