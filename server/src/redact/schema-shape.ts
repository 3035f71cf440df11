import type { GetModel, SchemaAttribute } from '../event';
import { isAddressName } from './addresses';
import { ownAttribute, readModel, type JudgeAttribute } from './attributes';
import { bothOf } from './both-readings';
import * as facts from './facts';
import { formOnly, type ReadUnknown } from './form-only';
import { createFreeForm } from './free-form';
import { FILE_UID, isOwnType, OWN_TYPES } from './own-types';
import { keepName } from './kept-names';
import { namesOnly, OWN_FORMS, publicFile } from './own-forms';
import * as keys from './row-keys';
import { resolveAsPair, underName } from './rows-as-json';
import type { IsSecretName } from './secret-names';
import { scrubText } from './secret-shapes';
import type { Shape } from './shape';

interface Deps {
  getModel: GetModel;
  judge: JudgeAttribute;
  isSecretName: IsSecretName;
  /** How to read a key that the schema lacks. */
  unknown: ReadUnknown;
}

export interface SchemaShapes {
  /** Reads a row of the given type, or the data sent for one. */
  row(uid: string): Shape;
  /** Reads one attribute's stored value; null if it is secret or the schema lacks it. */
  attribute(uid: string, name: string): Shape | null;
  /** Shows everything but what the schema of the type hides, at any depth. */
  withoutSecrets(uid: string): Shape;
  /** Reads prose: the value of an attribute for text. */
  content: Shape;
}

/** Their values have names inside, which go with the name of the attribute. */
const HOLDS_NAMES = new Set(['component', 'dynamiczone', 'json']);

/** A content type is `api::article.article`, a component `shared.seo`. */
const isComponent = (uid: string): boolean => !uid.includes('::');

/** A text that is no JSON can be no row, and neither can a number. */
const asSent = { text: (text: string) => text, readsJson: true, ownsNames: true } as const;
/** No schema knows what is secret in such a row. */
const ofNoType: Shape = { ...asSent, property: (name) => keys.ROW_KEYS.get(name) ?? formOnly };

