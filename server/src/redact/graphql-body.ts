import type { GetModel, ListModels } from '../event';
import { readModel, type JudgeAttribute } from './attributes';
import { errorShape } from './errors';
import * as facts from './facts';
import { createFilterShape } from './filter-shape';
import { formOnly, type ReadUnknown } from './form-only';
import { emailOnly, forSignIn } from './free-form';
import { readGraphqlDocument, type GraphqlDocument, type GraphqlLibrary } from './graphql-document';
import type { GraphqlNames } from './graphql-names';
import { createGraphqlResult, strictest } from './graphql-result';
import { hiddenKind } from './markers';
import { FILE_UID } from './own-types';
import { rememberByName } from '../event';
import { FACT_KEYS } from './row-keys';
import { wordsOf } from './secret-names';
import type { SchemaShapes } from './schema-shape';
import type { Shape } from './shape';

interface Deps {
  getModel: GetModel;
  listModels: ListModels;
  judge: JudgeAttribute;
  shapes: SchemaShapes;
  /** Arguments and results of fields that Strapi does not define. */
  unknown: ReadUnknown;
  /** Null if the application has no GraphQL: a document is then not read. */
  graphql: () => GraphqlLibrary | null;
  names: GraphqlNames;
}

export interface GraphqlShapes {
  /** The request: `{ query, variables }`, as a body or as a query string, alone or in a batch. */
  request: Shape;
  /** The response to the documents that were sent. */
  answer(sent: unknown): Shape;
}

const USER = 'plugin::users-permissions.user';
/** The mutations of users-permissions by their arguments; unlisted arguments are secret. */
const SIGN_INS: Readonly<Record<string, string>> = {
  login: 'input',
  register: 'input',
  forgotPassword: 'email',
  emailConfirmation: '',
  resetPassword: '',
  changePassword: '',
};

/**
 * The rules for GraphQL, whose bodies have no single type. The fields of the document determine the
 * type (`createArticle` takes an article), and the schema then decides as everywhere. Arguments of
 * other fields keep only their form.
 */
