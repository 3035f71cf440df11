import fc from 'fast-check';
import { diffSnapshots } from '../../../../server/src/diff';
import { createRedactor } from '../../../../server/src/redact';
import type { StrapiSchema } from '../../../../server/src/event';
import { captureWith, change, eventWith } from './fixtures';

const PAGE = 'api::page.page';
const text = { type: 'string' } as const;
const models: Record<string, StrapiSchema> = {
  [PAGE]: {
    uid: PAGE,
    info: { singularName: 'page', pluralName: 'pages' },
    attributes: {
      env: { type: 'component', component: 'shared.variable', repeatable: true },
      tags: { type: 'component', component: 'shared.tag', repeatable: true },
      card: { type: 'component', component: 'shared.card' },
      recovery: { type: 'component', component: 'shared.card', repeatable: true },
      credentials: { type: 'component', component: 'shared.login' },
      api: { type: 'component', component: 'shared.card' },
      session: { type: 'component', component: 'shared.card' },
      authorization: { type: 'component', component: 'shared.figure' },
      cookieBanner: { type: 'component', component: 'shared.figure' },
      figures: { type: 'component', component: 'shared.figure', repeatable: true },
      webhook: { type: 'component', component: 'shared.address' },
      hooks: { type: 'component', component: 'shared.named-address', repeatable: true },
      zone: { type: 'dynamiczone', components: ['shared.variable', 'shared.card'] },
      accessCode: { type: 'enumeration' },
      color: { type: 'enumeration' },
      apiKey: { type: 'plugin::own.kind' },
      settings: { type: 'json' },
    },
  },
  'shared.variable': { attributes: { key: text, value: text, note: text } },
  'shared.tag': { attributes: { name: text, content: text } },
  'shared.card': { attributes: { number: text, key: text, codes: { type: 'json' }, holder: text } },
  'shared.login': { attributes: { username: text, value: text } },
  'shared.figure': { attributes: { label: text, value: text, scheme: text } },
  'shared.address': { attributes: { url: text, note: text } },
  'shared.named-address': { attributes: { type: text, url: text } },
};

const redactor = createRedactor({
  getModel: (uid) => models[uid],
  listModels: () => [PAGE],
  config: { keys: [], reveal: [], maxBodyBytes: 8192, maxEventBytes: 65_536 },
});
const SECRET = 'hunter2';
const HOOK = `https://example.com/in/${SECRET}`;
const resource = { ...eventWith({}).resource, type: PAGE };
const bodyOf = (data: object) =>
  redactor.request(
    captureWith({ resourceType: PAGE, handler: `${PAGE}.update`, requestBody: { data } })
  ).requestBody as { data: unknown };
const changesOf = (path: string, after: unknown, others: object = {}) =>
  redactor.event(eventWith({ resource, changes: [change({ path, after, ...others })] })).changes;

const names = fc.constantFrom(
  ...['SMTP_PASSWORD', 'password', 'X-Api-Key', 'db.password', 'clientSecret', 'Passwort']
);

