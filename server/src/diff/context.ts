import type { GetModel, RawChange, SchemaAttribute } from '../event';

/** A row as `db.query` returns it, with what was populated. */
export type Snapshot = Readonly<Record<string, unknown>>;

export interface DiffContext {
  getModel: GetModel;
  /** Values of such attributes are left out of the changes. */
  isSecret(uid: string, attribute: string): boolean;
  /** The attribute that names a row of the type, if one is configured. */
  getMainField(uid: string): string | undefined;
  /** Whether the database keeps an order of the links of a relation or media attribute. */
  isOrdered(uid: string, attribute: string): boolean;
  /** `position` for rows that never share component ids, such as a draft and its published copy. */
  matchComponentsBy: 'id' | 'position';
}

/**
 * The location of a row inside the resource: empty for the resource itself, else that of a
 * component.
 */
export interface FieldLocation {
  /** `seo`, `sections[2:hero]`. */
  path: string;
  /** The same for people: `Seo`, `Sections 3 · Hero`. */
  trail: string;
}

/** One attribute on its way through the differs. */
export interface Field {
  uid: string;
  name: string;
  attribute: SchemaAttribute;
  path: string;
  /** The attribute in words, after the components that contain it: `Sections 3 · Hero: Heading`. */
  label: string;
  /** The location of this attribute's components: `Sections`, `Sections 3 · Gallery › Links`. */
  trail: string;
  before: unknown;
  after: unknown;
}

export type DiffField = (field: Field, context: DiffContext) => RawChange[];

export function isRecord(value: unknown): value is Snapshot {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Absent, null and empty: nothing to report when a row is created or deleted. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && !(value instanceof Date) && Object.keys(value).length === 0;
}
