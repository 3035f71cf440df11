import type { Core } from '@strapi/types';

/** Which content type a field of the root type belongs to. */
export interface GraphqlTypes {
  /** The uid; null for fields of other code. */
  of(field: string): string | null;
}

interface ContentType {
  uid: string;
}

/** The names that Strapi's GraphQL plugin gives the fields of a content type. */
type Naming = Record<(typeof NAMES)[number], (contentType: ContentType) => string>;

const NAMES = [
  'getFindQueryName',
  'getFindConnectionQueryName',
  'getFindOneQueryName',
  'getCreateMutationTypeName',
  'getUpdateMutationTypeName',
  'getDeleteMutationTypeName',
] as const;

/** Queries the plugin itself, once, at the first refusal: names depend on its rules. */
export function createGraphqlTypes(strapi: Core.Strapi): GraphqlTypes {
  let known: Map<string, string> | undefined;

  const read = (): Map<string, string> => {
    const types = new Map<string, string>();
    try {
      const { naming } = strapi.plugin('graphql').service<{ naming: Naming }>('utils');
      for (const contentType of Object.values(strapi.contentTypes) as unknown as ContentType[]) {
        for (const name of NAMES) types.set(naming[name]?.(contentType), contentType.uid);
      }
    } catch {
      // Another version of the plugin: refusals are then recorded by their field alone.
    }
    return types;
  };

  return {
    of(field) {
      known ??= read();
      return known.get(field) ?? null;
    },
  };
}
