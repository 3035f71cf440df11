import type { Core, Struct } from '@strapi/types';
import type { Database } from '@strapi/database';
import type { Parts } from '../../record/snapshots';

type Schema = Struct.ContentTypeSchema | Struct.ComponentSchema;
type Populate = Record<string, unknown>;

/** Related rows are named, not copied: only these columns of them are read. */
const NAMING_COLUMNS = [
  'id', 'documentId', 'locale', 'title', 'name', 'displayName', 'label', 'headline', 'subject',
  'username', 'firstname', 'lastname', 'slug', 'code', 'email', 'action',
]; // prettier-ignore
const MEDIA_COLUMNS = ['id', 'documentId', 'name', 'ext', 'mime'];
const BOOKKEEPING_RELATIONS = new Set(['createdBy', 'updatedBy', 'localizations']);

const COMPONENTS = new Set(['component', 'dynamiczone']);
const POPULATED = new Set([...COMPONENTS, 'media', 'relation']);
const JSON_TYPES = new Set(['json', 'blocks']);
const LONG_TYPES = new Set([...JSON_TYPES, 'text', 'richtext']);

interface Attribute {
  type: string;
  component?: string;
  repeatable?: boolean;
  components?: string[];
  target?: string;
  multiple?: boolean;
  relation?: string;
  inversedBy?: string;
  mappedBy?: string;
  joinColumn?: { name: string };
  morphColumn?: { idColumn: { name: string }; typeColumn: { name: string } };
}

/** The columns and populated attributes of a model's snapshots. */
export interface SnapshotColumns {
  /** The parts among these attributes; foreign-key columns count as their relation. */
  partsOf(attributes: ReadonlySet<string> | 'all'): Parts;
  /** Parts that are columns of the row itself. */
  longColumns: Parts;
  /** Parts whose rows a document action writes before the row that holds them. */
  components: Parts;
  /**
   * Media, and relations that only this type knows: no other row of the document passes them on.
   */
  ownLinks: Parts;
  /** Relations that the other type knows as well, or that lead to the same type. */
  sharedLinks: Parts;
  /** Components, media and to-one relations. */
  single: Parts;
  /** The columns of every snapshot. */
  columns: readonly string[];
  isJson(name: string): boolean;
  /** A whole number that may exceed JavaScript's exact ones. */
  isBig(name: string): boolean;
  /** What Strapi's query builder has to populate for these parts; undefined for none. */
  populate(parts: Parts): Populate | undefined;
  /** Columns that these parts need in addition to their own. */
  morphColumns(parts: Parts): string[];
}

export function createSnapshotColumns(
  strapi: Core.Strapi,
  db: Database,
  mainFieldOf: MainFieldOf
): (uid: string) => SnapshotColumns {
  const known = new Map<string, SnapshotColumns>();
  return (uid) => {
    // Users can choose another main field in the Content Manager at any time.
    const key = `${uid} ${mainFieldOf(uid) ?? ''}`;
    const found = known.get(key) ?? describeColumns(strapi, db, uid, mainFieldOf);
    known.set(key, found);
    return found;
  };
}

/** The attribute that names the rows of a type. */
type MainFieldOf = (uid: string) => string | undefined;

