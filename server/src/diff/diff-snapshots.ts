import type { GetModel, RawChange, SchemaAttribute } from '../event';
import { diffComponent, diffComponentList } from './components';
import {
  isEmpty,
  type DiffContext,
  type Field,
  type Snapshot,
  type FieldLocation,
} from './context';
import { fieldAt, RESOURCE } from './locations';
import { diffReferences } from './references';
import { diffJson, diffScalar, diffSecret, secretChange } from './scalar-changes';

export interface DiffInput extends DiffRules {
  uid: string;
  /** Null if the row did not exist before: then every non-empty value is a change. */
  before: Snapshot | null;
  /** Null if the row does not exist any more. */
  after: Snapshot | null;
}

/** What two snapshots are compared by. */
export interface DiffRules {
  getModel: GetModel;
  isSecret(uid: string, attribute: string): boolean;
  /** The attribute that names a row of the type; if not given, a likely one is used. */
  getMainField?(uid: string): string | undefined;
  /** Whether the links of a relation or media attribute have an order; if not given, they do. */
  isOrdered?(uid: string, attribute: string): boolean;
  /** Default `id`; `position` to compare a draft with its published copy. */
  matchComponentsBy?: 'id' | 'position';
}

/** Properties of the row that the event itself reports. */
const BOOKKEEPING = new Set([
  ...['id', 'documentId', 'createdAt', 'updatedAt', 'publishedAt', 'firstPublishedAt', 'createdBy'],
  ...['updatedBy', 'locale', 'localizations', '__component', '__type', '__pivot'],
]);
/** No real content nests deeper; guards against components that contain themselves. */
const MAX_DEPTH = 16;

/**
 * The differences between two snapshots of a row, in schema order. An attribute missing from one
 * snapshot was not read, and is not a change. For secrets, only the fact of the change is kept.
 */
export function diffSnapshots({ uid, before, after, ...rules }: DiffInput): RawChange[] {
  return createDiff(rules)(uid, before, after);
}

/** The same for any number of rows. */
export function createDiff(
  rules: DiffRules
): (uid: string, before: Snapshot | null, after: Snapshot | null) => RawChange[] {
  const context: DiffContext = {
    getModel: rules.getModel,
    isSecret: rules.isSecret,
    getMainField: rules.getMainField ?? (() => undefined),
    isOrdered: rules.isOrdered ?? (() => true),
    matchComponentsBy: rules.matchComponentsBy ?? 'id',
  };
  return (uid, before, after) => diffRow(uid, RESOURCE, before, after, context, 0);
}

function diffRow(
  uid: string,
  location: FieldLocation,
  before: Snapshot | null,
  after: Snapshot | null,
  context: DiffContext,
  depth: number
): RawChange[] {
  if (depth > MAX_DEPTH || (before === null && after === null)) return [];
  const attributes = context.getModel(uid)?.attributes ?? attributesOf(before, after);
  const changes: RawChange[] = [];
  for (const name of Object.keys(attributes)) {
    if (!mayDiffer(name, before, after) || BOOKKEEPING.has(name)) continue;
    const attribute = attributes[name]!;
    const { path, label, trail } = fieldAt(location, name);
    const field: Field = {
      uid,
      name,
      attribute,
      path,
      label,
      trail,
      before: before === null ? undefined : (before[name] ?? null),
      after: after === null ? undefined : (after[name] ?? null),
    };
    const found = diffField(field, context, depth);
    // A component's other attributes may name the value: `{ key: 'SMTP_PASSWORD', value }`.
    const isNamedByRow = depth > 0 && !OTHER_ROWS.has(attribute.type);
    for (const change of found) {
      changes.push(isNamedByRow ? { ...change, row: { before, after } } : change);
    }
  }
  return changes;
}

/** A quick check; false also if a snapshot lacks the attribute because it was not read. */
function mayDiffer(name: string, before: Snapshot | null, after: Snapshot | null): boolean {
  const from = before?.[name];
  const to = after?.[name];
  if (before === null) return to !== undefined && !isEmpty(to);
  if (after === null) return from !== undefined && !isEmpty(from);
  // Most attributes of a saved row: the same text, number or nothing at all.
  return from !== undefined && to !== undefined && !Object.is(from, to);
}

function diffField(field: Field, context: DiffContext, depth: number): RawChange[] {
  const { uid, name, attribute } = field;
  if (!context.isSecret(uid, name)) return diffOpenly(field, context, depth);
  if (!OTHER_ROWS.has(attribute.type)) return diffSecret(field);
  return diffOpenly(field, context, depth).length > 0 ? [secretChange(field)] : [];
}

/**
 * Attributes that hold other rows. Two values may mean the same where their rows have other ids: by
 * what they are compared does not depend on whether the result may be shown.
 */
const OTHER_ROWS = new Set(['relation', 'media', 'component', 'dynamiczone']);

function diffOpenly(field: Field, context: DiffContext, depth: number): RawChange[] {
  const inner = (
    uid: string,
    location: FieldLocation,
    before: Snapshot | null,
    after: Snapshot | null
  ) => diffRow(uid, location, before, after, context, depth + 1);
  switch (field.attribute.type) {
    case 'relation':
    case 'media':
      return diffReferences(field, context);
    case 'dynamiczone':
      return diffComponentList(field, context, inner);
    case 'component':
      return field.attribute.repeatable
        ? diffComponentList(field, context, inner)
        : diffComponent(field, context, inner);
    case 'json':
      return diffJson(field);
    default:
      return diffScalar(field);
  }
}

/** Strapi's plain models (webhooks, settings) have no schema: every property is JSON. */
function attributesOf(...snapshots: Array<Snapshot | null>): Record<string, SchemaAttribute> {
  const names = new Set(snapshots.flatMap((snapshot) => Object.keys(snapshot ?? {})));
  return Object.fromEntries([...names].map((name) => [name, { type: 'json' }]));
}
