import * as graphql from 'graphql';
import { createRedactor } from '../../../../server/src/redact';
import { LINK_KEYS, SELF_KEYS } from '../../../../server/src/redact/row-keys';
import type { RequestCapture, SchemaAttribute, StrapiSchema } from '../../../../server/src/event';
import { captureWith } from './fixtures';

/*
 * Nothing stops a type from having an attribute called `data` or `meta`. Whichever of them the sender
 * of a body means, what the type hides must stay hidden.
 */

const BOX = 'api::box.box';
const USER = 'plugin::users-permissions.user';

const ATTRIBUTES: Record<string, SchemaAttribute> = {
  ...Object.fromEntries(
    [
      ...['string', 'text', 'richtext', 'email', 'uid', 'enumeration', 'json', 'blocks', 'integer'],
      ...['biginteger', 'float', 'decimal', 'boolean', 'date', 'datetime', 'time', 'timestamp'],
      ...['password', 'customField'],
    ].map((type) => [type, { type }])
  ),
  'private json': { type: 'json', private: true },
  media: { type: 'media' },
  component: { type: 'component', component: 'x.leaf' },
  'repeatable component': { type: 'component', component: 'x.leaf', repeatable: true },
  'dynamic zone': { type: 'dynamiczone', components: ['x.leaf'] },
  relation: { type: 'relation', relation: 'oneToOne', target: 'api::other.other' },
  'relation to itself': { type: 'relation', relation: 'oneToMany', target: BOX },
  'relation to anything': { type: 'relation', relation: 'morphToOne' },
};

const secretive: Record<string, SchemaAttribute> = {
  name: { type: 'string' },
  phrase: { type: 'password' },
  note: { type: 'string', private: true },
  leaves: { type: 'component', component: 'x.leaf', repeatable: true },
  hiddenLeaf: { type: 'component', component: 'x.leaf', private: true },
  parent: { type: 'relation', relation: 'manyToOne', target: BOX },
};

function redactorOf(extra: Record<string, SchemaAttribute>) {
  const models: Record<string, StrapiSchema> = {
    [BOX]: {
      uid: BOX,
      info: { singularName: 'box', pluralName: 'boxes' },
      attributes: { ...secretive, ...extra },
    },
    [USER]: { uid: USER, attributes: { ...secretive, ...extra } },
    // What is private of a box is not of others.
    'api::other.other': { attributes: { phrase: { type: 'string' }, note: { type: 'string' } } },
    'x.leaf': { attributes: { text: { type: 'string' }, pw: { type: 'password' } } },
    'x.seo': { attributes: { metaTitle: { type: 'string' }, priority: { type: 'integer' } } },
    'x.detail': {
      attributes: {
        category: { type: 'string' },
        value: { type: 'string' },
        more: { type: 'json' },
      },
    },
  };
  return createRedactor({
    getModel: (uid) => models[uid],
    listModels: () => Object.keys(models),
    graphql: () => graphql,
    config: { keys: [], reveal: [], maxBodyBytes: 8192, maxEventBytes: 65_536 },
  });
}

const row = {
  name: 'Plain',
  phrase: 'planted phrase',
  note: 'planted note',
  leaves: [{ text: 'x', pw: 'planted pw' }],
  hiddenLeaf: { text: 'planted text' },
};
const inForms = (key: string, value: object = row) => [
  ...[{ [key]: value }, { [key]: [value] }, { [key]: [[value]] }],
  ...[{ [key]: JSON.stringify(value) }, { [key]: JSON.stringify([value]) }],
];

/** Every key that may stand around or beside rows, and bodies in which it does. */
const BODIES: Record<string, object[]> = {
  data: inForms('data'),
  results: [...inForms('results'), { results: [row], pagination: { page: 1 } }],
  meta: [
    { data: row, meta: { availableLocales: [row], availableStatus: [row] } },
    { meta: JSON.stringify({ availableLocales: [row] }) },
  ],
  pagination: [...inForms('pagination'), { pagination: { note: 'planted note', page: 1 } }],
  ...Object.fromEntries(
    [...SELF_KEYS].map((key) => [key, [...inForms(key), ...inForms('data', { [key]: row })]])
  ),
};
const LINKS = Object.fromEntries(
  [...LINK_KEYS]
    .filter((key) => key !== 'position')
    .map((key) => [key, inForms(key).map((parent) => ({ data: { name: 'Plain', parent } }))])
);

