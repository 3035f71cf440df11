import type { GetModel, ListModels } from '../event';
import { ownAttribute, readModel, type JudgeAttribute } from './attributes';
import * as facts from './facts';
import { formOnly, type ReadUnknown } from './form-only';
import { keepName } from './kept-names';
import { hiddenKind } from './markers';
import { CREATOR_KEYS, FACT_KEYS, LOCALES_KEY, ROW_KEYS } from './row-keys';
import type { SchemaShapes } from './schema-shape';
import type { IsSecretName } from './secret-names';
import type { Shape } from './shape';
import { isSecretParameter } from './urls';

interface Deps {
  getModel: GetModel;
  listModels: ListModels;
  judge: JudgeAttribute;
  isSecretName: IsSecretName;
  shapes: SchemaShapes;
  unknown: ReadUnknown;
}

const NUMBERS = new Set(['page', 'pageSize', 'start', 'limit', 'pagination', '_start', '_limit']);
const NAME_LISTS = new Set(['sort', 'fields', 'populate']);
const WORDS_OF_LISTS = new Set(['*', 'asc', 'desc', 'true', 'false', 'deep', 'on', 'count']);
/** `filters[author][name][$eq]`, in any spelling that Strapi's parser accepts. */
const STEPS = /[[\].]+/;
const OPERATOR = /^(?:\$\w{1,20}|\d{1,4})$/;

/**
 * The rule for query strings. Strapi's parameters are known: filters are values of attributes, and
 * follow the schema; `sort`, `fields` and `populate` name attributes.
 */
export function createQueryShape(deps: Deps) {
  const { getModel, listModels, judge, isSecretName, shapes, unknown } = deps;
  let known: ReadonlySet<string> | undefined;
  const isAttributeName = (word: string): boolean => {
    known ??= namesOf(listModels, getModel);
    return known.has(word) || WORDS_OF_LISTS.has(word.toLowerCase());
  };
  /** Text made of names of attributes, such as `author.name:asc`. */
  const names: Shape = {
    ...formOnly,
    text: (text) =>
      text.split(/[.,:\s]+/).every((word) => word === '' || isAttributeName(word))
        ? text
        : hiddenKind('text'),
  };

  /** Follows the attributes of a filter to the one whose value is compared. */
  function filtered(uid: string | null, path: readonly string[]): Shape | null {
    const [name, ...rest] = path;
    if (name === undefined) return formOnly;
    if (OPERATOR.test(name)) return filtered(uid, rest);
    const rowKey = ROW_KEYS.get(name);
    if (rowKey) return rowKey;
    const owner = CREATOR_KEYS.has(name) ? 'admin::user' : null;
    if (owner) return filtered(owner, rest);
    if (uid === null) return unknown(name, '');
    if (name === LOCALES_KEY) return filtered(uid, rest);
    const verdict = judge(uid, name);
    if (verdict === 'unknown') return unknown(name, '');
    if (verdict !== 'shown') return null;
    const declared = ownAttribute(readModel(getModel, uid)?.attributes, name);
    const inner = declared?.target ?? declared?.component ?? null;
    return inner !== null && rest.some((step) => !OPERATOR.test(step))
      ? filtered(inner, rest)
      : shapes.attribute(uid, name);
  }

  function parameter(uid: string | null, name: string): Shape | null {
    const [root = '', ...rest] = name.split(STEPS).filter((step) => step !== '');
    if (NUMBERS.has(root)) return facts.number;
    if (root === 'locale') return facts.locale;
    if (NAME_LISTS.has(root)) {
      const inner = rest.lastIndexOf('filters');
      return inner < 0 ? names : unknown(rest.at(-1) ?? '', '');
    }
    if (root === 'filters') return filtered(uid, rest);
    const fact = FACT_KEYS.get(root);
    if (fact) return fact;
    return isSecretParameter(name, isSecretName) ? null : unknown(name, '');
  }

  return (uid: string | null): Shape => ({
    ...formOnly,
    countsItems: undefined,
    name: keepName,
    property: (name, value) =>
      typeof value === 'object' ? unknown(name, value) : parameter(uid, name),
  });
}

function namesOf(listModels: ListModels, getModel: GetModel): ReadonlySet<string> {
  const attributes = listModels().flatMap((uid) =>
    Object.keys(readModel(getModel, uid)?.attributes ?? {})
  );
  return new Set([...attributes, ...ROW_KEYS.keys(), ...CREATOR_KEYS, LOCALES_KEY]);
}
