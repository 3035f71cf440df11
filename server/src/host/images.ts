import type { Core, Struct } from '@strapi/types';
import type { Database } from '@strapi/database';
import type { Row } from '../event';

type Schema = Struct.ContentTypeSchema | Struct.ComponentSchema;
type Populate = Record<string, unknown>;

/** Related rows are named, not copied: these columns are all that is read of them. */
const REFERENCE_COLUMNS = [
  'id', 'documentId', 'locale', 'title', 'name', 'displayName', 'label', 'headline', 'subject',
  'username', 'firstname', 'lastname', 'slug', 'code', 'email', 'action',
]; // prettier-ignore
const MEDIA_COLUMNS = ['id', 'documentId', 'name', 'ext', 'mime'];
const BOOKKEEPING_RELATIONS = new Set(['createdBy', 'updatedBy', 'localizations']);

/** Reads rows of a model with the relations an image needs, without running any lifecycle. */
export interface ImageReader {
  /** @param attributes which relations, media and components to read; `all` for every one */
  read(uid: string, where: Row, attributes: ReadonlySet<string> | 'all'): Promise<Row[]>;
  /** The ids of the rows a selection finds, at most `limit` of them. */
  ids(uid: string, selection: Selection, limit: number): Promise<unknown[]>;
}

/** Which rows: conditions that all hold, and a search that narrows them. */
export interface Selection {
  where: readonly Row[];
  search?: string;
}

/** @param mainFieldOf the attribute that names the rows of a type, which is read of related rows */
export function createImageReader(
  strapi: Core.Strapi,
  db: Database,
  mainFieldOf: (uid: string) => string | undefined
): ImageReader {
  const createQueryBuilder = db.entityManager.createQueryBuilder.bind(db.entityManager);
  const populateOf = createPopulateBuilder(strapi, mainFieldOf);

  return {
    async read(uid, where, attributes) {
      const query = createQueryBuilder(uid).init({ where, populate: populateOf(uid, attributes) });
      return (await query.execute()) as Row[];
    },

    async ids(uid, { where, search }, limit) {
      const query = createQueryBuilder(uid).init({ select: ['id'], limit, _q: search });
      for (const condition of where) query.where(condition);
      return ((await query.execute()) as Row[]).map(({ id }) => id);
    },
  };
}

function createPopulateBuilder(
  strapi: Core.Strapi,
  mainFieldOf: (uid: string) => string | undefined
) {
  const schemaOf = (uid: string): Schema | undefined =>
    strapi.getModel(uid as never) as unknown as Schema | undefined;

  const columnsOf = (uid: string): string[] => {
    const schema = schemaOf(uid);
    const known = new Set(['id', 'documentId', 'locale', ...Object.keys(schema?.attributes ?? {})]);
    const columns = new Set([...REFERENCE_COLUMNS, mainFieldOf(uid) ?? 'id']);
    return [...columns].filter((column) => {
      const attribute = schema?.attributes[column];
      return known.has(column) && (!attribute || isScalar(attribute.type));
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

interface Attribute {
  type: string;
  component?: string;
  components?: string[];
  target?: string;
}

const NON_SCALAR = new Set(['component', 'dynamiczone', 'media', 'relation']);
const isScalar = (type: string): boolean => !NON_SCALAR.has(type);
