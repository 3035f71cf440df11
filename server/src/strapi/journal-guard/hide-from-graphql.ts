import type { Core } from '@strapi/types';
import { EVENT_UID } from '../../plugin-id';

interface GraphqlExtension {
  shadowCRUD(uid: string): { disable(): unknown };
}

/** Keeps the journal out of the GraphQL schema if that plugin is installed. */
export const hideFromGraphql = (strapi: Core.Strapi): void => {
  const graphql = strapi.plugin('graphql') as Core.Plugin | undefined;
  const extension = graphql?.service('extension') as GraphqlExtension | undefined;
  extension?.shadowCRUD(EVENT_UID).disable();
};
