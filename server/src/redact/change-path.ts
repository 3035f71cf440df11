import type { GetModel, JsonLocation, RawChange, SchemaAttribute } from '../event';
import type { SecretsAmong } from './attribute-names';
import { isAlwaysSecret, ownAttribute, readModel, type JudgeAttribute } from './attributes';
import { isAddressName, isAddressSetting, withBareAddresses } from './addresses';
import { bothOf } from './both-readings';
import * as facts from './facts';
import { belowAddress, createFreeForm } from './free-form';
import { isOwnType } from './own-types';
import { isKeyedValue, isSecretBelow } from './rows-as-json';
import type { SchemaShapes } from './schema-shape';
import { wordsOf, type IsSecretName } from './secret-names';
import { settingShape, SETTINGS_TYPE as SETTINGS } from './settings';
import type { Shape } from './shape';
import { shapeWithin } from './shape-within';
import { secondWordsOf } from './split-names';

interface Deps {
  getModel: GetModel;
  judge: JudgeAttribute;
  isSecretName: IsSecretName;
  shapes: SchemaShapes;
  secretsAmong: SecretsAmong;
  /** Values of no known type. */
  untyped: Shape;
}

/** The shape of the value at a change's path, or null if the value is secret. */
export type ShapeAtPath = (uid: string | null, path: string, sides: Sides) => Shape | null;

export interface ShapesAtPaths {
  /** Remembers the schemas' verdict on each attribute, which stays the same within one commit. */
  ofOneCommit(): ShapeAtPath;
}

export interface Sides {
  before?: unknown;
  after?: unknown;
  inside?: JsonLocation | undefined;
  /** The row of the component that has the last name of the path. */
  row?: RawChange['row'] | undefined;
  /** The label that code gives the path, which may reveal more than the path does. */
  label?: string | undefined;
}

const MAX_SEGMENTS = 64;
/**
 * Schemas and the log's own options: an attribute's name leads to its definition, not to a value.
 */
const DESCRIBED_BY_PATH = new Set(['content-type', 'component', 'audit-log']);
/** The form of attribute names; anything else may lead further down. */
const BARE_NAME = /^\w{1,64}$/;

const phraseOf = (name: string): string => wordsOf(name).join(' ');

