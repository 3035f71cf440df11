import type { GetModel } from '../event';
import { ownAttribute, readModel } from './attributes';
import { bothOf } from './both-readings';
import * as facts from './facts';
import { formOnly } from './form-only';
import type { GraphqlNames } from './graphql-names';
import type { SchemaShapes } from './schema-shape';
import type { ReadProperty, Shape } from './shape';

interface Deps {
  getModel: GetModel;
  shapes: SchemaShapes;
  names: GraphqlNames;
}

/** What the documents of a request say about the keys of its answer. */
interface Aliases {
  fieldsFor(key: string): readonly string[];
  /** True for any key if a document could not be read. */
  mayBeAlias(key: string): boolean;
}

/** The rows of a connection; an attribute may have the same name. */
const isRows = (name: string) => name === 'nodes' || name === 'data';
const CONNECTION = '_connection';
const pageInfo: Shape = { ...formOnly, property: () => facts.number };

/** What GraphQL fields return: rows of their types, and connections to them. */
export function createGraphqlResult({ getModel, shapes, names }: Deps) {
  const known = new Map<string, Shape>();

  function of(uid: string): Shape {
    const made = known.get(uid) ?? create(uid);
    known.set(uid, made);
    return made;
  }

  function create(uid: string): Shape {
    const row = shapes.row(uid);
    const attributes = readModel(getModel, uid)?.attributes;
    const targetOf = (name: string) => ownAttribute(attributes, name)?.target;
    return {
      ...row,
      property(name, value) {
        if (ownAttribute(attributes, name)) {
          const target = targetOf(name);
          const shape = row.property(name, value);
          const own = shape && target ? of(target) : shape;
          return isRows(name) ? bothOf(own, shapes.withoutSecrets(uid)) : own;
        }
        if (isRows(name)) return of(uid);
        if (name === 'pageInfo') return pageInfo;
        const target = name.endsWith(CONNECTION) && targetOf(name.slice(0, -CONNECTION.length));
        if (!target) return row.property(name, value);
        return row.property(name.slice(0, -CONNECTION.length), value) && of(target);
      },
    };
  }

  /** Reads keys as the fields behind them; one secret field is enough. */
  function unaliased(shape: Shape, aliases: Aliases): Shape {
    const { fieldsFor, mayBeAlias } = aliases;
    /** In the JSON of an attribute a key is itself, even if it is an alias elsewhere. */
    const fieldsOf = (key: string): readonly string[] =>
      shape.ownsNames ? [...new Set([key, ...fieldsFor(key)])] : fieldsFor(key);
    const keepContent = (key: string) =>
      mayBeAlias(key) ? names.keep(key) : (shape.name ?? shape.text)(key);
    return {
      ...shape,
      ...(!shape.ownsNames && { asksEachName: true, name: names.keep }),
      // The sender chose the aliases, and the JSON of an attribute has none.
      ...(shape.ownsNames === 'perhaps' && { asksEachName: true, name: keepContent }),
      resolve: (read, keys) => {
        const own = resolved(shape, read, fieldsIn(keys, fieldsOf));
        return unaliased({ ...own, resolve: undefined }, aliases);
      },
      property: (key, value) => {
        const inner = strictest(fieldsOf(key).map((field) => shape.property(field, value)));
        return inner && unaliased(inner, aliases);
      },
    };
  }

  return { of, unaliased };
}

type Fields = ReadonlyMap<string, readonly string[]>;

/** The keys that may hold a field. */
function fieldsIn(keys: readonly string[], fieldsOf: (key: string) => readonly string[]): Fields {
  const found = new Map<string, string[]>();
  for (const key of keys) {
    for (const field of fieldsOf(key)) found.set(field, [...(found.get(field) ?? []), key]);
  }
  return found;
}

/** No object has a field under more names, unless it is made to. */
const MAX_READINGS = 8;

/** The object by its fields. One that is there several times is read each time. */
function resolved(shape: Shape, read: ReadProperty, fields: Fields): Shape {
  if (!shape.resolve) return shape;
  const names = [...fields.keys()];
  const count = Math.max(1, ...[...fields.values()].map((keys) => keys.length));
  if (count > MAX_READINGS) return formOnly;
  let own: Shape | null = null;
  for (let turn = 0; turn < count; turn += 1) {
    const readField = (field: string) => {
      const keys = fields.get(field) ?? [];
      return read(keys[turn % keys.length] ?? field);
    };
    const one = shape.resolve(readField, names);
    own = own && own !== one ? (bothOf(own, one) ?? formOnly) : one;
  }
  return own ?? shape;
}

/** Of several ways to read one value, the one that shows least; null if one of them is secret. */
export function strictest(shapes: ReadonlyArray<Shape | null>): Shape | null {
  const [first, ...others] = shapes;
  if (first === undefined || first === null || others.includes(null)) return null;
  return others.every((shape) => shape === first) ? first : formOnly;
}
