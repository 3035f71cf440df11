import type { Core } from '@strapi/types';
import type { GetModel, RefusalSignal } from '../../event';
import { currentScope } from '../../record/scope';
import { createGraphqlNames } from '../../redact';
import { refusalsOf, type ApolloRequest, type KnownNames } from './refusals';
import { noteSchema, schemaNamesOf, type RunningSchema } from './schema-names';
import { createGraphqlTypes } from './types';

interface FieldResolution {
  info: { path: { key: string | number; prev?: unknown } };
}

interface ApolloConfig {
  plugins?: readonly unknown[];
}

export interface GraphqlRefusalDependencies {
  /** Records the captures of the listeners; never rejects. */
  refuse(refusal: RefusalSignal): Promise<void>;
}

/**
 * GraphQL answers 200 with a list of errors, so the status reveals nothing: a plugin among Apollo's
 * own reads the errors, after the operation and before its response. Call it in `register()`:
 * Strapi's GraphQL plugin reads its configuration when it starts.
 */
export function tapGraphqlRefusals(strapi: Core.Strapi, deps: GraphqlRefusalDependencies): void {
  if (!strapi.plugin('graphql')) return;
  const names = createGraphqlNames({
    getModel: ((uid: string) => strapi.getModel(uid as never)) as unknown as GetModel,
    listModels: () => [...Object.keys(strapi.contentTypes), ...Object.keys(strapi.components)],
    schema: () => schemaNamesOf(strapi),
  });
  const known: KnownNames = { types: createGraphqlTypes(strapi), names };
  const onSchema = (schema: RunningSchema) => noteSchema(strapi, schema);
  const config = strapi.config.get<ApolloConfig>('plugin::graphql.apolloServer', {});
  const plugins = [...(config.plugins ?? []), createApolloPlugin(known, onSchema, deps)];
  strapi.config.set('plugin::graphql.apolloServer', { ...config, plugins });
}

function createApolloPlugin(
  known: KnownNames,
  onSchema: (schema: RunningSchema) => void,
  { refuse }: GraphqlRefusalDependencies
) {
  return {
    async serverWillStart({ schema }: { schema: RunningSchema }) {
      onSchema(schema);
    },
    async requestDidStart() {
      /**
       * Root fields whose failure is already recorded by the controller they call: a failed
       * sign-in.
       */
      const recorded = new Set<string>();
      return {
        async executionDidStart({ operation }: { operation?: { operation: string } }) {
          // Mutations run one after the other, so events recorded meanwhile belong to the running
          // one.
          return operation?.operation === 'mutation' ? { willResolveField } : undefined;
        },
        async willSendResponse(context: ApolloRequest) {
          if (context.errors?.length) currentScope()?.noteRefusalRecorded?.();
          for (const refusal of refusalsOf(context, known, recorded)) await refuse(refusal);
        },
      };

      function willResolveField({ info: { path } }: FieldResolution) {
        if (path.prev) return undefined;
        const failures = currentScope()?.failures?.() ?? 0;
        return (error: unknown) => {
          if (error && (currentScope()?.failures?.() ?? 0) > failures)
            recorded.add(String(path.key));
        };
      }
    },
  };
}