function describeColumns(
  strapi: Core.Strapi,
  db: Database,
  uid: string,
  mainFieldOf: MainFieldOf
): SnapshotColumns {
  const schema = (strapi.getModel(uid as never) as unknown as Schema | undefined)?.attributes ?? {};
  const attributes = Object.entries(schema as Record<string, Attribute>);
  const meta = Object.entries(db.metadata.get(uid).attributes as Record<string, Attribute>);
  const isNaming = (name: string) => NAMING_COLUMNS.includes(name) || name === mainFieldOf(uid);
  const scalars = meta.filter(([, { type }]) => type !== 'relation');
  const longColumns = new Set(
    scalars.filter(([name, { type }]) => LONG_TYPES.has(type) && !isNaming(name)).map(nameIn)
  );
  const populated = new Set(
    attributes
      .filter(([name, { type }]) => POPULATED.has(type) && !BOOKKEEPING_RELATIONS.has(name))
      .map(nameIn)
  );
  const foreignKeys = new Map(
    meta.flatMap(([name, { joinColumn, morphColumn }]) => [
      ...(joinColumn ? [[joinColumn.name, name] as const] : []),
      ...(morphColumn ? [[morphColumn.idColumn.name, name] as const] : []),
    ])
  );
  const columnNames = new Map(
    scalars.map(([name, attribute]) => [(attribute as { columnName?: string }).columnName, name])
  );
  const all: Parts = new Set([...longColumns, ...populated]);
  const links = attributes.filter(
    ([name, { type, target }]) => populated.has(name) && (type === 'media' || target !== undefined)
  );
  const populateOne = createPopulate(strapi, mainFieldOf);

  return {
    partsOf(names) {
      if (names === 'all') return all;
      const parts = [...names].map(
        (name) => foreignKeys.get(name) ?? columnNames.get(name) ?? name
      );
      return new Set(parts.filter((name) => all.has(name)));
    },
    longColumns,
    components: new Set(attributes.filter(([, { type }]) => COMPONENTS.has(type)).map(nameIn)),
    ownLinks: new Set(links.filter(([, attribute]) => !isShared(uid, attribute)).map(nameIn)),
    sharedLinks: new Set(links.filter(([, attribute]) => isShared(uid, attribute)).map(nameIn)),
    single: new Set(attributes.filter(([, attribute]) => isSingle(attribute)).map(nameIn)),
    columns: scalars.map(nameIn).filter((name) => !longColumns.has(name)),
    isBig: (name) => schema[name]?.type === 'biginteger',
    isJson: (name) => JSON_TYPES.has(schema[name]?.type ?? ''),
    populate(parts) {
      const names = [...parts].filter((name) => populated.has(name));
      return names.length > 0 ? populateOne(uid, new Set(names)) : undefined;
    },
    morphColumns: (parts) =>
      meta.flatMap(([name, { morphColumn }]) =>
        parts.has(name) && morphColumn
          ? [morphColumn.idColumn.name, morphColumn.typeColumn.name]
          : []
      ),
  };
}

/** A published entry also gets the links that its draft has to itself. */
const isShared = (uid: string, { inversedBy, mappedBy, target }: Attribute): boolean =>
  inversedBy !== undefined || mappedBy !== undefined || target === uid;

function isSingle({ type, repeatable, multiple, relation }: Attribute): boolean {
  if (type === 'component') return !repeatable;
  if (type === 'media') return !multiple;
  return type === 'relation' && relation?.endsWith('ToOne') === true;
}

const nameIn = ([name]: readonly [string, unknown]): string => name;

function createPopulate(strapi: Core.Strapi, mainFieldOf: MainFieldOf) {
  const schemaOf = (uid: string): Schema | undefined =>
    strapi.getModel(uid as never) as unknown as Schema | undefined;

  const columnsOf = (uid: string): string[] => {
    const schema = schemaOf(uid);
    const known = new Set(['id', 'documentId', 'locale', ...Object.keys(schema?.attributes ?? {})]);
    const columns = new Set([...NAMING_COLUMNS, mainFieldOf(uid) ?? 'id']);
    return [...columns].filter((column) => {
      const attribute = schema?.attributes[column];
      return known.has(column) && (!attribute || !POPULATED.has(attribute.type));
    });
  };

  const populateOf = (uid: string, attributes: ReadonlySet<string> | 'all'): Populate => {
    const populate: Populate = {};
    for (const [name, attribute] of Object.entries(schemaOf(uid)?.attributes ?? {})) {
      if (BOOKKEEPING_RELATIONS.has(name)) continue;
      if (attributes !== 'all' && !attributes.has(name)) continue;
      const part = populateAttribute(attribute as unknown as Attribute);
      if (part) populate[name] = part;
    }
    return populate;
  };

  const populateAttribute = (attribute: Attribute): Populate | true | null => {
    switch (attribute.type) {
      case 'component':
        return { populate: populateOf(attribute.component ?? '', 'all') };
      case 'dynamiczone':
        return {
          on: Object.fromEntries(
            (attribute.components ?? []).map((uid) => [uid, { populate: populateOf(uid, 'all') }])
          ),
        };
      case 'media':
        return { select: MEDIA_COLUMNS };
      case 'relation':
        // The target of a polymorphic relation is known only row by row.
        return attribute.target ? { select: columnsOf(attribute.target) } : true;
      default:
        return null;
    }
  };

  return populateOf;
}
