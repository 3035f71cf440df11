import { STATUS_CODES } from 'node:http';
import type { Resource } from '../../contracts';
import type { RefusalSignal } from '../../event';
import type { GraphqlNames } from '../../redact';
import { statusOfErrorName } from '../http/error-status';
import {
  onlyReads,
  operationOf,
  rootFieldsOf,
  type GraphqlDocument,
  type RootField,
} from './operations';
import type { GraphqlTypes } from './types';

/** What is read of Apollo's request context, whose plugin interface is a promised one. */
export interface ApolloRequest {
  request: {
    operationName?: string;
    variables?: Record<string, unknown>;
    http?: { method: string };
  };
  document?: GraphqlDocument;
  errors?: readonly ApolloError[];
}

interface ApolloError {
  /** Where in the response it happened; undefined if nothing was executed. */
  path?: readonly (string | number)[];
  originalError?: unknown;
  extensions?: { code?: unknown };
}

/** What of a document is not the sender's own words. */
export interface KnownNames {
  types: GraphqlTypes;
  names: GraphqlNames;
}

/** The reply to a client that sends the hash of a query first; it then sends the query. */
const PART_OF_THE_PROTOCOL: ReadonlySet<unknown> = new Set([
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/**
 * One refusal for the operation if nothing of it was executed, else one for each root field.
 *
 * @param recorded the root fields whose failure has an event already
 */
export function refusalsOf(
  { request, document, errors = [] }: ApolloRequest,
  known: KnownNames,
  recorded: ReadonlySet<string>
): RefusalSignal[] {
  const [first] = errors;
  if (!first || PART_OF_THE_PROTOCOL.has(first.extensions?.code)) return [];
  const operation = document && operationOf(document, request.operationName);
  const name = operation?.name?.value ?? null;
  const details = {
    method: request.http?.method ?? 'POST',
    operation: name && nameOrUnknown(name, known),
  };
  const isRead = document ? onlyReads(document) : details.method === 'GET';
  const fields = operation ? rootFieldsOf(document, operation, request.variables) : [];
  const writes = operation ? operation.operation === 'mutation' : !isRead;

  const failed = errors.filter(({ path }) => path !== undefined && path.length > 0);
  if (failed.length === 0) {
    const [only, ...others] = fields;
    return [
      {
        ...describeRefusal(first, others.length === 0 ? only : undefined, writes, known),
        ...details,
        isRead: !writes,
      },
    ];
  }
  return groupsByRoot(failed)
    .filter(([key]) => !recorded.has(key))
    .map(([key, [error, ...more]]) => ({
      ...describeRefusal(
        error,
        fields.find((field) => field.key === key),
        writes,
        known
      ),
      ...details,
      // A mutation that was done but had a part of its response refused: only that part is
      // recorded.
      isRead: !writes || [error, ...more].every(({ path }) => (path?.length ?? 0) > 1),
    }));
}

type Errors = [ApolloError, ...ApolloError[]];

function groupsByRoot(errors: readonly ApolloError[]): [string, Errors][] {
  const groups = new Map<string, Errors>();
  for (const error of errors) {
    const key = String(error.path?.[0]);
    const group = groups.get(key);
    if (group) group.push(error);
    else groups.set(key, [error]);
  }
  return [...groups];
}

/** The reason is the status in words: messages quote what was sent. */
function describeRefusal(
  error: ApolloError,
  field: RootField | undefined,
  writes: boolean,
  { types, names }: KnownNames
) {
  const status = statusOf(error);
  const type = field ? types.of(field.name) : null;
  return {
    status,
    handler: field
      ? `${writes ? 'Mutation' : 'Query'}.${nameOrUnknown(field.name, { names })}`
      : null,
    errorMessage: reasonOf(error, status),
    resource: { ...(type !== null && { type }), ...idOf(field) },
    tokenRanOut: false,
    recorded: [],
  };
}

/** Anybody can send a name; one that the schema does not have may be any word. */
const nameOrUnknown = (name: string, { names }: Pick<KnownNames, 'names'>): string =>
  names.isKnown(name) ? name : 'unknown';

/** A number, a documentId or a UUID; any other text names nothing that exists. */
const ID = /^\d{1,19}$/;
const DOCUMENT_ID = /^(?:[a-z][a-z0-9]{23}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function idOf(field: RootField | undefined): Partial<Resource> {
  if (!field || field.id === null) return {};
  if (ID.test(field.id)) return { id: field.id };
  return DOCUMENT_ID.test(field.id) ? { documentId: field.id } : {};
}

/** Apollo's own codes, for errors that did not come from a resolver. */
const OF_THE_OPERATION: Readonly<Record<string, { status: number; reason: string }>> = {
  GRAPHQL_PARSE_FAILED: { status: 400, reason: 'The GraphQL document cannot be parsed' },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    reason: 'The GraphQL document does not fit the schema',
  },
  OPERATION_RESOLUTION_FAILURE: { status: 400, reason: 'No operation of the document is named' },
  UNAUTHENTICATED: { status: 401, reason: 'Unauthorized' },
  FORBIDDEN: { status: 403, reason: 'Forbidden' },
  INTERNAL_SERVER_ERROR: { status: 500, reason: 'Internal Server Error' },
};

const knownCode = ({ extensions }: ApolloError) =>
  typeof extensions?.code === 'string' && Object.hasOwn(OF_THE_OPERATION, extensions.code)
    ? OF_THE_OPERATION[extensions.code]
    : undefined;

/** What a resolver threw; Apollo wraps GraphQL's own errors in others of the same kind. */
const thrownIn = ({ originalError }: ApolloError): unknown =>
  originalError instanceof Error && !OWN_ERRORS.has(originalError.name) ? originalError : undefined;

const OWN_ERRORS: ReadonlySet<string> = new Set(['GraphQLError', 'SyntaxError']);

function statusOf(error: ApolloError): number {
  const originalError = thrownIn(error);
  if (originalError) return statusOfErrorName(originalError) ?? knownCode(error)?.status ?? 500;
  return knownCode(error)?.status ?? 400;
}

const reasonOf = (error: ApolloError, status: number): string =>
  (thrownIn(error) ? undefined : knownCode(error)?.reason) ??
  STATUS_CODES[status] ??
  `HTTP ${status}`;
