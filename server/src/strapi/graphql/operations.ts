/** The part of GraphQL's syntax tree that is read here, common to every version of the language. */
export interface GraphqlDocument {
  definitions: readonly GraphqlDefinition[];
}

interface GraphqlDefinition {
  kind: string;
  /** `query`, `mutation` or `subscription`; on operations only. */
  operation?: string;
  name?: { value: string };
  selectionSet?: { selections: readonly GraphqlSelection[] };
}

interface GraphqlSelection {
  kind: string;
  name?: { value: string };
  alias?: { value: string };
  arguments?: readonly { name: { value: string }; value: GraphqlValue }[];
  selectionSet?: { selections: readonly GraphqlSelection[] };
}

interface GraphqlValue {
  kind: string;
  value?: unknown;
  name?: { value: string };
}

/** A field of the root type, as one operation selects it. */
export interface RootField {
  /** Its key in the response: its alias, if it has one. */
  key: string;
  name: string;
  /** The id in its arguments, by literal or variable. */
  id: string | null;
}

/** Fragments may nest, and before validation they may contain themselves. */
const MAX_DEPTH = 32;

/** Whether the document only reads. False if the operation cannot be determined. */
export function onlyReads({ definitions }: GraphqlDocument): boolean {
  const operations = definitions.filter(({ kind }) => kind === 'OperationDefinition');
  return operations.length > 0 && operations.every(({ operation }) => operation !== 'mutation');
}

/** The operation that a request runs: the one it names, or the only one. */
export function operationOf(
  { definitions }: GraphqlDocument,
  name: string | null | undefined
): GraphqlDefinition | null {
  const operations = definitions.filter(({ kind }) => kind === 'OperationDefinition');
  const named = name ? operations.filter((one) => one.name?.value === name) : operations;
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** Every field that the operation selects of its root type, including fragments. */
export function rootFieldsOf(
  document: GraphqlDocument,
  operation: GraphqlDefinition,
  variables: Readonly<Record<string, unknown>> = {}
): RootField[] {
  const fragments = new Map(
    document.definitions
      .filter(({ kind }) => kind === 'FragmentDefinition')
      .map((fragment) => [fragment.name?.value, fragment])
  );
  const fields = new Map<string, RootField>();
  const collect = (selections: readonly GraphqlSelection[] = [], depth: number): void => {
    if (depth > MAX_DEPTH) return;
    for (const selection of selections) {
      const name = selection.name?.value ?? '';
      if (selection.kind === 'Field') {
        const key = selection.alias?.value ?? name;
        if (!fields.has(key)) fields.set(key, { key, name, id: idIn(selection, variables) });
      } else {
        const inner = selection.kind === 'FragmentSpread' ? fragments.get(name) : selection;
        collect(inner?.selectionSet?.selections, depth + 1);
      }
    }
  };
  collect(operation.selectionSet?.selections, 0);
  return [...fields.values()];
}

/** Strapi's mutations take `documentId`, those of users-permissions `id`. */
function idIn(field: GraphqlSelection, variables: Readonly<Record<string, unknown>>) {
  const given = field.arguments?.find(({ name }) => ['documentId', 'id'].includes(name.value));
  const { kind, value, name } = given?.value ?? {};
  const id = kind === 'Variable' ? variables[name?.value ?? ''] : value;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}
