import type { GetModel, ListModels } from '../event';
import { rememberByName } from '../event';
import { readModel } from './attributes';
import { HIDDEN_NAME, isTokenAsName } from './kept-names';
import { CREATOR_KEYS, FACT_KEYS, LOCALES_KEY, ROW_KEYS } from './row-keys';
import { wordsOf } from './secret-names';

/** Which names of a document may be kept. Its sender chooses most of them freely. */
export interface GraphqlNames {
  isKnown(name: string): boolean;
  /** The name, or a marker for one that the schema does not have. */
  keep(name: string): string;
}

interface Deps {
  getModel: GetModel;
  listModels: ListModels;
  /** Every name in the schema of the running server; null before it is built. */
  schema: () => ReadonlySet<string> | null;
}

/** Of GraphQL, of Strapi's own part of the schema, and words that clients add to its names. */
const OWN = [
  ...['__typename', '__schema', '__type', 'include', 'skip', 'if', 'Query', 'Mutation', 'String'],
  ...['Int', 'Float', 'Boolean', 'ID', 'Long', 'JSON', 'DateTime', 'Date', 'Time', 'Upload'],
  ...['data', 'filters', 'sort', 'pagination', 'page', 'pageSize', 'pageCount', 'total', 'start'],
  ...['limit', 'nodes', 'pageInfo', 'connection', 'meta', 'attributes', 'and', 'or', 'not', 'eq'],
  ...[
    'input',
    'payload',
    'identifier',
    'email',
    'password',
    'currentPassword',
    'jwt',
    'user',
    'ok',
  ],
  ...['passwordConfirmation', 'code', 'confirmation', 'login', 'register', 'forgotPassword'],
  ...['emailConfirmation', 'resetPassword', 'changePassword', 'users', 'permissions', 'me', 'file'],
  ...['files', 'upload', 'create', 'update', 'delete', 'info', 'name', 'type', 'query', 'mutation'],
  ...['subscription', 'fragment', 'fields', 'variables', 'get', 'fetch', 'load', 'list', 'all'],
  ...[
    'by',
    'of',
    'for',
    'with',
    'the',
    'one',
    'many',
    'add',
    'remove',
    'save',
    'edit',
    'new',
    'set',
  ],
];
/** No secret is so short. */
const MAX_SHORT = 2;
const NUMBER = /^\d{1,2}$/;

/**
 * A name is known if the schema has it, or if it is made of words that the schema's names are made
 * of: `UpdateArticle2` for `updateArticle`. Operations, aliases, variables and fragments are named
 * by the sender, who need not have an account: other names may be anything.
 */
export function createGraphqlNames({ getModel, listModels, schema }: Deps): GraphqlNames {
  const ofModels = (uid: string): string[] => {
    const model = readModel(getModel, uid);
    const { singularName = '', pluralName = '' } = model?.info ?? {};
    return [model?.plugin ?? '', singularName, pluralName, ...Object.keys(model?.attributes ?? {})];
  };
  const wordsIn = (names: Iterable<string>): Set<string> =>
    new Set([...names].flatMap(wordsOf).filter((word) => word.length >= MAX_SHORT));
  let read: { of: ReadonlySet<string> | null; isKnown(name: string): boolean } | undefined;

  function createIsKnown(names: ReadonlySet<string> | null) {
    const own = [...OWN, ...ROW_KEYS.keys(), ...FACT_KEYS.keys(), ...CREATOR_KEYS, LOCALES_KEY];
    const all = new Set([...own, ...listModels().flatMap(ofModels), ...(names ?? [])]);
    const words = wordsIn(all);
    return rememberByName((name) => {
      if (name.length <= MAX_SHORT || all.has(name)) return true;
      if (isTokenAsName(name)) return false;
      const parts = wordsOf(name);
      const numbers = parts.filter((part) => NUMBER.test(part));
      return (
        parts.length > numbers.length &&
        numbers.length < MAX_SHORT &&
        parts.every((part) => words.has(part) || NUMBER.test(part))
      );
    });
  }

  const isKnown = (name: string): boolean => {
    const of = schema();
    if (!read || read.of !== of) read = { of, isKnown: createIsKnown(of) };
    return read.isKnown(name);
  };
  return { isKnown, keep: (name) => (isKnown(name) ? name : HIDDEN_NAME) };
}
