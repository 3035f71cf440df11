import { ENCODINGS } from './encodings';
import { entryBody, SPELLINGS, type Spelling } from './entry-body';
import type { Mint, Mints } from './mint';
import type { Model, Models } from './models';
import type { People } from './people';
import { addressOf, nameOf, type Route } from './routes';
import type { Sent } from './send';
import { strapiBody } from './strapi-bodies';
import { unknownKeys, type Fields } from './unknown-keys';

/** What a route's parameters may stand for, so that some requests are accepted. */
export type Fixtures = (route: Route) => ReadonlyMap<string, string>;

export interface Planned extends Sent {
  route: Route;
  actor: string;
}

interface World {
  models: Models;
  mints: Mints;
  people: People;
  fixtures: Fixtures;
  /** The content type whose entries a route takes. */
  modelOf(route: Route): Model | null;
}

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const NONE: ReadonlyMap<string, string> = new Map();

/** Routes that take everything are called in every way, others in some: a type's in more. */
const WAYS = { own: 99, described: 3, other: 3 };

/** The requests to a route, in some of the ways in which it can be called, by one caller after the other. */
export function requestsTo(route: Route, world: World): Planned[] {
  return callsOf(route, world).map(({ encoding, spelling }, index) =>
    requestTo(route, world, encoding, spelling, index)
  );
}

interface Call {
  encoding: string;
  spelling: Spelling;
}

function callsOf(route: Route, world: World): Call[] {
  if (!WRITES.has(route.method)) return [{ encoding: 'query', spelling: 'right' }];
  const mint = world.mints.for('none', 'none');
  const kind = /\/intake\//.test(route.path)
    ? 'own'
    : world.modelOf(route) || isDescribed(route)
      ? 'described'
      : 'other';
  const some = mint
    .sample(Object.keys(ENCODINGS), WAYS[kind])
    .map((encoding) => ({ encoding, spelling: SPELLINGS[mint.draw(SPELLINGS.length)]! }));
  const encoding = route.path.startsWith('/api/') && kind === 'described' ? 'json in data' : 'json';
  const usual = kind === 'described' ? SPELLINGS : (['right'] as const);
  return [...usual.map((spelling) => ({ encoding, spelling })), ...some];
}

/** Strapi's own routes for accounts and secrets. */
const isDescribed = ({ path }: Route): boolean =>
  /login|password|register|token|users|auth|webhooks|providers|refresh/.test(path);

function requestTo(
  route: Route,
  world: World,
  encoding: string,
  spelling: Spelling,
  index: number
): Planned {
  const mint = world.mints.for(encoding, nameOf(route));
  const callers = world.people.callersOf(route);
  const actor = callers[index % callers.length]!;
  // Every third goes to nothing that exists, so that its parameters are canaries.
  const ids = index % 3 === 2 ? NONE : world.fixtures(route);
  const path = addressOf(route, mint, ids);
  const head = { method: route.method, path: `${path}?${queryOf(mint, route)}`, route, actor };
  const encode = ENCODINGS[encoding];
  if (!encode) return { ...head, headers: headersOf(world.people, actor, mint), body: null };
  const { headers, body } = encode(fieldsFor(route, world, mint, spelling), mint);
  return {
    ...head,
    path: mint.draw(4) === 0 ? head.path : path,
    headers: { ...headersOf(world.people, actor, mint), ...headers },
    body,
  };
}

function fieldsFor(route: Route, world: World, mint: Mint, spelling: Spelling): Fields {
  const model = world.modelOf(route);
  const unknown = mint.draw(3) > 0;
  if (model) return entryBody(model, world.models, mint, { spelling, unknown });
  const described = strapiBody(route.path, mint, spelling);
  if (described && !unknown) return described;
  return { ...unknownKeys(mint, 12), ...described };
}

const PARAMETERS = [
  ...['xBadge', 'password', 'code', 'token', 'access_token', 'state', 'pwd', 'internalNote'],
  ...['filters[internalNote][$eq]', 'filters[$or][0][passphrase][$contains]', 'a[b][]', 'a[]'],
  ...['filters[author][email][$eq]', 'where[password]', 'xInner[deep][er]', '_where[secret]'],
  ...['filters[privateString]', 'filters[privateInteger][$in][0]', 'search[password]', 'X.Y'],
];

/** A query string: some parameters are nobody's, some filter by what is private. */
function queryOf(mint: Mint, route: Route): string {
  const some = mint.sample(PARAMETERS, 4);
  const pairs = some.map((name, index) => {
    const position = `query parameter ${name}`;
    const value = index % 2 ? mint.number(`${position}, number`) : mint.word(position);
    return `${encodeURIComponent(name)}=${value}`;
  });
  const position = 'query parameter without a value';
  // The application's routes answer with the parameters as keys, and the name of a key is kept.
  const isAnswered = route.path.startsWith('/api/intake/');
  const bare = isAnswered ? mint.hex(position) : mint.word(position);
  return [...pairs, bare, `${mint.number('key in a query string')}`].join('&');
}

const HEADERS: Readonly<Record<string, (mint: Mint) => string>> = {
  'x-api-key': (mint) => mint.word('header X-Api-Key'),
  'x-forwarded-for': (mint) => mint.word('header X-Forwarded-For'),
  'x-request-id': (mint) => mint.word('header X-Request-Id'),
  'x-http-method-override': (mint) => mint.word('header X-HTTP-Method-Override'),
  'x-csrf-token': (mint) => mint.word('header X-Csrf-Token'),
  cookie: (mint) => `jwt=${mint.word('cookie')}; strapi_admin_refresh=${mint.word('cookie')}`,
  referer: (mint) => `https://example.com/?token=${mint.word('header Referer')}`,
  'user-agent': (mint) => `tool/1.0 password=${mint.word('header User-Agent')}`,
  'accept-language': (mint) => mint.word('header Accept-Language'),
  'if-none-match': (mint) => mint.word('header If-None-Match'),
};

function headersOf(people: People, actor: string, mint: Mint): Record<string, string> {
  const some = mint.sample(Object.entries(HEADERS), 3);
  return {
    ...Object.fromEntries(some.map(([name, make]) => [name, make(mint)])),
    ...authorizationOf(people, actor, mint),
  };
}

function authorizationOf(people: People, actor: string, mint: Mint): Record<string, string> {
  const token = people.tokens.get(actor);
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  if (actor === 'wrong session') {
    return { authorization: `Bearer ${mint.word('header Authorization')}` };
  }
  if (actor === 'basic') {
    const credentials = `me:${mint.word('header Authorization, Basic')}`;
    return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
  }
  return {};
}
