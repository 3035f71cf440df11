import type { GetModel, SchemaAttribute } from '../event';
import { ownAttribute, readModel, type JudgeAttribute } from './attributes';
import { createFreeForm } from './free-form';
import { HIDDEN } from './markers';
import { FILE_UID, isOwnType, OWN_TYPES } from './own-types';
import * as keys from './row-keys';
import type { IsSecretName } from './secret-names';
import { scrubText } from './secret-shapes';
import type { Shape } from './shape';

interface Deps {
  getModel: GetModel;
  judge: JudgeAttribute;
  isSecretName: IsSecretName;
}

export interface SchemaShapes {
  /** Reads a row, or what was sent for one, of the given type; keys the schema lacks are hidden. */
  row(uid: string): Shape;
  /** Reads one attribute's value; null where it is secret or the schema lacks it. */
  attribute(uid: string, name: string): Shape | null;
}

/** Files whose hash and address are public, although they look random. */
const PUBLIC_FILE_FACTS = new Set([
  ...['hash', 'url', 'previewUrl', 'formats', 'name', 'path', 'contentHash'],
]);

/** The rule for values of known types: their schema decides, components and relations included. */
export function createSchemaShapes({ getModel, judge, isSecretName }: Deps): SchemaShapes {
  const freeForm = createFreeForm(isSecretName);
  const scrub = (random: boolean) => (text: string) =>
    scrubText(text, { isSecretName, assignments: false, random });
  const content: Shape = { property: freeForm.property, text: scrub(true), name: freeForm.name };
  const publicFile: Shape = {
    property: (name, value) => (freeForm.property(name, value) ? publicFile : null),
    text: scrub(false),
  };

  function row(uid: string): Shape {
    if (!isOwnType(uid) && !readModel(getModel, uid)) return freeForm;
    return { property: (name) => property(uid, name), text: content.text, name: freeForm.name };
  }

  function property(uid: string, name: string): Shape | null {
    if (keys.ROW_KEYS.has(name)) return content;
    if (keys.CREATOR_KEYS.has(name)) return row('admin::user');
    if (name === keys.LOCALES_KEY) return row(uid);
    return judge(uid, name) === 'unknown' ? beside(uid, name) : attribute(uid, name);
  }

  /** A key that is no attribute, yet known from Strapi's own requests and responses. */
  function beside(uid: string, name: string): Shape | null {
    const extra = ownAttribute(ownAttribute(OWN_TYPES, uid)?.body, name);
    if (extra !== undefined) return extra === 'value' ? content : row(extra);
    if (keys.FACT_KEYS.has(name)) return content;
    return keys.SELF_KEYS.has(name) ? row(uid) : null;
  }

  function attribute(uid: string, name: string): Shape | null {
    const verdict = judge(uid, name);
    if (verdict === 'names-only') return namesOnly;
    if (verdict !== 'shown') return null;
    if (uid === FILE_UID && PUBLIC_FILE_FACTS.has(name)) return publicFile;
    const declared = ownAttribute(readModel(getModel, uid)?.attributes, name);
    const hasOwnForm = ownAttribute(OWN_TYPES, uid)?.freeForm?.includes(name);
    return declared && !hasOwnForm ? valueOf(declared) : freeForm;
  }

  function valueOf(declared: SchemaAttribute): Shape {
    switch (declared.type) {
      case 'component':
        return declared.component ? row(declared.component) : freeForm;
      case 'dynamiczone':
        return zone(declared.components ?? []);
      case 'media':
        return link(FILE_UID);
      case 'relation':
        return declared.target ? link(declared.target) : polymorphic;
      case 'json':
        return freeForm;
      default:
        return content;
    }
  }

  /** A relation or media: ids, rows, or what to connect and where. */
  function link(uid: string): Shape {
    const target = row(uid);
    const shape: Shape = {
      ...target,
      property: (name, value) => {
        const isLinkKey = judge(uid, name) === 'unknown' && keys.LINK_KEYS.has(name);
        if (isLinkKey) return name === 'position' ? place : shape;
        return target.property(name, value);
      },
    };
    return shape;
  }

  const onlyRowKeys: Shape = {
    property: (name) => (keys.ROW_KEYS.has(name) ? content : null),
    text: content.text,
  };
  const place: Shape = {
    property: (name) => (keys.PLACE_KEYS.has(name) ? content : onlyRowKeys.property(name, null)),
    text: content.text,
  };

  function zone(components: readonly string[]): Shape {
    return {
      ...onlyRowKeys,
      resolve: (read) => {
        const uid = read('__component');
        return typeof uid === 'string' && components.includes(uid) ? row(uid) : onlyRowKeys;
      },
    };
  }

  const polymorphic: Shape = {
    ...onlyRowKeys,
    property: (name) => (keys.LINK_KEYS.has(name) ? polymorphic : onlyRowKeys.property(name, null)),
    resolve: (read) => {
      const uid = read('__type');
      return typeof uid === 'string' && readModel(getModel, uid) ? row(uid) : polymorphicKeys;
    },
  };
  const polymorphicKeys: Shape = { ...polymorphic, resolve: undefined };

  return { row, attribute };
}

/** HTTP headers: which were set is shown, what they say is not, sent as an object or as pairs. */
const nothing: Shape = { property: () => null, text: () => HIDDEN, number: () => HIDDEN };
const headerName: Shape = { property: () => null, text: (name) => name };
const headerPair: Shape = {
  ...nothing,
  property: (name) => (name === 'key' || name === 'name' ? headerName : null),
};
const namesOnly: Shape = {
  ...nothing,
  resolve: (read) => (read('value') === undefined ? nothing : headerPair),
  name: (name) => name,
};
