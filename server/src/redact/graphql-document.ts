import type * as graphql from 'graphql';
import type {
  ASTNode,
  BooleanValueNode,
  DocumentNode,
  EnumValueNode,
  NameNode,
  ValueNode,
} from 'graphql';
import type { Json } from '../contracts';
import type { GraphqlNames } from './graphql-names';
import { HIDDEN, hiddenKind } from './markers';
import type { Shape } from './shape';
import { describe, type WalkLimits } from './walk';

/** The part of `graphql` that is used; the application has it from Strapi's GraphQL plugin. */
export type GraphqlLibrary = Pick<
  typeof graphql,
  'isExecutableDefinitionNode' | 'Kind' | 'parse' | 'TokenKind' | 'valueFromASTUntyped' | 'visit'
>;

/** What a GraphQL document reveals about its values, its variables and its response. */
export interface GraphqlDocument {
  /** The document with the secrets among its literals replaced. */
  text: string;
  /** How to read each variable: by every argument that uses it; null is secret. */
  variables: ReadonlyMap<string, ReadonlyArray<Shape | null>>;
  /** Which fields a key of the response may stand for, if it is an alias. */
  aliases: ReadonlyMap<string, readonly string[]>;
  /** What its variables hold decides about other values. */
  needsVariables: boolean;
}

type Variables = Readonly<Record<string, unknown>>;

/** Reads the arguments of a field, all together, as an object. */
export type ArgumentsOf = (field: string) => Shape;

interface Edit {
  start: number;
  end: number;
  text: string;
}

interface Argument {
  name: string;
  nameNode: NameNode;
  value: ValueNode;
}

/** What decides about a document's values and names. */
export interface DocumentRules {
  argumentsOf: ArgumentsOf;
  names: GraphqlNames;
}

/** Longer documents are not read; a program's mutation has a few thousand characters. */
const MAX_LENGTH = 256 * 1024;
const MAX_TOKENS = 20_000;
const LITERAL: WalkLimits = {
  depth: 24,
  nodes: 5_000,
  children: 500,
  text: MAX_LENGTH,
  allText: MAX_LENGTH * 2,
};

/**
 * Reads a document by its grammar: a regular expression would miss block strings, lists, objects
 * and escaped quotes, and cannot tell which argument a variable ends up in, whatever its name.
 * @returns null if it is not GraphQL, or too long.
 */
export function readGraphqlDocument(
  source: string,
  rules: DocumentRules,
  library: GraphqlLibrary,
  sent?: Variables
): GraphqlDocument | null {
  if (source.length > MAX_LENGTH) return null;
  try {
    const document = library.parse(source, { maxTokens: MAX_TOKENS });
    return readDocument(document, source, rules, { library, sent });
  } catch {
    return null;
  }
}

function readDocument(
  document: DocumentNode,
  source: string,
  { argumentsOf, names }: DocumentRules,
  { library, sent }: { library: GraphqlLibrary; sent: Variables | undefined }
): GraphqlDocument | null {
  const { isExecutableDefinitionNode, visit } = library;
  // A schema is no request, and its descriptions may contain anything.
  if (!document.definitions.every(isExecutableDefinitionNode)) return null;
  const edits: Edit[] = comments(document, library);
  const variables = new Map<string, Array<Shape | null>>();
  const aliases = new Map<string, string[]>();
  const contentNames = new Set<NameNode>();
  let needsVariables = false;
  const reader: Reader = {
    library,
    sent: { ...defaultsIn(document, library), ...sent },
    readsBeside: () => (needsVariables = true),
    contentName: (node, shown) => {
      contentNames.add(node);
      if (shown !== node.value) reader.edit(node, shown);
    },
    edit: (node, text) => {
      if (node.loc) edits.push({ start: node.loc.start, end: node.loc.end, text });
    },
    use: (name, shape) => variables.set(name, [...(variables.get(name) ?? []), shape]),
  };

  visit(document, {
    Field({ name, alias, arguments: list = [] }) {
      if (alias) aliases.set(alias.value, [...(aliases.get(alias.value) ?? []), name.value]);
      readArguments(argumentsIn(list), argumentsOf(name.value), reader);
    },
    Directive({ name, arguments: list = [] }) {
      readArguments(argumentsIn(list), argumentsOf(`@${name.value}`), reader);
    },
  });
  // Last, because the use of a default is known only now.
  visit(document, {
    VariableDefinition({ variable, defaultValue }) {
      for (const shape of defaultValue ? (variables.get(variable.name.value) ?? [null]) : []) {
        readValue(defaultValue as ValueNode, shape, reader);
      }
    },
  });
  visit(document, {
    Name(node) {
      const shown = contentNames.has(node) ? node.value : names.keep(node.value);
      if (shown !== node.value) reader.edit(node, shown);
    },
  });
  return { text: applied(edits, source), variables, aliases, needsVariables };
}