describe('a component', () => {
  it('that is a pair hides the value of a secret, in bodies and changes', () => {
    fc.assert(
      fc.property(names, (name) => {
        const rows = [
          { id: 1, key: name, value: SECRET, note: 'n' },
          { id: 2, key: 'HOST', value: 'db' },
        ];
        const shown = [{ ...rows[0], value: '[hidden]' }, rows[1]];
        expect(bodyOf({ env: rows }).data).toEqual({ env: shown });
        expect(changesOf('env', rows)[0]!.after).toEqual(shown);
        const zone = rows.map((row) => ({ __component: 'shared.variable', ...row }));
        expect(JSON.stringify(bodyOf({ zone }))).not.toContain(SECRET);
        expect(JSON.stringify(bodyOf({ zone }))).toContain('"db"');
        expect(JSON.stringify(changesOf('zone', zone))).not.toContain(SECRET);
        const tags = [{ name, content: SECRET }];
        expect(bodyOf({ tags }).data).toEqual({ tags: [{ name, content: '[hidden]' }] });
      })
    );
  });

  it.each(['env[1:x].value', 'env[0].value', 'zone[0:variable].value'])(
    'hides the change of %s, whose key is not known',
    (path) => expect(changesOf(path, SECRET)[0]).toMatchObject({ hidden: true })
  );

  it.each(['env', 'zone'])(
    'shows the change of a value in %s whose row names no secret',
    (name) => {
      const rowOf = (key: string, value: string) => ({
        ...{ id: 1, __component: 'shared.variable', key, value },
      });
      const changed = (before: string, after: string) => {
        const sides = [rowOf(before, 'a'), rowOf(after, SECRET)].map((row) => ({ [name]: [row] }));
        const changes = diffSnapshots({
          ...{ uid: PAGE, before: sides[0]!, after: sides[1]! },
          getModel: (uid) => models[uid],
          isSecret: () => false,
        });
        const redacted = redactor.event(eventWith({ resource, changes })).changes;
        return redacted.find(({ path }) => path.endsWith('.value'))!;
      };
      expect(changed('HOST', 'HOST')).toMatchObject({ before: 'a', after: SECRET });
      expect(changed('Weight', 'Size')).toMatchObject({ after: SECRET });
      // On either side.
      expect(changed('SMTP_PASSWORD', 'SMTP_PASSWORD')).toMatchObject({ hidden: true });
      expect(changed('HOST', 'PASSWORD')).toMatchObject({ hidden: true });
      expect(changed('PASSWORD', 'HOST')).toMatchObject({ hidden: true });
    }
  );

  it.each([
    ['card', 'number'],
    ['api', 'key'],
    ['recovery', 'codes'],
    ['credentials', 'value'],
    ['authorization', 'value'],
  ])('%s hides its %s, in bodies and changes', (name, inner) => {
    const row = { [inner]: SECRET, id: 3 };
    const bodies = [bodyOf({ [name]: row }), bodyOf({ [name]: [row] }), changesOf(name, row)];
    expect(JSON.stringify(bodies)).not.toContain(SECRET);
    for (const path of [`${name}.${inner}`, `${name}[0].${inner}`]) {
      expect(changesOf(path, SECRET)[0]).toMatchObject({ hidden: true });
    }
  });

  it('hides the address of a hook but for its host', () => {
    expect(bodyOf({ webhook: { url: HOOK, note: 'n' } }).data).toEqual({
      webhook: { url: 'https://example.com/…', note: 'n' },
    });
    expect(changesOf('webhook.url', HOOK)[0]!.after).toBe('https://example.com/…');
    expect(bodyOf({ hooks: [{ type: 'webhook', url: HOOK }] }).data).toEqual({
      hooks: [{ type: 'webhook', url: 'https://example.com/…' }],
    });
  });

  it('shows what no name makes a secret', () => {
    const data = {
      env: [{ id: 1, key: 'HOST', value: 'db' }],
      tags: [{ name: 'og:title', content: 'Spring' }],
      card: { id: 1, holder: 'Ann', key: 'a' },
      api: { number: '12' },
      session: { id: 9, holder: 'Keynote' },
      cookieBanner: { label: 'We bake', scheme: 'dark' },
      figures: [{ label: 'Years', value: '20+' }],
      hooks: [{ type: 'docs', url: 'https://example.com/in/x' }],
      color: 'red',
    };
    expect(bodyOf(data).data).toEqual(data);
    for (const [path, value] of [
      ['figures[0].value', '20+'],
      ['cookieBanner.label', 'We bake'],
      ['card.holder', 'Ann'],
      ['color', 'red'],
      ['tags[0].content', 'Spring'],
    ] as const) {
      expect(changesOf(path, value)[0]).toMatchObject({ after: value });
    }
  });
});

describe('an attribute of any type for words', () => {
  it.each(['accessCode', 'apiKey'])('%s is hidden by its name', (name) => {
    expect(bodyOf({ [name]: SECRET }).data).toEqual({ [name]: '[hidden]' });
    expect(changesOf(name, SECRET)[0]).toMatchObject({ hidden: true });
  });
});

describe('a path below JSON', () => {
  it.each([
    ...['settings.api.key', 'settings.card.number', 'settings.a.recovery.codes'],
    ...['settings.session.id', 'settings.recovery.0.codes', 'api.key', 'other.card.number'],
  ])('%s is judged by the two last names', (path) => {
    expect(changesOf(path, SECRET)[0]).toMatchObject({ hidden: true });
    const event = eventWith({
      resource: { ...resource, type: null },
      changes: [change({ path, after: SECRET })],
    });
    expect(redactor.event(event).changes[0]).toMatchObject({ hidden: true });
  });

  it('is judged by the label that code gives it', () => {
    const labelled = changesOf('settings.x', SECRET, { label: 'Door code' });
    expect(labelled[0]).toMatchObject({ hidden: true });
    expect(changesOf('settings.x', 'a', { label: 'Color' })[0]).toMatchObject({ after: 'a' });
    expect(changesOf('settings.api.host', 'a')[0]).toMatchObject({ after: 'a' });
  });

  it.each([PAGE, null])('of type %s keeps only the host of a hook', (type) => {
    for (const path of ['webhookUrl', 'settings.webhookUrl', 'settings.webhook.url']) {
      const event = eventWith({
        resource: { ...resource, type },
        changes: [change({ path, after: HOOK })],
      });
      expect(redactor.event(event).changes[0]).toMatchObject({ after: 'https://example.com/…' });
    }
  });
});
