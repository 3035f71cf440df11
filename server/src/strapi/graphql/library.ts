import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Core } from '@strapi/types';
import type { GraphqlLibrary } from '../../redact';

/**
 * Loads `graphql` when a document is first read: the copy of Strapi's GraphQL plugin, since package
 * managers need not expose it to others. It takes a tenth of a second and 3 MB, which applications
 * without GraphQL are spared.
 *
 * @returns a function that returns null if there is none; the application's log then reports so
 * once
 */
export function loaderOfGraphql(strapi: Core.Strapi): () => GraphqlLibrary | null {
  let loaded: GraphqlLibrary | null | undefined;
  return () => {
    if (loaded !== undefined) return loaded;
    try {
      const application = createRequire(join(strapi.dirs.app.root, 'package.json'));
      const plugin = createRequire(application.resolve('@strapi/plugin-graphql/strapi-server'));
      loaded = plugin('graphql') as GraphqlLibrary;
    } catch (error) {
      loaded = null;
      const reason = error instanceof Error ? error.message : String(error);
      strapi.log.warn(
        '[audit-trail] The package "graphql" cannot be loaded: bodies of GraphQL requests are hidden ' +
          `as a whole. (${reason})`
      );
    }
    return loaded;
  };
}
