import type { GetModel } from '../event';
import { ownAttribute, readModel, type JudgeAttribute } from './attributes';
import { formOnly, type ReadUnknown } from './form-only';
import { ROW_KEYS } from './row-keys';
import type { SchemaShapes } from './schema-shape';
import type { Shape } from './shape';

interface Deps {
  getModel: GetModel;
  judge: JudgeAttribute;
  shapes: SchemaShapes;
  unknown: ReadUnknown;
}

const GROUPS = new Set(['and', 'or', 'not', '$and', '$or', '$not']);

/** Reads `{ author: { name: { eq: 'x' } } }`: the compared value is a value of the attribute. */
export function createFilterShape({ getModel, judge, shapes, unknown }: Deps) {
  return function filters(uid: string): Shape {
    const shape: Shape = {
      ...formOnly,
      countsItems: undefined,
      property: (name, value) => {
        if (GROUPS.has(name)) return shape;
        const rowKey = ROW_KEYS.get(name);
        if (rowKey) return compared(rowKey);
        const verdict = judge(uid, name);
        if (verdict === 'unknown') return unknown(name, value);
        if (verdict !== 'shown') return null;
        const declared = ownAttribute(readModel(getModel, uid)?.attributes, name);
        const inner = declared?.target ?? declared?.component;
        if (inner) return filters(inner);
        const own = shapes.attribute(uid, name);
        return own && compared(own);
      },
    };
    return shape;
  };
}

/** The operators of one attribute: each is followed by a value of it. */
const compared = (shape: Shape): Shape => {
  const operators: Shape = { ...shape, property: () => operators };
  return operators;
};
