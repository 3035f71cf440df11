import type { GetModel, ListModels, RequestCapture } from '../event';
import { isOwnName, type SecretsAmong } from './attribute-names';
import { readModel, type AttributeVerdict, type JudgeAttribute } from './attributes';
import { bothOf } from './both-readings';
import { errorShape } from './errors';
import * as facts from './facts';
import { createFormOnly, formOnly, type ReadUnknown } from './form-only';
import { createFreeForm, forSignIn, type FreeFormContext } from './free-form';
import { createGraphqlShapes } from './graphql-body';
import type { GraphqlLibrary } from './graphql-document';
import { createGraphqlNames } from './graphql-names';
import { createMcpShapes } from './mcp-body';
import { isOwnType } from './own-types';
import { createQueryShape } from './query-shape';
import { createReadField, knownBodyOf } from './routes';
import { LOCALES_KEY } from './row-keys';
import { createSchemaShapes, type SchemaShapes } from './schema-shape';
import type { IsSecretName } from './secret-names';
import type { Shape } from './shape';

interface Deps {
  getModel: GetModel;
  listModels: ListModels;
  judge: JudgeAttribute;
  isSecretName: IsSecretName;
  secretsAmong: SecretsAmong;
  graphql: () => GraphqlLibrary | null;
  /** Every name in the running GraphQL schema; null if it is not known. */
  graphqlSchema: () => ReadonlySet<string> | null;
}

/** What decides how a body is read. */
export interface BodyContext {
  handler: string | null;
  /** The content type that the route names. */
  type: string | null;
  origin: RequestCapture['origin'];
  isSignIn: boolean;
  /**
   * The owner wants to see the values of this handler: names and looks decide about unknown keys.
   */
  isRevealed: boolean;
  /** The request body, when its response is read. */
  sent: unknown;
  /** The request was refused or failed: what the response calls an error is one. */
  isFailed: boolean;
}

export interface BodyShapes {
  /** Payloads of events, whose words are the application's own. */
  free(resourceType: string | null): Shape;
  request(context: BodyContext): Shape;
  answer(context: BodyContext): Shape;
  query(context: BodyContext): Shape;
  /** Rows of known types; for unlisted keys only the form is kept. */
  schema: SchemaShapes;
}

const ROW_ENVELOPES = new Set(['data', 'results']);
const ROWS_IN_META = new Set(['availableLocales', 'availableStatus', LOCALES_KEY]);
const SEARCH = '_q';
const ERRORS = new Set(['error', 'errors']);

