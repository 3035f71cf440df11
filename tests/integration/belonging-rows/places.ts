import type { Core } from '@strapi/types';

/** An attribute whose value is stored in rows of a join table. */
export interface Place {
  /** The article's type, or a component's. */
  uid: string;
  attribute: string;
  kind: 'link' | 'media' | 'component';
  isSingle: boolean;
  table: string;
  ownerColumn: string;
  targetColumn: string;
  orderColumn: string | null;
  /** What else tells these rows from others of their table. */
  on: Record<string, unknown>;
  /** The type of what it holds. */
  target: string;
}

/** Every such attribute of the article and of the components in it; runs inside Strapi. */
export function findPlaces(strapi: Core.Strapi): Place[] {
  interface Schema {
    type: string;
    relation?: string;
    repeatable?: boolean;
    multiple?: boolean;
    component?: string;
    components?: string[];
    inversedBy?: string;
    mappedBy?: string;
  }
  interface Column {
    name: string;
  }
  interface JoinTable {
    name: string;
    joinColumn: Column;
    inverseJoinColumn?: Column;
    morphColumn?: { idColumn: Column; typeColumn: Column };
    orderColumnName?: string;
    on?: object;
  }
  interface Relation {
    target?: string;
    morphBy?: string;
    owner?: boolean;
    joinTable?: JoinTable;
  }
  const relationOf = (uid: string, attribute: string): Relation =>
    (strapi.db.metadata.get(uid).attributes[attribute] ?? {}) as Relation;
  const isSingle = ({ type, repeatable, multiple, relation }: Schema): boolean => {
    if (type === 'component') return !repeatable;
    return type === 'media' ? !multiple : String(relation).endsWith('ToOne');
  };

  const placeOf = (uid: string, attribute: string, schema: Schema): Place | null => {
    const { joinTable, morphBy, target = '', owner } = relationOf(uid, attribute);
    const common = { uid, attribute, isSingle: isSingle(schema) };
    if (schema.type === 'media') {
      const { name, joinColumn, morphColumn } = relationOf(target, morphBy!).joinTable!;
      return {
        ...{ ...common, kind: 'media', table: name, target },
        ownerColumn: morphColumn!.idColumn.name,
        targetColumn: joinColumn.name,
        orderColumn: 'order',
        on: { [morphColumn!.typeColumn.name]: uid, field: attribute },
      };
    }
    if (!joinTable || owner === false) return null;
    const { name, joinColumn, inverseJoinColumn, morphColumn, orderColumnName, on } = joinTable;
    const component =
      schema.component ?? schema.components?.find((one) => one === 'blocks.gallery');
    return {
      ...{ ...common, kind: component ? 'component' : 'link', table: name },
      ownerColumn: joinColumn.name,
      targetColumn: (inverseJoinColumn ?? morphColumn!.idColumn).name,
      orderColumn: orderColumnName ?? null,
      on: { ...on, ...(component && { component_type: component }) },
      target: component ?? target,
    };
  };

  const found: Place[] = [];
  for (const uid of ['api::article.article', 'shared.seo', 'blocks.gallery']) {
    const { attributes } = strapi.getModel(uid as never) as { attributes: Record<string, Schema> };
    for (const [attribute, schema] of Object.entries(attributes)) {
      if (['createdBy', 'updatedBy', 'localizations'].includes(attribute)) continue;
      // A link that both sides show is told by one of them: differences/relations.
      if (schema.inversedBy || schema.mappedBy) continue;
      const place = placeOf(uid, attribute, schema);
      if (place) found.push(place);
    }
  }
  return found;
}
