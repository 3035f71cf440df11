import type { Database } from '@strapi/database';
import { rememberByObject } from '../event';

/** A relation that its target shows as well. */
export interface BothSides {
  target: string;
  /** The attribute that shows it there. */
  inverse: string;
  /** Whether the target can have only one. */
  isExclusive: boolean;
  /** Whether the target's side owns the links. */
  isMapped: boolean;
}

interface Relation {
  type: string;
  relation?: string;
  target?: string;
  inversedBy?: string;
  mappedBy?: string;
  morphBy?: string;
  joinColumn?: { name: string };
}

const relationsIn = ({ attributes }: { attributes: object }): [string, Relation][] =>
  (Object.entries(attributes) as [string, Relation][]).filter(
    ([, { type }]) => type === 'relation'
  );

/** Asked for every statement; a schema does not change while Strapi runs. */
export const bothSidesOf = rememberByObject((model: { attributes: object }) =>
  relationsIn(model).flatMap(([name, { relation, target, inversedBy, mappedBy }]) => {
    const inverse = inversedBy ?? mappedBy;
    if (!target || !inverse) return [];
    const isExclusive = relation === 'oneToOne' || relation === 'oneToMany';
    const sides: BothSides = { target, inverse, isExclusive, isMapped: mappedBy !== undefined };
    return [[name, sides] as const];
  })
);

/** All relations of a model by what a statement may call them: their names, and their columns. */
export const relationNamesOf = rememberByObject(
  (model: { attributes: object }): ReadonlyMap<string, string> =>
    new Map(
      relationsIn(model).flatMap(([name, { joinColumn }]) => [
        [name, name] as const,
        ...(joinColumn ? [[joinColumn.name, name] as const] : []),
      ])
    )
);

/** Polymorphic relations that other models show, such as the entries that use a file. */
export const shownByMorphs = rememberByObject(
  (metadata: Database['metadata']): ReadonlySet<string> =>
    new Set(
      [...metadata.values()].flatMap((model) =>
        relationsIn(model).flatMap(([, { target, morphBy }]) =>
          target && morphBy ? [`${target} ${morphBy}`] : []
        )
      )
    )
);
