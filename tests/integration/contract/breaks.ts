import type { Core } from '@strapi/strapi';

/** Makes one internal other than it is. Only its source travels to the process. */
type Break = (strapi: Core.Strapi) => void;
/* eslint-disable @typescript-eslint/no-explicit-any -- what is broken here has no public type */
type Any = any;

/** A way to break each internal, by its name in `server/src/strapi`. */
export const BREAKS: Record<string, Break> = {
  'db.entityManager.createQueryBuilder()': ({ db }: Any) => {
    const { createQueryBuilder } = db.entityManager;
    db.entityManager.createQueryBuilder = (...args: Any[]) => {
      const { state: _, ...rest } = createQueryBuilder(...args);
      return rest;
    };
  },
  'getKnexQuery() and runSubQuery() of a write': ({ db }: Any) => {
    const { createQueryBuilder } = db.entityManager;
    db.entityManager.createQueryBuilder = (...args: Any[]) => {
      const builder = createQueryBuilder(...args);
      const { getKnexQuery } = builder;
      builder.getKnexQuery = () => {
        const query = getKnexQuery.call(builder);
        if (builder.state.type !== 'update') return query;
        const transacting = (trx: Any) => query.transacting(trx);
        return { transacting, then: (...parts: Any[]) => query.then(...parts) };
      };
      return builder;
    };
  },
  'db.entityManager.create(), update() and delete()': ({ db }: Any) => {
    db.entityManager.update = undefined;
  },
  'db.transaction() without work': ({ db }: Any) => {
    const { transaction } = db;
    db.transaction = async (work: Any) => {
      if (work) return transaction(work);
      const { get: _, ...rest } = await transaction();
      return rest;
    };
  },
  'trx.commit() of the transaction that db.transaction() opens': ({ db }: Any) => {
    db.transaction = async (work: Any) => work?.({ trx: {}, onCommit: () => undefined });
  },
  'Database.prototype.transaction on a stand-in': ({ db }: Any) => {
    const prototype = Object.getPrototypeOf(db);
    const { transaction } = prototype;
    prototype.transaction = function privately(this: Any, work: Any) {
      if (this !== db) throw new Error('not a database');
      return transaction.call(this, work);
    };
  },
  'db.lifecycles.run() and subscribe()': ({ db }: Any) => void (db.lifecycles.run = undefined),
  'db.init()': ({ db }: Any) => void (db.init = undefined),
  'db.metadata: columns and join tables': ({ db }: Any) => {
    const { joinTable } = db.metadata.get('admin::user').attributes.roles;
    joinTable.columns = joinTable.joinColumn;
    delete joinTable.joinColumn;
  },
  'server.use() in register()': ({ server }: Any) => void (server.use = undefined),
  'ctx.state.route: handler and info': ({ server }: Any) => {
    const { path } = server.router.match('/audit-trail/events/1', 'GET');
    for (const layer of path) {
      layer.stack = layer.stack.map((run: Any) => (ctx: Any, next: Any) => {
        const answer = run(ctx, next);
        delete ctx.state.route;
        return answer;
      });
    }
  },
  'ctx.state.auth: strategy and credentials': (strapi: Any) => {
    const auth = strapi.get('auth');
    const { authenticate } = auth;
    auth.authenticate = async (ctx: Any, next: Any) => {
      await authenticate.call(auth, ctx, next);
      ctx.state.authentication = ctx.state.auth;
      delete ctx.state.auth;
    };
  },
  'server.router.match() with params() and captures()': ({ server }: Any) => {
    server.router.match = () => ({ path: [], matched: [] });
  },
  'route.config.middlewares': (strapi: Any) => {
    for (const { routes } of Object.values<Any>(strapi.plugin('content-manager').routes)) {
      for (const { config } of routes) delete config.middlewares;
    }
  },
  'requestContext.get()': ({ requestContext }: Any) => void (requestContext.get = undefined),
  'strapi.listen() and server.httpServer': (strapi: Any) => void (strapi.listen = undefined),
  'documents.use(): uid, action and params': (strapi: Any) => {
    const value = () => ({ count: () => Promise.resolve(0) });
    Object.defineProperty(strapi, 'documents', { value });
  },
  "get('services'): get() and extend()": (strapi: Any) => {
    strapi.get('services').extend = undefined;
  },
  "get('controllers'): get(), keys() and extend()": (strapi: Any) => {
    strapi.get('controllers').keys = undefined;
  },
  "service('admin::api-token-admin').authenticateAdminToken()": (strapi: Any) => {
    strapi.service('admin::api-token-admin').authenticateAdminToken = undefined;
  },
  "controller('admin::transfer'): runner-push and runner-pull": (strapi: Any) => {
    strapi.controller('admin::transfer')['runner-pull'] = undefined;
  },
  'local providers of @strapi/data-transfer: bootstrap() and close()': (strapi: Any) => {
    const { createRequire } = (process as Any).getBuiltinModule('node:module');
    const from = createRequire(`${strapi.dirs.app.root}/package.json`);
    const transfer = createRequire(from.resolve('@strapi/strapi/package.json'))(
      '@strapi/data-transfer'
    );
    const provider = transfer.strapi.providers.createLocalStrapiSourceProvider({});
    Object.getPrototypeOf(provider).close = undefined;
  },
  "get('modules').getAll(): bootstrap()": (strapi: Any) => {
    strapi.get('modules').getAll = () => ({ 'api::a': { start: () => undefined } });
  },
  "hook('strapi::content-types.beforeSync') and afterSync": (strapi: Any) => {
    strapi.hook('strapi::content-types.afterSync').call = undefined;
  },
  'cron.add() and remove()': ({ cron }: Any) => void (cron.remove = undefined),
  'eventHub.subscribe() and emit()': ({ eventHub }: Any) => void (eventHub.subscribe = undefined),
  "service('admin::permission').actionProvider": (strapi: Any) => {
    strapi.service('admin::permission').actionProvider.registerMany = undefined;
  },
  "plugin('upload').service('provider'): upload() and replace()": (strapi: Any) => {
    strapi.plugin('upload').service('provider').replace = undefined;
  },
  "plugin('i18n').service('locales').getDefaultLocale()": (strapi: Any) => {
    strapi.plugin('i18n').service('locales').getDefaultLocale = undefined;
  },
  'services of the Content-Type Builder': (strapi: Any) => {
    const builder = strapi.plugin('content-type-builder');
    Object.defineProperty(builder, 'service', { value: () => undefined });
  },
  "plugin('graphql').service('extension') and 'plugin::graphql.apolloServer'": (strapi: Any) => {
    strapi.plugin('graphql').service('extension').shadowCRUD = undefined;
  },
};
