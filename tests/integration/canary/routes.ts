import type { App } from '../../helpers/boot-app';
import { contentTypes, type Models } from './models';
import type { Mint } from './mint';

export interface Route {
  method: string;
  /** As the router has it: `/api/articles/:id`. */
  pattern: string;
  /** The same with a content type where the router has `:model` or `:uid`. */
  path: string;
  /** The content type of that parameter. */
  model: string | null;
}

export const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

/** A route that takes every method is tried with these. */
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const TYPES = /:(?:model|uid|contentType)\b/;

/**
 * Every route of the running server, from its router: what a later version of Strapi, a plugin or the
 * application adds is tried too.
 */
export async function readRoutes(app: App, models: Models): Promise<Route[]> {
  const layers = await app.run((strapi) =>
    strapi.server.listRoutes().map(({ methods, path }) => ({ methods, path: String(path) }))
  );
  const found = new Map<string, Route>();
  for (const { methods, path: pattern } of layers) {
    for (const method of METHODS.filter((one) => methods.includes(one))) {
      for (const route of withTypes({ method, pattern, path: pattern, model: null }, models)) {
        found.set(nameOf(route), route);
      }
    }
  }
  return [...found.values()];
}

/** Once for each content type that the parameter could be, and once for a type that there is none of. */
function withTypes(route: Route, models: Models): Route[] {
  if (!TYPES.test(route.path)) return [route];
  const types = contentTypes(models).filter(
    ({ kind }) =>
      !/\/(?:collection|single)-types\//.test(route.path) || route.path.includes(ENTRIES[kind!]!)
  );
  // What is no route of entries takes the type as a name, whichever it is.
  const some = route.path.startsWith('/content-manager/') ? types : types.slice(0, 1);
  const uids = some.map(({ uid }) => uid).concat('api::unknown.unknown');
  return uids.map((uid) => ({ ...route, path: route.path.replace(TYPES, uid), model: uid }));
}
const ENTRIES: Record<string, string> = {
  collectionType: '/collection-types/',
  singleType: '/single-types/',
};

/** What a parameter stands for, where any value would do; a token where its name says so. */
export function addressOf({ path }: Route, mint: Mint, ids: ReadonlyMap<string, string>): string {
  return path
    .replace(/(?<!:):(\w+)\*?/g, (_whole, name: string) => {
      if (ids.has(name)) return ids.get(name)!;
      if (/token|code|secret/i.test(name)) return mint.word(`path parameter called ${name}`);
      return mint.hex(`path parameter called ${name}`);
    })
    .replace(/\(.*\)/, () => mint.hex('rest of a path'));
}
