import type { Core } from '@strapi/types';
import { resolveConfig } from '../../config';
import type { GetModel } from '../../event';
import { loaderOfGraphql } from '../../strapi/graphql/library';
import { schemaNamesOf } from '../../strapi/graphql/schema-names';
import { PLUGIN_ID } from '../../plugin-id';
import { createRedactor } from '../../redact';

/** `service('redactor')`: the only way from an event to something that may be stored. */
export const createRedactorService = ({ strapi }: { strapi: Core.Strapi }) => {
  const { redaction, requests, maxEventBytes, privacy } = resolveConfig(
    strapi.config.get(`plugin::${PLUGIN_ID}`)
  );
  return createRedactor({
    getModel: ((uid: string) => strapi.getModel(uid as never)) as unknown as GetModel,
    listModels: () => [...Object.keys(strapi.contentTypes), ...Object.keys(strapi.components)],
    graphql: loaderOfGraphql(strapi),
    graphqlSchema: () => schemaNamesOf(strapi),
    config: {
      ...redaction,
      revealHandlers: requests.reveal,
      maxBodyBytes: requests.maxBytes,
      maxEventBytes,
      ip: privacy.ip,
    },
  });
};
