import type { GetModel } from '../event';
import { ownAttribute, readModel } from './attributes';
import * as facts from './facts';
import { formOnly } from './form-only';
import type { GraphqlNames } from './graphql-names';
import type { SchemaShapes } from './schema-shape';
import type { Shape } from './shape';

interface Deps {
  getModel: GetModel;
  shapes: SchemaShapes;
  names: GraphqlNames;
}

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
          return shape && target ? of(target) : shape;
        }
        if (name === 'nodes' || name === 'data') return of(uid);
        if (name === 'pageInfo') return pageInfo;
        const target = name.endsWith(CONNECTION) && targetOf(name.slice(0, -CONNECTION.length));
        if (!target) return row.property(name, value);
        return row.property(name.slice(0, -CONNECTION.length), value) && of(target);
      },
    };
  }

  /** Reads keys as the fields behind them; one secret field is enough. */
  function unaliased(shape: Shape, fieldsFor: (key: string) => readonly string[]): Shape {
    return {
      ...shape,
      ...(!shape.ownsNames && { asksEachName: true, name: names.keep }),
      resolve: (read, keys) => {
        const own = shape.resolve?.(read, keys.flatMap(fieldsFor)) ?? shape;
        return unaliased({ ...own, resolve: undefined }, fieldsFor);
      },
      property: (key, value) => {
        const inner = strictest(fieldsFor(key).map((field) => shape.property(field, value)));
        return inner && unaliased(inner, fieldsFor);
      },
    };
  }

  return { of, unaliased };
}

/** Of several ways to read one value, the one that shows least; null if one of them is secret. */
export function strictest(shapes: ReadonlyArray<Shape | null>): Shape | null {
  const [first, ...others] = shapes;
  if (first === undefined || first === null || others.includes(null)) return null;
  return others.every((shape) => shape === first) ? first : formOnly;
}