/** What variables hold that are not sent. */
function defaultsIn(document: DocumentNode, library: GraphqlLibrary): Variables {
  const found: Record<string, unknown> = {};
  for (const definition of document.definitions) {
    const list = 'variableDefinitions' in definition ? (definition.variableDefinitions ?? []) : [];
    for (const { variable, defaultValue } of list) {
      if (defaultValue && 'name' in variable) {
        found[variable.name.value] = library.valueFromASTUntyped(defaultValue);
      }
    }
  }
  return found;
}

interface Reader {
  library: GraphqlLibrary;
  sent: Variables;
  /** A variable stands beside a value that it may name. */
  readsBeside(): void;
  /** A name in the JSON of an attribute, which is content. */
  contentName(node: NameNode, shown: string): void;
  edit(node: ASTNode, text: string): void;
  use(variable: string, shape: Shape | null): void;
}

const argumentsIn = (nodes: ReadonlyArray<{ name: NameNode; value: ValueNode }>): Argument[] =>
  nodes.map(({ name, value }) => ({ name: name.value, nameNode: name, value }));

function readArguments(
  list: readonly Argument[],
  shape: Shape,
  reader: Reader,
  isInValue = false
): void {
  const { Kind, valueFromASTUntyped } = reader.library;
  const values = new Map(
    list.map(({ name, value }) => [name, valueFromASTUntyped(value, reader.sent)])
  );
  const isPlain = ({ value: { kind } }: Argument) => kind === Kind.STRING || kind === Kind.INT;
  if (shape.resolve && list.length > 1 && !list.every(isPlain)) reader.readsBeside();
  const own = shape.resolve?.((name) => values.get(name), [...values.keys()]) ?? shape;
  for (const { name, nameNode, value } of list) {
    if (isInValue && own.ownsNames) {
      reader.contentName(nameNode, String(own.name?.(name) ?? name));
    }
    // A variable has no value here, and might hold anything.
    const sample = value.kind === Kind.VARIABLE ? '' : values.get(name);
    readValue(value, own.property(name, sample), reader);
  }
}

function readValue(node: ValueNode, shape: Shape | null, reader: Reader): void {
  const { Kind } = reader.library;
  switch (node.kind) {
    case Kind.VARIABLE:
      return reader.use(node.name.value, shape);
    case Kind.LIST:
      return node.values.forEach((value) => readValue(value, shape, reader));
    case Kind.OBJECT:
      if (shape) return readArguments(argumentsIn(node.fields), shape, reader, true);
      return node.fields.forEach(({ value }) => readValue(value, null, reader));
    case Kind.NULL:
      return;
    case Kind.STRING: {
      const shown = shape ? describe(node.value, shape, LITERAL) : HIDDEN;
      if (shown !== node.value) reader.edit(node, JSON.stringify(shown));
      return;
    }
    case Kind.INT:
    case Kind.FLOAT: {
      const shown = shape ? (shape.number?.(Number(node.value)) ?? node.value) : HIDDEN;
      if (shown !== node.value) reader.edit(node, JSON.stringify(shown));
      return;
    }
    case Kind.ENUM:
    case Kind.BOOLEAN: {
      const value = node.kind === Kind.ENUM ? node.value : String(node.value);
      const shown = shape ? shownWord(node, shape, Kind) : HIDDEN;
      if (shown !== value) reader.edit(node, JSON.stringify(shown));
    }
  }
}

function shownWord(
  node: EnumValueNode | BooleanValueNode,
  shape: Shape,
  Kind: GraphqlLibrary['Kind']
): Json {
  if (node.kind === Kind.ENUM) return shape.text(node.value);
  return String(shape.boolean?.(node.value) ?? node.value);
}

/** The server ignores them, so they may hold anything. */
function comments({ loc }: DocumentNode, { TokenKind }: GraphqlLibrary): Edit[] {
  const edits: Edit[] = [];
  for (let token = loc?.startToken; token; token = token.next ?? undefined) {
    if (token.kind !== TokenKind.COMMENT) continue;
    if (token.value.trim() === '') continue;
    edits.push({ start: token.start, end: token.end, text: `# ${hiddenKind('text')}` });
  }
  return edits;
}

/** A default that is read twice is edited twice, and the last edit hides at least as much. */
function applied(edits: readonly Edit[], source: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    if (edit.start < end) continue;
    parts.push(source.slice(end, edit.start), edit.text);
    end = edit.end;
  }
  return parts.join('') + source.slice(end);
}