/** Follows paths such as `seo.metaTitle`, `sections[2:hero].body` and `settings.smtp.user`. */
export function createShapesAtPaths(deps: Deps): ShapesAtPaths {
  const { getModel, judge, isSecretName, shapes, secretsAmong, untyped } = deps;
  const freeForm = createFreeForm(isSecretName);

  /** The definition of an attribute. The default of a password is a password. */
  function definition(names: readonly string[], { before, after }: Sides): Shape | null {
    const last = names.at(-1) ?? '';
    const isSecret = [before, after].some((one) => isSecretDefinition(names[1] ?? '', one));
    if (names.length > 2 && last === 'default') return null;
    return isSecret ? withoutDefault : freeForm;
  }

  const isSecretDefinition = (name: string, value: unknown): boolean => {
    if (typeof value !== 'object' || value === null) return false;
    const attribute = value as SchemaAttribute;
    return attribute.private === true || isAlwaysSecret(attribute) || isSecretName(name, '');
  };
  const withoutDefault: Shape = {
    ...freeForm,
    resolve: () => withoutDefault,
    property: (name, value) => (name === 'default' ? null : freeForm.property(name, value)),
  };

  /** Inside JSON, and if no schema has the path, names decide. */
  function byNames(names: readonly string[], sample: unknown, shape = freeForm): Shape | null {
    const inner = names.slice(0, -1).some((name) => isSecretName(name, {}));
    const last = names.at(-1);
    if (inner || (last !== undefined && isSecretName(last, sample))) return null;
    if (completesName(names, sample)) return null;
    if (last !== undefined && isAddressName(last)) return belowAddress(sample, shape);
    return names.some(isAddressName) ? withBareAddresses(shape) : shape;
  }

  /** `api.key`, `recovery.0.codes`. */
  function completesName(names: readonly string[], sample: unknown): boolean {
    if (sample === null || typeof sample === 'boolean') return false;
    const words = names.filter((name) => !/^\d*$/.test(name));
    return words.some(
      (name, index) => index > 0 && secondWordsOf(words[index - 1] ?? '')?.has(phraseOf(name))
    );
  }

  /** A path that no schema knows comes from code, and so does its label. */
  const isSecretLabel = ({ label, before, after }: Sides): boolean =>
    label !== undefined && isSecretName(label, after ?? before);

  function inModel(
    uid: string,
    names: readonly string[],
    sample: unknown,
    sides: Sides = {}
  ): Shape | null {
    const [name = '', ...rest] = names;
    const verdict = judge(uid, name);
    if (uid === SETTINGS && isAddressSetting(names.at(-1) ?? '')) return facts.address;
    if (verdict === 'unknown') {
      if (isSecretLabel(sides)) return null;
      const shape = byNames(names, sample);
      return uid === SETTINGS && shape !== null ? settingShape(names, shape) : shape;
    }
    const shape = shapes.attribute(uid, name);
    if (verdict === 'secret' || shape === null || rest.length === 0) return shape;
    if (verdict === 'names-only') return null;
    const declared = ownAttribute(readModel(getModel, uid)?.attributes, name);
    const components = declared?.component ? [declared.component] : (declared?.components ?? []);
    if (components.length === 0) {
      // The differ's own labels repeat the path.
      const isSecret = !sides.inside && isSecretLabel(sides);
      return isSecret || completesName(names, sample) ? null : byNames(rest, sample);
    }
    const isFlag = sample === null || typeof sample === 'boolean';
    if (!isFlag && isSecretBelow(name, rest[0] ?? '', isSecretName)) return null;
    const inner = inOneOf(components, rest, sample, sides);
    return inner && isAddressName(name) ? withBareAddresses(inner) : inner;
  }

  /** A path names no component of a dynamic zone: secret in one of them is secret in all. */
  function inOneOf(
    uids: readonly string[],
    names: readonly string[],
    sample: unknown,
    sides: Sides
  ): Shape | null {
    const [name = ''] = names;
    const having = uids.filter((uid) => judge(uid, name) !== 'unknown');
    if (having.length === 0) return byNames(names, sample);
    const found = having.map((uid) =>
      isUntold(uid, names, sides) ? null : inModel(uid, names, sample, sides)
    );
    return found.includes(null) ? null : (found[0] ?? null);
  }

  /** The value of a pair, if its row names a secret, or is not known. */
  function isUntold(uid: string, names: readonly string[], { inside, row }: Sides): boolean {
    const [name = ''] = names;
    if (names.length === 1 && inside) return false;
    if (!isKeyedValue(readModel(getModel, uid)?.attributes, name)) return false;
    if (!row) return true;
    return [row.before, row.after].some((one) => shapeWithin(freeForm, one, [name]) === null);
  }

  /** An application's own events may name no type, or one that Strapi does not know. */
  function bySchemas(names: readonly string[], sample: unknown, sides: Sides): Shape | null {
    const isSecret = isSecretLabel(sides) || names.some((name) => secretsAmong([name]).size > 0);
    return isSecret ? null : byNames(names, sample, untyped);
  }

  /**
   * By the values around it: `{ key: 'password', value }` is hidden as a whole, and so are its
   * parts.
   */
  function byLocation(
    shape: Shape | null,
    location: JsonLocation | undefined,
    isSetting: boolean
  ): Shape | null {
    if (shape === null || !location) return shape;
    const found = [location.before, location.after].map((root) =>
      shapeWithin(freeForm, root, location.keys)
    );
    if (found.includes(null)) return null;
    if (isSetting) return shape;
    // A value with a special form on either side, such as an address, keeps it.
    const special = found.find((one) => one !== freeForm) ?? null;
    return special === null || shape === freeForm ? (special ?? shape) : bothOf(shape, special);
  }

  const shapeAtPath: ShapeAtPath = (uid, path, sides) => {
    const sample = sides.after ?? sides.before;
    const names = path
      .slice(0, 4096)
      .split('.', MAX_SEGMENTS)
      .map((segment) => segment.replace(/\[[^\]]*\]/g, ''))
      // `[published].title`: a version's name comes first, then an attribute of the same type.
      .filter((segment, index, all) => index > 0 || segment !== '' || all.length === 1);
    if (uid !== null && DESCRIBED_BY_PATH.has(uid)) {
      return names[0] === 'attributes' ? definition(names, sides) : byNames(names, sample);
    }
    const isKnown = uid !== null && (isOwnType(uid) || readModel(getModel, uid) !== undefined);
    const shape = isKnown ? inModel(uid, names, sample, sides) : bySchemas(names, sample, sides);
    return uid === SETTINGS && shape !== null ? withBareAddresses(shape) : shape;
  };

  /**
   * Whether the path is the name of an attribute, whose schema alone decides, whatever it holds.
   */
  const isAttribute = (uid: string, path: string): boolean =>
    BARE_NAME.test(path) && !DESCRIBED_BY_PATH.has(uid) && judge(uid, path) !== 'unknown';

  return {
    ofOneCommit() {
      const byUid = new Map<string | null, Map<string, Shape | null>>();
      return (uid, path, sides) => {
        const known = byUid.get(uid) ?? new Map<string, Shape | null>();
        let shape = known.get(path);
        if (shape === undefined) {
          shape = shapeAtPath(uid, path, sides);
          if (uid !== null && isAttribute(uid, path)) byUid.set(uid, known.set(path, shape));
        }
        return byLocation(shape, sides.inside, uid === SETTINGS);
      };
    },
  };
}
