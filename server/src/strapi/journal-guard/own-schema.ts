import { isDeepStrictEqual } from 'node:util';
import { OWN_TABLES } from '../../journal';
import { EVENT_UID } from '../../plugin-id';

/** What the check needs of a content type, a component or a model, all in one shape. */
export interface Model {
  uid: string;
  /** Of a content type or component. */
  collectionName?: string;
  /** Of a model that code adds by itself. */
  tableName?: string;
  attributes?: Readonly<Record<string, Attribute>>;
  kind?: unknown;
  options?: unknown;
  pluginOptions?: unknown;
  indexes?: unknown;
  foreignKeys?: unknown;
}

/** The journal's schema as the plugin defines it. */
export type OwnSchema = Omit<Model, 'uid'>;

interface Attribute {
  type?: unknown;
  target?: unknown;
  joinTable?: { name?: unknown };
}

/** The attributes that Strapi and its i18n plugin give every content type, by type. */
const STRAPI_ATTRIBUTES: Readonly<Record<string, string>> = {
  createdAt: 'datetime',
  updatedAt: 'datetime',
  publishedAt: 'datetime',
  firstPublishedAt: 'datetime',
  locale: 'string',
  localizations: 'relation',
};

const ASPECTS = [
  ...(['kind', 'collectionName', 'options', 'pluginOptions', 'indexes', 'foreignKeys'] as const),
];

const ownTables = new Set(OWN_TABLES.map((table) => table.toLowerCase()));

/** Databases differ in whether table names are case-sensitive. */
export const isOwnTable = (name: unknown): boolean =>
  typeof name === 'string' && ownTables.has(name.toLowerCase());

const attributeFault = (
  name: string,
  expected: Attribute | undefined,
  found: Attribute | undefined
): string | null => {
  if (expected === undefined) {
    const known = STRAPI_ATTRIBUTES[name];
    return found && known === found.type ? null : `has an attribute "${name}" of its own`;
  }
  if (found === undefined) return `lacks the attribute "${name}"`;
  if (isDeepStrictEqual(expected, found)) return null;
  return `has another attribute "${name}": ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`;
};

/**
 * The differences between the journal's content type and the plugin's definition, each a part of a
 * message.
 */
export function schemaFaults(own: OwnSchema, found: Model | undefined): string[] {
  if (!found) return ['is missing'];
  const [expected, attributes] = [own.attributes ?? {}, found.attributes ?? {}];
  const names = new Set([...Object.keys(expected), ...Object.keys(attributes)]);
  return [
    ...ASPECTS.filter((aspect) => !isDeepStrictEqual(own[aspect], found[aspect])).map(
      (aspect) =>
        `has other ${aspect}: ${JSON.stringify(found[aspect])} instead of ${JSON.stringify(own[aspect])}`
    ),
    ...[...names].flatMap((name) => attributeFault(name, expected[name], attributes[name]) ?? []),
  ];
}

/**
 * How a model of the application or of another plugin reaches the journal: a relation makes its
 * columns public by `populate`, and a shared table would be cut to that model's columns.
 */
export function relationFaults({ uid, collectionName, tableName, attributes = {} }: Model) {
  if (uid === EVENT_UID) return [];
  const faults: string[] = [];
  const table = collectionName ?? tableName;
  if (isOwnTable(table)) {
    faults.push(`${uid} uses the table ${table}. Give it another collectionName.`);
  }
  for (const [name, { target, joinTable }] of Object.entries(attributes)) {
    if (target === EVENT_UID) {
      faults.push(`${uid} relates to ${EVENT_UID} by its attribute "${name}". Remove it.`);
    }
    if (isOwnTable(joinTable?.name)) {
      faults.push(
        `${uid} keeps the relation "${name}" in the table ${String(joinTable?.name)}. ` +
          'Give it another joinTable.'
      );
    }
  }
  return faults;
}
