import { ok } from '../../helpers/actors';
import type { App } from '../../helpers/boot-app';
import { contentTypes, type Model, type Models } from './models';
import type { People } from './people';
import type { Fixtures } from './requests';
import type { Route } from './routes';

/** The content type whose entries a route takes, as its path says. */
export async function findModels(
  app: App,
  models: Models
): Promise<(route: Route) => Model | null> {
  const paths = await app.run((strapi) =>
    Object.values(strapi.contentTypes)
      .filter(({ uid }) => uid.startsWith('api::'))
      .map(({ uid, kind, info }) => [
        `/api/${kind === 'singleType' ? info.singularName : info.pluralName}`,
        uid as string,
      ])
  );
  const byPath = new Map(paths as [string, string][]);
  return ({ path, model }) => {
    const isEntry = /\/(?:collection|single)-types\//.test(path);
    if (model !== null) return isEntry ? (models.get(model) ?? null) : null;
    return models.get(byPath.get(path.replace(/\/:id$/, '')) ?? '') ?? null;
  };
}

/** Makes what the parameters of routes can stand for. What nothing was made for is left out. */
export async function makeFixtures(app: App, people: People, models: Models): Promise<Fixtures> {
  const entries = new Map<string, string>();
  for (const { uid, kind, attributes } of contentTypes(models)) {
    if (kind !== 'collectionType') continue;
    const title = ['title', 'name', 'label'].find((name) => name in attributes)!;
    const id = await app.run(
      async (strapi, type, data) =>
        (await strapi.documents(type as never).create({ data })).documentId,
      uid,
      { [title]: 'Plain' } as never
    );
    entries.set(uid, id);
  }
  const made = await accountsOf(people);
  return ({ method, path, pattern, model }) => {
    const entry = entries.get(model ?? '') ?? [...entries].find(([uid]) => isAt(path, uid))?.[1];
    if (entry !== undefined && method !== 'DELETE') {
      return new Map([
        ['id', entry],
        ['sourceId', entry],
      ]);
    }
    const id = method === 'DELETE' ? undefined : made.get(pattern);
    return new Map(id === undefined ? [] : [['id', id]]);
  };
}

/** `/api/articles/:id` holds entries of `api::article.article`. */
const isAt = (path: string, uid: string): boolean =>
  path.startsWith(`/api/${uid.slice(uid.lastIndexOf('.') + 1)}s/`);

/** Ids by the pattern of the route that takes them. */
async function accountsOf({ admin }: People): Promise<Map<string, string>> {
  const idOf = async (path: string, body: object) => {
    const answer = await ok(admin.post(path).send(body));
    return String((answer.body.data ?? answer.body).id);
  };
  const invited = await idOf('/admin/users', {
    firstname: 'Plain',
    lastname: 'Person',
    email: 'canary-plain@example.com',
    roles: [2],
  });
  const hook = await idOf('/admin/webhooks', {
    ...{ name: 'Plain', url: 'https://hooks.example.com/', headers: {}, events: [] },
  });
  const token = { name: 'Plain', description: '', lifespan: null };
  const apiToken = await idOf('/admin/api-tokens', { ...token, type: 'read-only' });
  const transfer = await idOf('/admin/transfer/tokens', { ...token, permissions: ['push'] });
  const role = await idOf('/admin/roles', { name: 'Plain', description: '' });
  const locale = await idOf('/i18n/locales', { code: 'fr', name: 'French', isDefault: false });
  const folder = await idOf('/upload/folders', { name: 'Plain', parent: null });
  return new Map([
    ['/admin/users/:id', invited],
    ['/admin/webhooks/:id', hook],
    ['/admin/api-tokens/:id', apiToken],
    ['/admin/transfer/tokens/:id', transfer],
    ['/admin/roles/:id', role],
    ['/i18n/locales/:id', locale],
    ['/upload/folders/:id', folder],
    // The end user that signs in.
    ['/api/users/:id', '1'],
  ]);
}
