import type { Core } from '@strapi/types';
import type { DeclaredActions } from '../../record/declared-actions';
import type { KnownNames } from './unmatched-options';

interface Model {
  attributes?: Record<string, { private?: boolean }>;
}

/** The models of the application by uid: content types, components, and Strapi's other tables. */
function modelsOf(strapi: Core.Strapi): Record<string, Model> {
  const others = strapi.get('models').get() as unknown as (Model & { uid: string })[];
  return {
    ...Object.fromEntries(others.map((model) => [model.uid, model])),
    ...(strapi.contentTypes as unknown as Record<string, Model>),
    ...(strapi.components as unknown as Record<string, Model>),
  };
}

/** The uids that patterns of content types can match. */
export const contentTypesOf = (strapi: Core.Strapi): string[] => Object.keys(modelsOf(strapi));

/** The actions of every controller, including those that Strapi adds by a prototype. */
function handlersOf(strapi: Core.Strapi): string[] {
  const controllers = strapi.get('controllers') as unknown as {
    keys(): string[];
    get(uid: string): object | undefined;
  };
  return controllers.keys().flatMap((uid) => {
    const actions: string[] = [];
    for (const action in controllers.get(uid)) actions.push(`${uid}.${action}`);
    return actions;
  });
}

/** Requests that no single controller answers. */
const OTHER_HANDLERS = ['graphql', 'mcp'];

/** What options can name. Call it once the application's own `bootstrap()` has run. */
export function knownNames(strapi: Core.Strapi, actions: DeclaredActions): KnownNames {
  const models = modelsOf(strapi);
  return {
    actions: actions.choices().map(({ action }) => action),
    contentTypes: Object.keys(models),
    privateAttributes: Object.entries(models).flatMap(([uid, { attributes = {} }]) =>
      Object.keys(attributes)
        .filter((name) => attributes[name]?.private === true)
        .map((name) => `${uid}.${name}`)
    ),
    handlers: [...handlersOf(strapi), ...OTHER_HANDLERS],
  };
}
