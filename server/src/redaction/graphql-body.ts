import type { GetModel, ListModels } from '../event';
import { readModel } from './attributes';
import { readGraphqlDocument, type GraphqlDocument } from './graphql-document';
import { undescribed } from './markers';
import { wordsOf } from './secret-names';
import type { SchemaShapes } from './schema-shape';
import type { Shape } from './shape';

interface Deps {
  getModel: GetModel;
  listModels: ListModels;
  shapes: SchemaShapes;
  /** Values of no known type, or those that stand beside a row of the type. */
  free(uid: string | null): Shape;
}

export interface GraphqlShapes {
  /** What is sent: `{ query, variables }`, as a body or as a query string, alone or in a batch. */
  request(onHidden?: (value: unknown) => void): Shape;
  /** What is answered to the documents that were sent. */
  answer(sent: unknown): Shape;
}

/**
 * The rules for GraphQL, whose bodies have no one type. The fields of the document tell the type
 * (`createArticle` takes an article), the schema then decides as everywhere; where they do not, in
 * the fields of an application's own, all schemas do.
 */
export function createGraphqlShapes({ getModel, listModels, shapes, free }: Deps): GraphqlShapes {
  const beside = free(null);
  const typeOf = createTypeOf(getModel, listModels);
  const read = (source: unknown): GraphqlDocument | null =>
    typeof source === 'string' ? readGraphqlDocument(source, { argumentsOf, text }) : null;

  function text(value: string): string {
    const shown = beside.text(value);
    return typeof shown === 'string' ? shown : undescribed('comment');
  }

  function argumentsOf(field: string): Shape {
    const uid = typeOf(field);
    if (uid === null) return beside;
    const others = free(uid);
    return {
      ...others,
      resolve: (value, names) => {
        const own = others.resolve?.(value, names) ?? others;
        return {
          ...own,
          property: (name, inner) =>
            name === 'data' ? shapes.row(uid) : own.property(name, inner),
        };
      },
    };
  }

  const request: GraphqlShapes['request'] = (onHidden) => ({
    ...beside,
    resolve: (property) => {
      const document = read(property('query'));
      document?.hidden.forEach((value) => onHidden?.(value));
      const shownText = document?.text ?? undescribed('GraphQL that cannot be read');
      return {
        ...beside,
        property: (name, value) => {
          if (name === 'query') return { ...nothingElse, text: () => shownText };
          // How a body with files names its JSON.
          if (name === 'operations') return request(onHidden);
          return name === 'variables' ? variablesOf(document) : beside.property(name, value);
        },
      };
    },
  });

  /** Without its document a variable may be anything: `$x` may stand for a password. */
  function variablesOf(document: GraphqlDocument | null): Shape {
    if (!document) return { ...nothingElse, readsJson: true };
    const property: Shape['property'] = (name, value) => {
      const uses = document.variables.get(name);
      // A variable that is named for a secret is one, though it were sent in another's place.
      const byName = beside.property(name, value);
      if (!uses || byName === null) return byName;
      return uses.includes(null) ? null : (uses[0] ?? null);
    };
    return { ...beside, resolve: () => ({ ...beside, property }) };
  }

  function answer(sent: unknown): Shape {
    const documents = [sent].flat().map((one) => read((one as { query?: unknown } | null)?.query));
    const fieldsOf = (key: string): string[] => {
      const found = documents.flatMap((document) => document?.aliases.get(key) ?? []);
      return found.length > 0 ? found : [key];
    };
    const data: Shape = {
      ...beside,
      resolve: undefined,
      property: (key) => {
        const types = fieldsOf(key).map(typeOf);
        return unaliased(free(types.length === 1 ? (types[0] ?? null) : null), fieldsOf);
      },
    };
    return {
      ...beside,
      resolve: undefined,
      property: (name, value) => (name === 'data' ? data : beside.property(name, value)),
    };
  }

  return { request, answer };
}

const nothingElse: Shape = {
  property: () => null,
  text: (value) => (value === '' ? '' : undescribed('GraphQL that cannot be read')),
  number: () => undescribed('GraphQL that cannot be read'),
};

/** Reads keys as the fields that they stand for; one secret field is enough. */
function unaliased(shape: Shape, fieldsOf: (key: string) => string[]): Shape {
  return {
    ...shape,
    resolve: (read, keys) => {
      const own = shape.resolve?.(read, keys.flatMap(fieldsOf)) ?? shape;
      return unaliased({ ...own, resolve: undefined }, fieldsOf);
    },
    property: (key, value) => {
      const shapesOf = fieldsOf(key).map((field) => shape.property(field, value));
      const [first] = shapesOf;
      return !first || shapesOf.includes(null) ? null : unaliased(first, fieldsOf);
    },
  };
}

const VERBS = ['create', 'update', 'delete'];

/** The content type of a field that Strapi's GraphQL makes, by the names that it gives them. */
function createTypeOf(getModel: GetModel, listModels: ListModels) {
  let types: ReadonlyMap<string, string> | undefined;

  return (field: string): string | null => {
    types ??= new Map(listModels().flatMap((uid) => fieldsOf(uid, getModel)));
    return types.get(wordsOf(field).join(' ')) ?? null;
  };
}

function fieldsOf(uid: string, getModel: GetModel): Array<[string, string]> {
  const model = readModel(getModel, uid);
  const { singularName, pluralName } = model?.info ?? {};
  if (!singularName || !pluralName) return [];
  const named = (name: string) => wordsOf(`${model?.plugin ?? ''} ${name}`).join(' ');
  const fields = [
    ...VERBS.map((verb) => `${verb} ${named(singularName)}`),
    ...[named(singularName), named(pluralName), `${named(pluralName)} connection`],
  ];
  return fields.map((field) => [field, uid]);
}
