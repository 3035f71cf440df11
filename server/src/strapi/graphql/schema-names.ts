/** The part of GraphQL's schema that is read here. */
export interface RunningSchema {
  getTypeMap(): Readonly<Record<string, SchemaType>>;
  getDirectives(): ReadonlyArray<{ name: string; args?: readonly Named[] }>;
}

interface Named {
  name: string;
}

interface SchemaType {
  getFields?(): Readonly<Record<string, { args?: readonly Named[] }>>;
  getValues?(): readonly Named[];
}

/** By Strapi instance: the schema is read where Apollo starts, and asked for where bodies are read. */
const known = new WeakMap<object, ReadonlySet<string>>();

/** Remembers the names of the schema that the server runs. */
export function noteSchema(strapi: object, schema: RunningSchema): void {
  known.set(strapi, namesIn(schema));
}

/** Every name in the running schema; null before the server has started, and without GraphQL. */
export const schemaNamesOf = (strapi: object): ReadonlySet<string> | null =>
  known.get(strapi) ?? null;

/** The names of a schema's types, fields, arguments, enumerated values and directives. */
export function namesIn(schema: RunningSchema): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (list: readonly Named[] = []) => list.forEach(({ name }) => names.add(name));
  for (const [type, definition] of Object.entries(schema.getTypeMap())) {
    names.add(type);
    for (const [field, { args }] of Object.entries(definition.getFields?.() ?? {})) {
      names.add(field);
      add(args);
    }
    add(definition.getValues?.());
  }
  for (const directive of schema.getDirectives()) {
    add([directive]);
    add(directive.args);
  }
  return names;
}