/** Request and response bodies, and query strings, of known or unknown form. */
export function createBodyShapes(deps: Deps): BodyShapes {
  const { getModel, judge, isSecretName, secretsAmong, listModels, graphql } = deps;
  const names = createGraphqlNames({ getModel, listModels, schema: deps.graphqlSchema });

  function knownType(resourceType: string | null): string | null {
    if (resourceType === null) return null;
    const isKnown = isOwnType(resourceType) || readModel(getModel, resourceType) !== undefined;
    return isKnown ? resourceType : null;
  }

  function free(uid: string | null, context: FreeFormContext = {}): Shape {
    const among = uid === null ? secretsAmong : secretsOf(uid);
    return createFreeForm(isSecretName, {
      ...context,
      secretsAmong: context.query ? ofParameters(among) : among,
    });
  }

  /**
   * Keys next to the rows of a known type: its schema decides about its own, all schemas about the
   * rest. A full-text search compares hidden attributes too.
   */
  function secretsOf(uid: string): SecretsAmong {
    const searchesSecrets = () =>
      Object.keys(readModel(getModel, uid)?.attributes ?? {}).some(
        (name) => isOwnName(name) && judge(uid, name) !== 'shown'
      );
    return (names) => {
      const verdicts = names.map((name) => [name, judge(uid, name)] as const);
      const others = secretsAmong(names);
      const isHidden = ([name, verdict]: readonly [string, AttributeVerdict]) =>
        verdict === 'unknown'
          ? others.has(name) || (name === SEARCH && searchesSecrets())
          : verdict !== 'shown';
      return new Set(verdicts.filter(isHidden).map(([name]) => name));
    };
  }

  /** One set of rules: unknown keys keep only their form, or names and looks decide. */
  function createRules(unlisted: Shape, unknown: ReadUnknown) {
    const shapes = createSchemaShapes({ getModel, judge, isSecretName, unknown });
    const readField = createReadField({ ...shapes, unknown });
    const pagination = readField({
      fields: {
        page: 'number',
        pageSize: 'number',
        pageCount: 'number',
        total: 'number',
        start: 'number',
        limit: 'number',
      },
    }) as Shape;

    function envelope(uid: string, { isSignIn }: BodyContext, errors: Shape | null): Shape {
      const row = isSignIn ? forSignIn(shapes.row(uid)) : shapes.row(uid);
      const metadata = meta(uid);
      return {
        ...row,
        property: (name, value) => {
          const around = aroundRows(name, value);
          if (!around) return row.property(name, value);
          // Who sent it may mean either, and only one of the readings may know what is secret.
          const isAttribute = judge(uid, name) !== 'unknown';
          return isAttribute
            ? bothOf(row.property(name, value), perhapsAround(name) ?? around)
            : around;
        },
      };

      /** The content of an attribute of that name is not for the type around it to hide. */
      function perhapsAround(name: string): Shape | null {
        if (name === 'meta') return perhapsMeta(uid);
        if (name !== 'pagination' && !ROW_ENVELOPES.has(name)) return null;
        const rows = shapes.withoutSecrets(uid);
        return isSignIn ? forSignIn(rows) : rows;
      }

      function aroundRows(name: string, value: unknown): Shape | null {
        if (ROW_ENVELOPES.has(name)) return typeof value === 'boolean' ? facts.flag : row;
        if (name === 'meta') return metadata;
        if (name === 'pagination') return pagination;
        return errors && ERRORS.has(name) ? errors : null;
      }
    }

    /**
     * The Content Manager's `meta` holds whole rows of the other locales and of the other status.
     */
    function meta(uid: string): Shape {
      return {
        ...formOnly,
        property: (name, value) => {
          if (name === 'pagination') return pagination;
          return ROWS_IN_META.has(name) ? shapes.row(uid) : unknown(name, value);
        },
      };
    }

    /** The same, if it may be an attribute: a component for search engines is often called `meta`. */
    function perhapsMeta(uid: string): Shape {
      const shape: Shape = {
        property: (name) => (ROWS_IN_META.has(name) ? shapes.withoutSecrets(uid) : shape),
        text: (text) => text,
        readsJson: true,
      };
      return shape;
    }

    function body(context: BodyContext, isAnswer: boolean): Shape {
      // An application that echoes a request may return sent `errors` whose paths are secrets.
      const errors = isAnswer ? (context.isFailed ? errorShape : formOnly) : null;
      const known = knownBodyOf(context.handler, context.type);
      const described = known && 'field' in known ? readField(known.field) : null;
      const uid = knownType(known && 'type' in known ? known.type : null);
      if (uid !== null) return envelope(uid, context, errors);
      return errors ? withErrors(described ?? unlisted, errors) : (described ?? unlisted);
    }

    const calls = { getModel, listModels, judge, shapes, unlisted, unknown, graphql, names };
    return {
      schema: shapes,
      body,
      graphql: createGraphqlShapes(calls),
      mcp: createMcpShapes(calls),
      query: createQueryShape({ ...calls, isSecretName }),
    };
  }

  const { form, unknown } = createFormOnly(isSecretName);
  const strict = createRules(form, unknown);
  const revealing = (signIn: boolean) => {
    const shape = free(null, { signIn });
    return createRules(shape, (name, value) => shape.property(name, value));
  };
  const revealed = revealing(false);
  const revealedSignIn = revealing(true);
  const rulesFor = ({ isRevealed, isSignIn }: BodyContext) =>
    isRevealed ? (isSignIn ? revealedSignIn : revealed) : strict;

  return {
    schema: strict.schema,
    free: (type) => free(knownType(type)),
    request(context) {
      const rules = rulesFor(context);
      if (context.origin === 'graphql') return rules.graphql.request;
      return context.origin === 'mcp' ? rules.mcp : rules.body(context, false);
    },
    answer(context) {
      const rules = rulesFor(context);
      if (context.origin === 'graphql') return rules.graphql.answer(context.sent);
      return context.origin === 'mcp' ? form : rules.body(context, true);
    },
    query(context) {
      const rules = rulesFor(context);
      if (context.origin === 'graphql') return rules.graphql.request;
      if (context.isRevealed) {
        const type = knownType(context.type);
        return free(type, { query: true, signIn: context.isSignIn });
      }
      const known = knownBodyOf(context.handler, context.type);
      return rules.query(knownType(known && 'type' in known ? known.type : context.type));
    },
  };
}

/** Errors in a response keep only their safe properties, whichever route answers. */
const withErrors = (shape: Shape, errors: Shape): Shape => ({
  ...shape,
  resolve: (read, names) =>
    withErrors({ ...(shape.resolve?.(read, names) ?? shape), resolve: undefined }, errors),
  property: (name, value) => (ERRORS.has(name) ? errors : shape.property(name, value)),
});

/**
 * The name of a parameter is a path, `filters[author][email][$eq]`: it is as secret as its parts.
 */
function ofParameters(among: SecretsAmong): SecretsAmong {
  const isSecret = (name: string) =>
    name.split(/[[\].]+/).some((part) => part !== '' && among([part]).size > 0);
  return (names) => new Set(names.filter(isSecret));
}
