import type { GetModel, ListModels } from '../event';
import type { SecretsAmong } from './attribute-names';
import { readModel, type AttributeVerdict, type JudgeAttribute } from './attributes';
import { createFreeForm, forSignIn, type FreeFormContext } from './free-form';
import { createGraphqlShapes, type GraphqlShapes } from './graphql-body';
import { isOwnType } from './own-types';
import { LOCALES_KEY } from './row-keys';
import type { SchemaShapes } from './schema-shape';
import type { IsSecretName } from './secret-names';
import type { Shape } from './shape';

interface Deps {
  getModel: GetModel;
  listModels: ListModels;
  judge: JudgeAttribute;
  isSecretName: IsSecretName;
  shapes: SchemaShapes;
  secretsAmong: SecretsAmong;
}

/** What decides how a body is read. */
export interface BodyContext {
  /** The content type that the route names. */
  type: string | null;
  isSignIn: boolean;
  isGraphql: boolean;
  /** What was sent, for the answer to it. */
  sent: unknown;
  /** Told what is hidden inside a text, where only the shape can see it. */
  onHidden?(value: unknown): void;
}

export interface BodyShapes {
  /** Payloads of events, and whatever else may stand beside a row of the type. */
  free(resourceType: string | null): Shape;
  request(context: BodyContext): Shape;
  answer(context: BodyContext): Shape;
  query(context: BodyContext): Shape;
}

const ROW_ENVELOPES = new Set(['data', 'results']);
const FREE_ENVELOPES = new Set(['meta', 'pagination', 'error', 'errors', 'params', 'query']);

/** Request and response bodies, and query strings, of requests whose type is known or not. */
export function createBodyShapes(deps: Deps): BodyShapes {
  const { getModel, judge, isSecretName, shapes, secretsAmong } = deps;

  function knownType(resourceType: string | null): string | null {
    if (resourceType === null) return null;
    const isKnown = isOwnType(resourceType) || readModel(getModel, resourceType) !== undefined;
    return isKnown ? resourceType : null;
  }

  function free(uid: string | null, context: FreeFormContext): Shape {
    const among = uid === null ? secretsAmong : secretsOf(uid);
    return createFreeForm(isSecretName, {
      ...context,
      secretsAmong: context.query ? ofParameters(among) : among,
    });
  }

  /** Beside the rows of a known type: what it has, its schema decides; of the rest, all schemas. */
  function secretsOf(uid: string): SecretsAmong {
    return (names) => {
      const verdicts = names.map((name) => [name, judge(uid, name)] as const);
      const others = secretsAmong(names);
      const isHidden = ([name, verdict]: readonly [string, AttributeVerdict]) =>
        verdict === 'unknown' ? others.has(name) : verdict !== 'shown';
      return new Set(verdicts.filter(isHidden).map(([name]) => name));
    };
  }

  function envelope(uid: string, isSignIn: boolean): Shape {
    const row = isSignIn ? forSignIn(shapes.row(uid)) : shapes.row(uid);
    const beside = free(uid, { signIn: isSignIn });
    return {
      ...row,
      property: (name, value) => {
        const isAttribute = judge(uid, name) !== 'unknown';
        if (!isAttribute && ROW_ENVELOPES.has(name)) return row;
        if (!isAttribute && name === 'meta') return meta(uid, beside);
        if (!isAttribute && FREE_ENVELOPES.has(name)) return beside;
        return row.property(name, value);
      },
    };
  }

  /** The Content Manager's `meta` holds whole rows of the other locales and of the other status. */
  function meta(uid: string, beside: Shape): Shape {
    const isRows = (name: string) => name === 'availableLocales' || name === 'availableStatus';
    return {
      ...beside,
      resolve: undefined,
      property: (name, value) =>
        isRows(name) || name === LOCALES_KEY ? shapes.row(uid) : beside.property(name, value),
    };
  }

  const graphqlFor = (isSignIn: boolean): GraphqlShapes =>
    createGraphqlShapes({ ...deps, free: (uid) => free(uid, { signIn: isSignIn }) });
  const graphqlSignIn = graphqlFor(true);
  const graphqlContent = graphqlFor(false);
  const graphql = ({ isSignIn }: BodyContext) => (isSignIn ? graphqlSignIn : graphqlContent);

  function body({ type, isSignIn }: BodyContext): Shape {
    const uid = knownType(type);
    return uid === null ? free(null, { signIn: isSignIn }) : envelope(uid, isSignIn);
  }

  return {
    free: (type) => free(knownType(type), {}),
    request: (context) =>
      context.isGraphql ? graphql(context).request(context.onHidden) : body(context),
    answer: (context) =>
      context.isGraphql ? graphql(context).answer(context.sent) : body(context),
    query: (context) =>
      context.isGraphql
        ? graphql(context).request()
        : free(knownType(context.type), { query: true, signIn: context.isSignIn }),
  };
}

/** The name of a parameter is a path, `filters[author][email][$eq]`: it is as secret as its parts. */
function ofParameters(among: SecretsAmong): SecretsAmong {
  const isSecret = (name: string) =>
    name.split(/[[\].]+/).some((part) => part !== '' && among([part]).size > 0);
  return (names) => new Set(names.filter(isSecret));
}
