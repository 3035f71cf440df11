import type { GetModel, SchemaAttribute } from '../event';
import { isOwnType, OWN_TYPES } from './own-types';
import { wordsOf, type IsSecretName } from './secret-names';

/** `names-only`: an object whose keys are shown and whose values are not (HTTP headers). */
export type AttributeVerdict = 'shown' | 'secret' | 'names-only' | 'unknown';
export type JudgeAttribute = (uid: string, name: string) => AttributeVerdict;

/** All others hold texts: `string`, `enumeration`, and the types that plugins add. */
const NO_TEXT_TYPES = new Set([
  ...['boolean', 'integer', 'biginteger', 'float', 'decimal', 'date', 'datetime', 'timestamp'],
  ...['time', 'media', 'relation', 'component', 'dynamiczone'],
]);
const COMPONENT_TYPES = new Set(['component', 'dynamiczone']);
const NUMBER_TYPES = new Set(['integer', 'biginteger', 'float', 'decimal']);
const SECRET_FIELD_WORDS = new Set(['encrypted', 'encryption', 'encrypt', 'password', 'secret']);

interface Deps {
  getModel: GetModel;
  isSecretName: IsSecretName;
  /** `uid.attribute` of private attributes that the owner wants to see. */
  reveal: readonly string[];
}

/** The schema's verdict on one attribute; `unknown` if neither schema nor table has it. */
export function createAttributeJudge({ getModel, isSecretName, reveal }: Deps): JudgeAttribute {
  const revealed = new Set(reveal);
  /** Keyed by the definition itself: a replaced definition is judged anew. */
  const verdicts = new WeakMap<
    SchemaAttribute,
    { uid: string; name: string; verdict: AttributeVerdict }
  >();

  const judge = (
    uid: string,
    name: string,
    attribute: SchemaAttribute | undefined
  ): AttributeVerdict => {
    const own = ownAttribute(OWN_TYPES, uid);
    if (own?.never.includes(name)) return 'secret';
    if (own?.namesOnly?.includes(name)) return 'names-only';
    if (own?.shown.includes(name)) return 'shown';
    if (!attribute) return 'unknown';
    if (isAlwaysSecret(attribute)) return 'secret';
    if (isOwnType(uid) && isBroughtByStrapi(uid, attribute)) return 'secret';
    if (revealed.has(`${uid}.${name}`)) return 'shown';
    if (attribute.private === true) return 'secret';
    return isNamedSecret(name, attribute) ? 'secret' : 'shown';
  };

  function isNamedSecret(name: string, attribute: SchemaAttribute): boolean {
    const { type } = attribute;
    if (COMPONENT_TYPES.has(type)) return isSecretComponent(name, attribute);
    if (NUMBER_TYPES.has(type)) return isSecretName(name, 0, true);
    return !NO_TEXT_TYPES.has(type) && isSecretName(name, '');
  }

  /** `credentials`. Of `cookieBanner`, only a text would be secret, and this has several. */
  function isSecretComponent(name: string, { component, components = [] }: SchemaAttribute) {
    if (!isSecretName(name, 0)) return false;
    const uids = component === undefined ? components : [component];
    return uids.some((uid) => isSecretName(name, readModel(getModel, uid)?.attributes ?? {}));
  }

  return (uid, name) => {
    const attribute = ownAttribute(readModel(getModel, uid)?.attributes, name);
    if (typeof attribute !== 'object' || attribute === null) return judge(uid, name, attribute);
    const known = verdicts.get(attribute);
    // A definition belongs to one attribute, unless code uses it for several.
    if (known?.uid === uid && known.name === name) return known.verdict;
    const verdict = judge(uid, name, attribute);
    verdicts.set(attribute, { uid, name, verdict });
    return verdict;
  };
}

/** Looks a model up without trusting the lookup: a throw counts as no model. */
export function readModel(getModel: GetModel, uid: string): ReturnType<GetModel> {
  try {
    const model = getModel(uid);
    return typeof model?.attributes === 'object' && model.attributes !== null ? model : undefined;
  } catch {
    return undefined;
  }
}

/** Bodies choose the names looked up here: `constructor` must not find Object.prototype. */
export function ownAttribute<T>(
  record: Readonly<Record<string, T>> | undefined,
  name: string
): T | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}

/** True for an attribute whose values no configuration reveals. */
export function isAlwaysSecret(attribute: SchemaAttribute): boolean {
  if (attribute.type === 'password' || attribute.encrypted === true) return true;
  if (wordsOf(attribute.customField ?? '').some((word) => SECRET_FIELD_WORDS.has(word)))
    return true;
  return isMarkedEncrypted(attribute.options) || isMarkedEncrypted(attribute.pluginOptions);
}

/** `{ encrypted: true }`, or the same one level down, where plugins keep their options. */
function isMarkedEncrypted(options: unknown, depth = 0): boolean {
  if (typeof options !== 'object' || options === null) return false;
  return Object.entries(options).some(
    ([key, value]) =>
      (key === 'encrypted' && value === true) || (depth === 0 && isMarkedEncrypted(value, 1))
  );
}

/**
 * Applications extend the users and files that plugins bring; their own attributes follow the rule
 * for application types. Nothing extends `admin::` and `strapi::` types.
 */
function isBroughtByStrapi(uid: string, attribute: SchemaAttribute): boolean {
  return !uid.startsWith('plugin::') || attribute.configurable === false;
}
