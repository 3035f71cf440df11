import { routes } from '../../server/src/api/routes';
import { adminClient, type Client } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';

let app: App;
let admin: Client;
beforeAll(async () => {
  app = await bootApp();
  admin = await adminClient(app);
});
afterAll(() => app?.stop());

const ID = '0190a000-0000-7000-8000-000000000000';
const SEARCH = ['q', 'timeZone', 'filters'];
const LIST = [...SEARCH, 'sort', 'page', 'pageSize', 'after', 'before', 'exactTotal'];

/** The parameters of each route that reads. A new route has to say its own here. */
const PARAMETERS: Record<string, readonly string[]> = {
  '/events': LIST,
  '/events/:id': [],
  '/events/:id/neighbours': LIST,
  '/events/:id/entry': [],
  '/export': [...SEARCH, 'sort', 'format'],
  '/news': LIST,
  '/histogram': SEARCH,
  '/actors': ['search', 'page', 'pageSize'],
  '/actions': [],
  '/values': ['key', 'search'],
  '/status': [],
  '/health': [],
  '/views': [],
};

/** Of no parameter are these the value, whatever it means. */
const MALFORMED = (name: string): [how: string, query: string][] => [
  ['an object', `${name}[a]=1`],
  ['a list', `${name}[]=1&${name}[]=2`],
  ['sent twice', `${name}=1&${name}=2`],
  ['a NUL', `${name}=%00`],
  ['much too long', `${name}=${'x'.repeat(5_000)}`],
];

/** `constructor`, `__proto__`, … */
const OF_EVERY_OBJECT = Object.getOwnPropertyNames(Object.prototype);

const reading = routes.admin.routes.filter(({ method }) => method === 'GET');
/** What a request needs besides, so that the malformed one decides. */
const REQUIRED: Record<string, string> = {
  '/export': 'format=csv',
  '/values': 'key=type',
  '/news': 'after=0',
};

const ask = async (path: string, query: string) => {
  const others = (REQUIRED[path] ?? '')
    .split('&')
    .filter((one) => !query.startsWith(one.split('=')[0]!));
  const address = `/audit-trail${path.replace(':id', ID)}?${[query, ...others].join('&')}`;
  const { status, body } = await admin.get(address);
  return {
    status,
    error: (body as { error?: { message: string; details: { parameter?: string } } }).error,
  };
};

const send = (method: string, address: string) =>
  admin[method.toLowerCase() as 'get' | 'post' | 'delete'](address);

it('names the parameters of every route', () => {
  expect(reading.map(({ path }) => path).sort()).toEqual(Object.keys(PARAMETERS).sort());
});

describe.each(Object.entries(PARAMETERS).filter(([, names]) => names.length > 0))(
  '%s',
  (path, names) => {
    it.each(
      names.flatMap((name) => MALFORMED(name).map(([how, query]) => [name, how, query] as const))
    )('refuses %s that is %s and names it', async (name, _how, query) => {
      const { status, error } = await ask(path, query);
      expect(status).toBe(400);
      expect(error?.details.parameter).toContain(name);
      expect(error?.message).toContain(name);
    });

    it.each(OF_EVERY_OBJECT)(
      'refuses %s, which Strapi does not read, and names it',
      async (word) => {
        for (const name of [word, `${names[0]}[${word}]`, `${names[0]}[${word}][a]`]) {
          const { status, error } = await ask(path, `${encodeURIComponent(name)}=b`);
          expect([name, status]).toEqual([name, 400]);
          expect(error?.message).toContain(word);
        }
      }
    );

    it('refuses more parameters than Strapi reads, and names the last', async () => {
      const { status, error } = await ask(path, `${'&'.repeat(1_000)}${names[0]}=1`);
      const last = REQUIRED[path]?.split('=')[0] ?? names[0]!;
      expect(status).toBe(400);
      expect(error).toMatchObject({
        message: `${last} is left out: a query string holds up to 1,000 parameters.`,
        details: { parameter: last },
      });
    });

    it('refuses a parameter that it does not have', async () => {
      const { status, error } = await ask(path, 'pagesize=5');
      expect(status).toBe(400);
      expect(error?.message).toMatch(/^pagesize is not a parameter here; use /);
    });
  }
);

const PLAIN = routes.admin.routes.filter(
  ({ method, path }) => method !== 'GET' || PARAMETERS[path]!.length === 0
);

it.each(PLAIN.map(({ method, path }) => [method, path]))(
  '%s %s refuses every parameter',
  async (method, path) => {
    const address = `/audit-trail${path.replace(':id', ID)}`;
    for (const query of ['pagesize=5', 'q=anna', '__proto__[a]=1']) {
      const { status, body } = await send(method!, `${address}?${query}`);
      expect([query, status]).toEqual([query, 400]);
      const [name] = new URLSearchParams(query).keys();
      expect(body.error.message).toBe(`${name} is not a parameter here; leave it out.`);
    }
  }
);

it('refuses values of one filter that Strapi would leave out', async () => {
  const { status, error } = await ask('/events', Array(1_001).fill('filters[ip]=1').join('&'));
  expect(status).toBe(400);
  expect(error?.message).toMatch(/^filters\[ip\] is left out: /);
});

describe.each(Object.keys(PARAMETERS).filter((path) => path.includes(':id')))('%s', (path) => {
  it.each(['1', '..', '%00', 'x'.repeat(3_000), `${ID}0`, '%F0%9F', "' or 1=1"])(
    'refuses the id %j',
    async (id) => {
      const { status } = await admin.get(`/audit-trail${path.replace(':id', encodeURI(id))}`);
      expect([400, 404]).toContain(status);
    }
  );
});

it.each([
  ['nothing', undefined],
  ['a text', '"x"'],
  ['a list', '[]'],
  ['a view without a name', '{"text":"today"}'],
  ['a name that is a number', '{"name":1,"text":"today"}'],
  ['a text that is no search', '{"name":"a","text":"action:"}'],
  ['a name with a NUL', '{"name":"a\\u0000","text":"today"}'],
  ['a name that is too long', JSON.stringify({ name: 'x'.repeat(5_000), text: 'today' })],
])('POST /views refuses %s', async (_what, body) => {
  const { status } = await admin
    .post('/audit-trail/views')
    .set('content-type', 'application/json')
    .send(body);
  expect(status).toBe(400);
});
