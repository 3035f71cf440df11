import type { App } from '../../helpers/boot-app';
import { isSecret, type Models } from './models';

export interface Argument {
  name: string;
  type: string;
}
export interface Field {
  name: string;
  kind: 'query' | 'mutation';
  args: Argument[];
  /** What may be read of the answer. */
  selection: string;
}
export interface Schema {
  fields: Field[];
  /** The fields of each input object. */
  inputs: Record<string, Argument[]>;
  /** The first value of each enumeration. */
  enums: Record<string, string>;
}

/** The schema of the running server: its operations, their arguments and the input objects. */
export const readSchema = (app: App): Promise<Schema> =>
  app.run((strapi) => {
    interface Fields {
      getFields(): Record<string, { name: string; type: unknown; args?: Fields[] }>;
    }
    const schema = strapi.plugin('graphql').service('content-api').buildSchema();
    const plain = ({ name, type }: { name: string; type: unknown }) => ({
      name,
      type: String(type),
    });
    const fieldsOf = (type: Fields | undefined, kind: string) =>
      Object.values(type?.getFields() ?? {}).map(({ name, args, type: answer }) => {
        const bare = schema.getType(String(answer).replace(/[[\]!]/g, '')) as Fields | undefined;
        const isObject = bare?.getFields !== undefined;
        return {
          ...{ name, kind, args: (args as never as { name: string; type: unknown }[]).map(plain) },
          selection: isObject ? '{ __typename }' : '',
        };
      });
    const inputs: Record<string, object[]> = {};
    const enums: Record<string, string> = {};
    interface Type extends Fields {
      getValues(): { name: string }[];
    }
    for (const [name, type] of Object.entries(schema.getTypeMap() as Record<string, Type>)) {
      const kind = type.constructor.name;
      if (kind === 'GraphQLInputObjectType')
        inputs[name] = Object.values(type.getFields()).map(plain);
      if (kind === 'GraphQLEnumType') enums[name] = type.getValues()[0]!.name;
    }
    return {
      fields: [
        ...fieldsOf(schema.getMutationType(), 'mutation'),
        ...fieldsOf(schema.getQueryType(), 'query'),
      ],
      inputs,
      enums,
    } as never;
  });

/** The secret attributes of each input object, by Strapi's names for them. */
export function secretsByInput(models: Models): (input: string) => ReadonlySet<string> {
  const pascal = (name: string) => name[0]!.toUpperCase() + name.slice(1);
  const found = new Map<string, Set<string>>();
  for (const { uid, globalId, attributes } of models.values()) {
    const names = Object.entries(attributes).filter(([name, one]) => isSecret(name, one));
    const secrets = new Set(names.map(([name]) => name));
    for (const name of [globalId, pascal(uid.slice(uid.lastIndexOf('.') + 1))]) {
      for (const end of ['Input', 'FiltersInput', 'FilterInput']) found.set(name + end, secrets);
    }
  }
  return (input) => found.get(input) ?? NOTHING;
}
const NOTHING: ReadonlySet<string> = new Set();