export function createGraphqlShapes(deps: Deps): GraphqlShapes {
  const { getModel, listModels, shapes, unknown, names } = deps;
  const filters = createFilterShape(deps);
  const typeOf = createTypeOf(getModel, listModels);
  /** Request and response are read by the same document. */
  const readOnce = rememberByName((source) => {
    const library = deps.graphql();
    return library && readGraphqlDocument(source, { argumentsOf, names }, library);
  }, 4);
  const read = (source: unknown): GraphqlDocument | null =>
    typeof source === 'string' ? readOnce(source) : null;
  /** What a variable holds may show what the argument beside it is. */
  const readWith = (source: unknown, variables: unknown): GraphqlDocument | null => {
    const document = read(source);
    const library = document?.needsVariables ? deps.graphql() : null;
    if (!library || typeof source !== 'string') return document;
    return readGraphqlDocument(source, { argumentsOf, names }, library, recordOf(variables));
  };

  function argumentsOf(field: string): Shape {
    if (Object.hasOwn(SIGN_INS, field)) return signInArguments(SIGN_INS[field] ?? '');
    if (field === '@include' || field === '@skip')
      return { ...formOnly, property: () => facts.flag };
    const uid = typeOf(field);
    const known = (name: string): Shape | undefined => {
      if (uid === null) return undefined;
      if (name === 'pagination') return pagination;
      if (name === 'id') return facts.id;
      if (name === 'documentId') return facts.documentId;
      if (name === 'locale') return facts.locale;
      if (name === 'data') return shapes.row(uid);
      if (name === 'filters') return filters(uid);
      if (uid === FILE_UID && name === 'info') return shapes.row(uid);
      return FACT_KEYS.get(name);
    };
    if (uid === null) return unknown(field, {}) ?? { ...formOnly, property: () => null };
    return { ...formOnly, property: (name, value) => known(name) ?? unknown(name, value) };
  }

  function signInArguments(shown: string): Shape {
    const input = forSignIn(shapes.row(USER));
    return {
      ...formOnly,
      property: (name) => (name === shown ? (name === 'input' ? input : emailOnly) : null),
    };
  }

  const pagination: Shape = { ...formOnly, property: () => facts.number };

  const operationName: Shape = { ...formOnly, text: names.keep };

  const request: Shape = {
    ...formOnly,
    countsItems: undefined,
    resolve: (property) => {
      const document = readWith(property('query'), property('variables'));
      return {
        ...formOnly,
        property: (name, value) => {
          if (name === 'query') return textOf(document);
          if (name === 'operationName') return operationName;
          // The key for the JSON in a multipart body with files.
          if (name === 'operations') return { ...request, readsJson: true };
          return name === 'variables' ? variablesOf(document) : unknown(name, value);
        },
      };
    },
  };

  /** Without its document a variable may be anything: `$x` may stand for a password. */
  function variablesOf(document: GraphqlDocument | null): Shape {
    const own = { ...formOnly, readsJson: true, asksEachName: true, name: names.keep } as const;
    if (!document) return { ...own, property: () => null };
    const property: Shape['property'] = (name, value) => {
      const uses = document.variables.get(name);
      // A variable with a secret's name is secret, even if it was sent in another's position.
      const byName = unknown(name, value);
      return uses && byName !== null ? strictest(uses) : byName;
    };
    return { ...own, property };
  }

  const result = createGraphqlResult({ getModel, shapes, names });

  function answer(sent: unknown): Shape {
    const documents = [sent].flat().map((one) => read((one as { query?: unknown } | null)?.query));
    const fieldsOf = (key: string): readonly string[] => {
      const found = documents.flatMap((document) => document?.aliases.get(key) ?? []);
      return found.length > 0 ? found : [key];
    };
    const mayBeAlias = (key: string): boolean =>
      documents.some((document) => document === null || document.aliases.has(key));
    const resultOf = (field: string, value: unknown): Shape | null => {
      if (Object.hasOwn(SIGN_INS, field)) return shapes.row(USER);
      const uid = typeOf(field);
      return uid === null ? unknown(field, value) : result.of(uid);
    };
    const data: Shape = {
      ...formOnly,
      asksEachName: true,
      name: names.keep,
      property: (key, value) => {
        const shape = strictest(fieldsOf(key).map((field) => resultOf(field, value)));
        return shape && result.unaliased(shape, { fieldsFor: fieldsOf, mayBeAlias });
      },
    };
    return {
      ...formOnly,
      countsItems: undefined,
      property: (name, value) => {
        if (name === 'data') return data;
        return name === 'errors' ? errors : unknown(name, value);
      },
    };
  }

  /** The path of an error begins with aliases. */
  const errors: Shape = { ...errorShape, whole: (value) => errorShape.whole(withKept(value)) };
  const withKept = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(withKeptPath) : withKeptPath(value);
  const withKeptPath = (error: unknown): unknown => {
    const { path } = (error ?? {}) as { path?: unknown };
    if (!Array.isArray(path)) return error;
    const kept = path.map((part) =>
      typeof part === 'string' ? names.keep(part) : (part as number)
    );
    return { ...(error as object), path: kept };
  };

  return { request, answer };
}

/** The document without its secrets; only its length if it cannot be read. */
const textOf = (document: GraphqlDocument | null): Shape => ({
  ...formOnly,
  text: (text) => document?.text ?? hiddenKind(`GraphQL, ${text.length} characters`),
});

/** Variables may be sent as JSON. */
function recordOf(variables: unknown): Record<string, unknown> {
  const read: unknown = typeof variables === 'string' ? parsed(variables) : variables;
  return typeof read === 'object' && read !== null ? { ...read } : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const VERBS = ['create', 'update', 'delete'];

/** The content type of a field that Strapi's GraphQL defines, by the names that it gives them. */
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
