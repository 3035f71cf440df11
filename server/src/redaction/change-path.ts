import type { GetModel } from '../event';
import type { SecretsAmong } from './attribute-names';
import { ownAttribute, readModel, type JudgeAttribute } from './attributes';
import { createFreeForm } from './free-form';
import { isOwnType } from './own-types';
import type { SchemaShapes } from './schema-shape';
import type { IsSecretName } from './secret-names';
import type { Shape } from './shape';

interface Deps {
  getModel: GetModel;
  judge: JudgeAttribute;
  isSecretName: IsSecretName;
  shapes: SchemaShapes;
  secretsAmong: SecretsAmong;
  /** Values of no known type. */
  untyped: Shape;
}

/** The shape of the value at a change's path, or null where the value is secret. */
export type ShapeAtPath = (uid: string | null, path: string, sample: unknown) => Shape | null;

const MAX_SEGMENTS = 64;
/** Schemas and the log's own options: an attribute's name leads to its definition, not to a value. */
const DESCRIBED_BY_PATH = new Set(['content-type', 'component', 'audit-log']);

/** Follows paths such as `seo.metaTitle`, `sections[2:hero].body` and `settings.smtp.user`. */
export function createShapeAtPath(deps: Deps): ShapeAtPath {
  const { getModel, judge, isSecretName, shapes, secretsAmong, untyped } = deps;
  const freeForm = createFreeForm(isSecretName);

  /** Inside JSON, and where no schema has the path, names decide. */
  function byNames(names: readonly string[], sample: unknown): Shape | null {
    const inner = names.slice(0, -1).some((name) => isSecretName(name, {}));
    const last = names.at(-1);
    return inner || (last !== undefined && isSecretName(last, sample)) ? null : freeForm;
  }

  function inModel(uid: string, names: readonly string[], sample: unknown): Shape | null {
    const [name = '', ...rest] = names;
    const verdict = judge(uid, name);
    if (verdict === 'unknown') return byNames(names, sample);
    const shape = shapes.attribute(uid, name);
    if (verdict === 'secret' || shape === null || rest.length === 0) return shape;
    if (verdict === 'names-only') return null;
    const declared = ownAttribute(readModel(getModel, uid)?.attributes, name);
    const components = declared?.component ? [declared.component] : (declared?.components ?? []);
    if (components.length === 0) return byNames(rest, sample);
    return inOneOf(components, rest, sample);
  }

  /** A path names no component of a dynamic zone: secret in one of them is secret in all. */
  function inOneOf(uids: readonly string[], names: readonly string[], sample: unknown) {
    const [name = ''] = names;
    const having = uids.filter((uid) => judge(uid, name) !== 'unknown');
    if (having.length === 0) return byNames(names, sample);
    const found = having.map((uid) => inModel(uid, names, sample));
    return found.includes(null) ? null : (found[0] ?? null);
  }

  /** An application's own events may name no type, or one that Strapi does not know. */
  function bySchemas(names: readonly string[], sample: unknown): Shape | null {
    const isSecret = names.some((name) => secretsAmong([name]).size > 0);
    return isSecret || byNames(names, sample) === null ? null : untyped;
  }

  return (uid, path, sample) => {
    const names = path
      .slice(0, 4096)
      .split('.', MAX_SEGMENTS)
      .map((segment) => segment.replace(/\[[^\]]*\]/g, ''))
      // `[published].title`: a version's name comes first, then an attribute of the same type.
      .filter((segment, index, all) => index > 0 || segment !== '' || all.length === 1);
    if (uid !== null && DESCRIBED_BY_PATH.has(uid)) return byNames(names, sample);
    const isKnown = uid !== null && (isOwnType(uid) || readModel(getModel, uid) !== undefined);
    return isKnown ? inModel(uid, names, sample) : bySchemas(names, sample);
  };
}
