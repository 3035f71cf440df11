import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adminClient, type Client } from '../helpers/actors';
import { copyApp } from '../helpers/app/app-copy';
import { bootApp, type App } from '../helpers/boot-app';
import { developApp, type DevelopApp } from '../helpers/develop-app';

const UID = 'plugin::audit-trail.event';
const AUTHOR = 'api::author.author';
const REFUSAL = `${UID} and its tables belong to the audit log`;

/** Every file of the application's sources, with a hash of its content. */
function sourcesOf(dir: string): string[] {
  return readdirSync(join(dir, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => `${file} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`);
}

type Attribute = Record<string, unknown>;
const text: Attribute = { type: 'string' };
const RELATIONS: Attribute[] = [
  ...['oneToOne', 'oneToMany', 'manyToOne', 'manyToMany'].map((relation) => ({
    type: 'relation',
    relation,
    target: UID,
  })),
  { type: 'relation', relation: 'oneToOne', target: UID, targetAttribute: 'note', dominant: true },
  { type: 'relation', relation: 'manyToMany', target: UID, targetAttribute: 'notes' },
];

const type = (more: object, attributes: Record<string, Attribute> = { title: text }) => ({
  kind: 'collectionType',
  displayName: 'Note',
  singularName: 'note',
  pluralName: 'notes',
  ...{ draftAndPublish: false, pluginOptions: {}, options: {}, attributes },
  ...more,
});
const component = (attributes: Record<string, Attribute>, more: object = {}) => ({
  category: 'shared',
  displayName: 'Trace',
  icon: 'star',
  attributes,
  ...more,
});

type Edit = 'create' | 'update';
const listed = (action: Edit, attributes: Record<string, Attribute>) =>
  Object.entries(attributes).map(([name, properties]) => ({ action, name, properties }));
const batch = (contentTypes: object[], components: object[] = []) => ({
  data: { contentTypes, components },
});

interface Attempt {
  method: 'post' | 'put' | 'delete';
  path: string;
  body?: object;
}

/** Every route of the builder that writes, with every place where the journal can be named. */
const ATTEMPTS: Attempt[] = [
  {
    method: 'put',
    path: `/content-types/${UID}`,
    body: { contentType: type({}, { action: text }) },
  },
  { method: 'put', path: `/content-types/${encodeURIComponent(UID)}`, body: { contentType: {} } },
  { method: 'delete', path: `/content-types/${UID}` },
  { method: 'delete', path: `/content-types/${UID.replaceAll(':', '%3A')}` },
  ...RELATIONS.flatMap((seen): Attempt[] => [
    { method: 'post', path: '/content-types', body: { contentType: type({}, { seen }) } },
    {
      ...{ method: 'put', path: `/content-types/${AUTHOR}` },
      body: { contentType: type({ displayName: 'Author' }, { seen }) },
    },
    {
      method: 'post',
      path: '/content-types',
      body: {
        contentType: type({}),
        components: [component({ seen }, { tmpUID: 'shared.trace' })],
      },
    },
    { method: 'post', path: '/components', body: { component: component({ seen }) } },
    { method: 'put', path: '/components/shared.link', body: { component: component({ seen }) } },
    ...(['create', 'update'] as const).flatMap((action): Attempt[] => {
      const name = action === 'create' ? 'note' : 'author';
      const uid = `api::${name}.${name}`;
      const part = action === 'create' ? 'shared.trace' : 'shared.link';
      const attributes = listed('create', { seen });
      return [
        {
          method: 'post',
          path: '/update-schema',
          body: batch([{ ...type({ action, uid, singularName: name }), attributes }]),
        },
        {
          method: 'post',
          path: '/update-schema',
          body: batch([], [{ ...component({}), action, uid: part, attributes }]),
        },
      ];
    }),
  ]),
  ...(['create', 'update'] as const).map((action): Attempt => ({
    method: 'post',
    path: '/update-schema',
    body: batch([
      { ...type({ action, uid: UID }), attributes: listed('create', { action: text }) },
    ]),
  })),
  { method: 'post', path: '/update-schema', body: batch([{ action: 'delete', uid: UID }]) },
  {
    method: 'post',
    path: '/content-types',
    body: { contentType: type({ plugin: 'audit-trail' }) },
  },
  ...['audit_trail_events', 'AUDIT_TRAIL_TERMS'].map((collectionName): Attempt => ({
    method: 'post',
    path: '/content-types',
    body: { contentType: type({ collectionName }) },
  })),
];

describe('the content-type builder under strapi develop', () => {
  let app: DevelopApp;
  let admin: Client;
  beforeAll(async () => {
    app = await developApp();
    admin = await adminClient(app);
  });
  afterAll(() => app?.stop());

  it(`refuses each of ${ATTEMPTS.length} edits that reach the journal, and writes nothing`, async () => {
    const before = sourcesOf(app.dir);
    for (const { method, path, body } of ATTEMPTS) {
      const request = admin[method](`/content-type-builder${path}`);
      const { status, text: answer } = await (body ? request.send(body) : request);
      expect([method, path, status, answer]).toEqual([
        ...[method, path, 403, expect.stringContaining(REFUSAL)],
      ]);
    }
    expect(sourcesOf(app.dir)).toEqual(before);
    expect(app.log().split('Strapi started successfully')).toHaveLength(2);
  });

  it('records the refusals', () => {
    const [row] = app.query(
      "select sum(count) as refused from audit_trail_events where action = 'request.denied' and path like '/content-type-builder/%'"
    );
    expect(Number(row?.refused)).toBeGreaterThan(0);
  });
});

describe("the content-type builder's services", () => {
  const copy = copyApp();
  let app: App;
  beforeAll(async () => {
    app = await bootApp({ appDir: copy.dir });
  });
  afterAll(async () => {
    await app?.stop();
    copy.remove();
  });

  const seen = RELATIONS[0]!;
  const calls: [service: string, method: string, given: unknown[]][] = [
    ['content-types', 'editContentType', [UID, { contentType: type({}) }]],
    ['content-types', 'deleteContentType', [UID]],
    ['content-types', 'deleteContentTypes', [[AUTHOR, UID]]],
    ['content-types', 'createContentType', [{ contentType: type({}, { seen }) }]],
    ['content-types', 'createContentTypes', [[{ contentType: type({}, { seen }) }]]],
    ['components', 'createComponent', [{ component: component({ seen }) }]],
    ['components', 'editComponent', ['shared.link', { component: component({ seen }) }]],
    ['schema', 'updateSchema', [batch([{ action: 'delete', uid: UID }]).data]],
    ['api-handler', 'clear', [UID]],
  ];

  it.each(calls)('refuse %s.%s', async (service, method, given) => {
    const before = sourcesOf(copy.dir);
    const call = app.run(
      async (strapi, name, verb, values) => {
        const found = strapi.plugin('content-type-builder').service(name);
        return found[verb](...values);
      },
      service,
      method,
      given
    );
    await expect(call).rejects.toMatchObject({ message: expect.stringContaining(REFUSAL) });
    expect(sourcesOf(copy.dir)).toEqual(before);
  });
});