const HANDLERS = [`${BOX}.create`, 'plugin::content-manager.collection-types.create'];
const keptOf = (extra: Record<string, SchemaAttribute>, capture: Partial<RequestCapture>) => {
  const { requestBody, responseBody } = redactorOf(extra).request(captureWith(capture));
  return JSON.stringify([requestBody, responseBody]);
};
const cases = (bodies: Record<string, object[]>) =>
  Object.entries(bodies).flatMap(([key, all]) =>
    Object.keys(ATTRIBUTES).map((type) => [key, type, all] as const)
  );

describe('a type that has an attribute with the name of a key around its rows', () => {
  it.each([...cases(BODIES), ...cases(LINKS)])(
    'hides its secrets in bodies as any type does: %s, %s',
    (key, type, bodies) => {
      for (const handler of HANDLERS) {
        for (const body of bodies) {
          const sent = { ...{ handler, resourceType: BOX }, requestBody: body, responseBody: body };
          expect(keptOf({}, sent)).not.toContain('planted');
          expect(keptOf({ [key]: ATTRIBUTES[type]! }, sent)).not.toContain('planted');
        }
      }
    }
  );

  it.each(Object.keys(ATTRIBUTES))('hides what an error quotes: %s', (type) => {
    for (const key of ['error', 'errors']) {
      const error = { name: 'ValidationError', message: 'planted', details: { value: 'planted' } };
      const responseBody = { data: null, [key]: error };
      const request = { ...captureWith({}).request, status: 400 };
      const sent = { handler: HANDLERS[0], resourceType: BOX, responseBody, request };
      expect(keptOf({ [key]: ATTRIBUTES[type]! }, sent)).not.toContain('planted');
    }
  });

  it.each(Object.keys(ATTRIBUTES))('hides the account in an answer to a sign-in: %s', (type) => {
    const responseBody = { jwt: 'planted', user: row };
    const sent = { handler: 'plugin::users-permissions.auth.callback', responseBody };
    expect(keptOf({ user: ATTRIBUTES[type]! }, sent)).not.toContain('planted');
  });

  it.each(['nodes', 'data'].flatMap((key) => Object.keys(ATTRIBUTES).map((type) => [key, type])))(
    'hides the rows of a GraphQL connection: %s, %s',
    (key, type) => {
      const requestBody = { query: `{ boxes_connection { ${key} { name phrase note } } }` };
      const responseBody = { data: { boxes_connection: { [key!]: [row] } } };
      const sent = { origin: 'graphql' as const, requestBody, responseBody };
      expect(keptOf({ [key!]: ATTRIBUTES[type!]! }, sent)).not.toContain('planted');
    }
  );

  it.each([false, true])('hides what a JSON attribute may hold of a row: as text %s', (isText) => {
    const inner = { name: 'Plain', phrase: 'secret password attribute', note: 'planted note' };
    for (const key of ['data', 'results']) {
      const requestBody = { [key]: isText ? JSON.stringify(inner) : inner };
      const sent = { handler: HANDLERS[0], resourceType: BOX, requestBody };
      const kept = keptOf({ [key]: { type: 'json' } }, sent);
      expect(kept).toContain('Plain');
      expect(kept).not.toMatch(/planted|secret password/);
    }
  });

  type Case = [Record<string, SchemaAttribute>, object];
  const seo = { type: 'component', component: 'x.seo' };
  const details = { type: 'component', component: 'x.detail', repeatable: true };
  const toItself = { type: 'relation', relation: 'oneToMany', target: BOX };
  it.each<Case>([
    [{ meta: seo }, { meta: { metaTitle: 'Red boxes', priority: 3 } }],
    [{ meta: { type: 'json' } }, { meta: { colour: { deep: ['red'] } } }],
    [{ meta: { type: 'string' } }, { meta: 'A description' }],
    [{ pagination: { type: 'json' } }, { pagination: { style: 'dots', page: 1, on: true } }],
    [{ pagination: { type: 'enumeration' } }, { pagination: 'dots' }],
    ...['results', 'data', 'meta', 'pagination'].flatMap((key): Case[] => [
      [{ [key]: { type: 'integer' } }, { [key]: 5 }],
      [{ [key]: { type: 'string' } }, { [key]: 'Hello' }],
      [{ [key]: { type: 'boolean' } }, { [key]: true }],
      [{ [key]: toItself }, { [key]: [1, 2] }],
      [{ [key]: toItself }, { [key]: { connect: [{ id: 3 }], disconnect: [4] } }],
      [{ [key]: details }, { [key]: [{ category: 'Shoes', value: 'red' }] }],
    ]),
  ])('shows it in a row that has nothing around it: %j, %j', (extra, values) => {
    const body = { name: 'Plain', ...values };
    for (const handler of HANDLERS) {
      const sent = { handler, resourceType: BOX, requestBody: body, responseBody: body };
      expect(JSON.parse(keptOf(extra, sent))).toEqual([body, body]);
    }
  });

  it.each(['attributes', 'entries'])(
    'hides of a component only what the type hides, not what is of another kind: %s',
    (key) => {
      const extra = {
        [key]: details,
        category: { type: 'relation', relation: 'manyToOne', target: 'api::other.other' },
        value: { type: 'integer' },
        more: { type: 'date' },
      };
      const shown = { category: 'Shoes', value: 'red', more: { colour: ['red'], value: 'x' } };
      const handler = HANDLERS[0]!;
      const send = (requestBody: object) =>
        JSON.parse(keptOf(extra, { handler, resourceType: BOX, requestBody }))[0];
      const body = { data: { name: 'Plain', [key]: [shown, { ...shown, category: 'Hats' }] } };
      expect(send(body)).toEqual(body);
      // The same, where it may be rows.
      const more = { ...row, parent: row, createdBy: { password: 'planted' } };
      expect(JSON.stringify(send({ data: { [key]: [{ more }] } }))).not.toContain('planted');
    }
  );

  describe('a JSON attribute in a GraphQL answer', () => {
    const answered = (query: string, spec: unknown, key: string) =>
      keptOf(
        { [key]: { type: 'json' } },
        {
          origin: 'graphql' as const,
          requestBody: { query },
          responseBody: { data: { boxes: [{ name: 'Plain', [key]: spec }] } },
        }
      );

    it.each(['data', 'nodes', 'spec'])('keeps its names: %s', (key) => {
      const spec = { colourOfTheDoor: 'red', hue: { zinnoberrot: [{ umbra: 1 }] } };
      const kept = answered(`{ boxes { name ${key} } }`, spec, key);
      expect(JSON.parse(kept)[1].data.boxes[0][key]).toEqual(spec);
    });

    it.each(['data', 'nodes'])('may be rows, whose aliases are the sender’s: %s', (key) => {
      const query = `{ boxes { ${key} { plantedAlias: name pl4nt: phrase } } }`;
      const kept = answered(query, { plantedAlias: 'Plain', pl4nt: 'planted' }, key);
      expect(kept).not.toMatch(/planted|pl4nt/);
      // Nobody knows which names are aliases if the document cannot be read.
      expect(answered('{', { plantedAlias: 'Plain' }, key)).not.toContain('planted');
    });
  });

  it('shows the attribute where it can be nothing else', () => {
    const extra = Object.fromEntries(
      [...Object.keys(BODIES), 'options', 'position'].map((name) => [name, { type: 'json' }])
    );
    const values = { data: { colour: 'red' }, meta: { a: [1] }, results: 'x', options: { b: 'c' } };
    const others = { position: 3, attributes: [{ key: 'colour', value: 'red' }], entries: ['x'] };
    const data = { name: 'Plain', ...values, ...others, parent: { id: 1, ...values, ...others } };
    const handler = HANDLERS[0]!;
    const sent = { handler, resourceType: BOX, requestBody: { data }, responseBody: { data } };
    expect(JSON.parse(keptOf(extra, sent))).toEqual([{ data }, { data }]);
  });
});