/** The rule for values of known types: their schema decides, including components and relations. */
export function createSchemaShapes({ getModel, judge, isSecretName, unknown }: Deps): SchemaShapes {
  const freeForm = createFreeForm(isSecretName);
  const scrub = (text: string) => scrubText(text, isSecretName);
  /** One value. No schema knows what is inside an object sent instead of it. */
  const content: Shape = { property: unknown, text: scrub, name: keepName, readsJson: freeForm };
  const tree: Shape = { property: freeForm.property, text: scrub, name: freeForm.name };
  /** The schemas of a running application do not change: each is read once. */
  const rows = new Map<string, Shape>();
  const rowsWithoutSecrets = new Map<string, Shape>();

  function row(uid: string): Shape {
    const known = rows.get(uid);
    if (known) return known;
    if (!isOwnType(uid) && !readModel(getModel, uid)) return formOnly;
    const plain: Shape = { ...formOnly, countsItems: undefined, ...createRow(uid) };
    const made: Shape = isComponent(uid) ? { ...plain, resolve: asPair(uid, plain) } : plain;
    rows.set(uid, made);
    return made;
  }

  const asPair = (uid: string, plain: Shape): Shape['resolve'] =>
    resolveAsPair(readModel(getModel, uid)?.attributes, isSecretName, () => plain);

  /** A row sent as text, in a form, is read as JSON; other text is no row. */
  function createRow(uid: string): Pick<Shape, 'property' | 'readsJson' | 'name'> {
    const attributes = new Map<string, Shape | null>();
    return {
      readsJson: true,
      // What the schema declares is a name, whatever it looks like.
      name: (name) => (attributes.has(name) || isNamed(uid, name) ? name : keepName(name)),
      property(name, value) {
        const known = attributes.get(name);
        if (known !== undefined) return known;
        if (!isNamed(uid, name)) return unknown(name, value);
        const shape = property(uid, name);
        attributes.set(name, shape);
        return shape;
      },
    };
  }

  const bodyKey = (uid: string, name: string): string | undefined =>
    ownAttribute(ownAttribute(OWN_TYPES, uid)?.body, name);

  const isNamed = (uid: string, name: string): boolean =>
    keys.ROW_KEYS.has(name) ||
    keys.CREATOR_KEYS.has(name) ||
    name === keys.LOCALES_KEY ||
    judge(uid, name) !== 'unknown' ||
    bodyKey(uid, name) !== undefined ||
    keys.FACT_KEYS.has(name) ||
    keys.SELF_KEYS.has(name);

  function property(uid: string, name: string): Shape | null {
    const rowKey = keys.ROW_KEYS.get(name);
    if (rowKey) return rowKey;
    if (keys.CREATOR_KEYS.has(name)) return link('admin::user');
    if (name === keys.LOCALES_KEY) return row(uid);
    if (judge(uid, name) === 'unknown') return nonAttribute(uid, name);
    const inner = rowUnder(uid, name);
    const own = attribute(uid, name);
    const shape = inner === null ? own : bothOf(own, withoutSecrets(inner));
    const form = ownAttribute(ownAttribute(OWN_TYPES, uid)?.forms, name);
    if (shape && form) return OWN_FORMS[form];
    // Of the JSON in Strapi's own types, only reviewed forms are known.
    return shape === freeForm && isOwnType(uid) && isJson(uid, name) ? formOnly : shape;
  }

  const isJson = (uid: string, name: string): boolean => {
    const declared = ownAttribute(readModel(getModel, uid)?.attributes, name);
    return !declared || (declared.type === 'json' && declared.configurable === false);
  };

  /** A key that is no attribute, yet known from Strapi's own requests and responses. */
  function nonAttribute(uid: string, name: string): Shape {
    const inner = rowUnder(uid, name);
    if (inner !== null) return row(inner);
    const form = bodyKey(uid, name) ?? '';
    return ownAttribute(OWN_FORMS, form) ?? keys.FACT_KEYS.get(name) ?? formOnly;
  }

  /** The type whose rows Strapi's own requests and responses have under this key. */
  function rowUnder(uid: string, name: string): string | null {
    if (keys.SELF_KEYS.has(name)) return uid;
    const inner = bodyKey(uid, name);
    return inner === undefined || Object.hasOwn(OWN_FORMS, inner) ? null : inner;
  }

  /**
   * For an attribute with the name of such a key: what the schema of those rows hides stays hidden,
   * and all else is the attribute's own, of whatever kind the rows have it.
   */
  function withoutSecrets(uid: string): Shape {
    const known = rowsWithoutSecrets.get(uid);
    if (known) return known;
    const shape: Shape = {
      ...asSent,
      property: (name) => {
        if (keys.ROW_KEYS.has(name) || name === keys.LOCALES_KEY) return shape;
        if (keys.CREATOR_KEYS.has(name)) return withoutSecrets('admin::user');
        const verdict = judge(uid, name);
        if (verdict === 'secret' || verdict === 'names-only') return null;
        return rowsIn(ownAttribute(readModel(getModel, uid)?.attributes, name)) ?? shape;
      },
    };
    rowsWithoutSecrets.set(uid, shape);
    return shape;
  }

  /** The rows that an attribute leads to; null for scalars and JSON. */
  function rowsIn(declared: SchemaAttribute | undefined): Shape | null {
    switch (declared?.type) {
      case 'component':
        return withoutSecretsIfKnown(declared.component);
      case 'media':
        return withoutSecrets(FILE_UID);
      case 'relation':
        return declared.target
          ? withoutSecretsIfKnown(declared.target)
          : rowsOf('__type', () => true);
      case 'dynamiczone':
        return rowsOf('__component', (uid) => declared.components?.includes(uid) === true);
      default:
        return null;
    }
  }

  /** Objects that name their type. */
  const rowsOf = (key: string, isAllowed: (uid: string) => boolean): Shape => ({
    ...ofNoType,
    resolve: (read) => {
      const uid = read(key);
      return typeof uid === 'string' && isAllowed(uid) ? withoutSecretsIfKnown(uid) : ofNoType;
    },
  });

  const withoutSecretsIfKnown = (uid: string | undefined): Shape =>
    uid !== undefined && (isOwnType(uid) || readModel(getModel, uid))
      ? withoutSecrets(uid)
      : ofNoType;

  function attribute(uid: string, name: string): Shape | null {
    const verdict = judge(uid, name);
    if (verdict === 'names-only') return namesOnly;
    if (verdict !== 'shown') return null;
    if (uid === FILE_UID && publicFile.facts.has(name)) return publicFile.shape;
    const own = ownAttribute(OWN_TYPES, uid);
    if (own?.addresses?.includes(name)) return facts.address;
    const declared = ownAttribute(readModel(getModel, uid)?.attributes, name);
    if (!declared || own?.freeForm?.includes(name)) return freeForm;
    const shape = valueOf(declared);
    if (shape === content && isAddressName(name)) return facts.address;
    const isOwnJson = isOwnType(uid) && isJson(uid, name);
    return HOLDS_NAMES.has(declared.type) && !isOwnJson
      ? underName(name, shape, isSecretName)
      : shape;
  }

  function valueOf(declared: SchemaAttribute): Shape {
    switch (declared.type) {
      case 'component':
        return declared.component ? row(declared.component) : formOnly;
      case 'dynamiczone':
        return zone(declared.components ?? []);
      case 'media':
        return link(FILE_UID);
      case 'relation':
        return declared.target ? link(declared.target) : polymorphic;
      case 'json':
        return freeForm;
      case 'blocks':
        return tree;
      case 'boolean':
        return facts.flag;
      case 'integer':
      case 'biginteger':
      case 'float':
      case 'decimal':
        return facts.number;
      case 'date':
      case 'datetime':
      case 'timestamp':
        return facts.instant;
      case 'time':
        return facts.time;
      default:
        return content;
    }
  }

  /** A relation or media: ids, rows, or what to connect and where. */
  function link(uid: string): Shape {
    const target = row(uid);
    const shape: Shape = {
      ...target,
      text: facts.idOrUid.text,
      number: undefined,
      readsJson: true,
      property: (name, value) => {
        const own = target.property(name, value);
        if (!keys.LINK_KEYS.has(name)) return own;
        const isLinkKey = judge(uid, name) === 'unknown';
        if (name === 'position') return isLinkKey ? position : own;
        return isLinkKey ? shape : bothOf(own, withoutSecrets(uid));
      },
    };
    return shape;
  }

  const onlyRowKeys: Shape = {
    ...formOnly,
    countsItems: undefined,
    property: (name, value) => keys.ROW_KEYS.get(name) ?? unknown(name, value),
    readsJson: true,
  };
  const position: Shape = {
    ...onlyRowKeys,
    property: (name, value) => keys.POSITION_KEYS.get(name) ?? onlyRowKeys.property(name, value),
  };

  function zone(components: readonly string[]): Shape {
    return {
      ...onlyRowKeys,
      resolve: (read, names) => {
        const uid = read('__component');
        if (typeof uid !== 'string' || !components.includes(uid)) return onlyRowKeys;
        return row(uid).resolve?.(read, names) ?? row(uid);
      },
    };
  }

  const polymorphic: Shape = {
    ...onlyRowKeys,
    property: (name, value) =>
      keys.LINK_KEYS.has(name) ? polymorphic : onlyRowKeys.property(name, value),
    resolve: (read) => {
      const uid = read('__type');
      return typeof uid === 'string' && readModel(getModel, uid) ? row(uid) : polymorphicKeys;
    },
  };
  const polymorphicKeys: Shape = { ...polymorphic, resolve: undefined };

  return { row, attribute, content, withoutSecrets };
}
