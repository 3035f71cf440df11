import type { App } from '../../helpers/boot-app';

export interface Attribute {
  type: string;
  private?: boolean;
  component?: string;
  components?: string[];
  repeatable?: boolean;
  [option: string]: unknown;
}

export interface Model {
  uid: string;
  /** Strapi's GraphQL names its types after it. */
  globalId: string;
  kind: string | undefined;
  attributes: Record<string, Attribute>;
}

export type Models = Map<string, Model>;

/** Every content type and component of the running application. */
export async function readModels(app: App): Promise<Models> {
  const models = await app.run((strapi) =>
    [...Object.values(strapi.contentTypes), ...Object.values(strapi.components)].map(
      ({ uid, globalId, kind, attributes }) => ({ uid, globalId, kind, attributes })
    )
  );
  return new Map((models as unknown as Model[]).map((model) => [model.uid, model]));
}

/** Those that hold the application's content, and Strapi's end users. */
export const contentTypes = (models: Models): Model[] =>
  [...models.values()].filter(({ uid }) => uid.startsWith('api::'));

/** What Strapi adds to every type, and takes from nobody. */
const MANAGED = new Set([
  ...['createdAt', 'updatedAt', 'publishedAt', 'createdBy', 'updatedBy', 'documentId'],
  ...['locale', 'localizations'],
]);
export const isManaged = (name: string): boolean => MANAGED.has(name);

const SECRET_NAME = /token|password|passphrase|secret/i;

/** Whether what stands there must be stored nowhere. */
export const isSecret = (name: string, { type, private: isPrivate }: Attribute): boolean =>
  type === 'password' ||
  isPrivate === true ||
  (SECRET_NAME.test(name) && ['string', 'text'].includes(type));
