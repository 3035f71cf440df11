import { adminClient, ok, type Client } from '../../helpers/actors';
import { extendApp } from '../../helpers/app/extended-app';
import { bootApp, type App } from '../../helpers/boot-app';
import { recordedBy } from '../../helpers/events';

const CM = '/content-manager/collection-types';
const text = { type: 'string' };

/** Types whose titles have other names than `title`, by what the Content Manager makes of them. */
const types = {
  faq: { attributes: { antwort: { type: 'text' }, frage: text, name: text } },
  survey: { attributes: { weight: { type: 'integer' }, question: { type: 'text' } } },
  banner: { attributes: { admin_title: text, slug: { type: 'uid' } } },
  secretive: { attributes: { codename: { ...text, private: true }, alias: text } },
  person: { attributes: { firstname: text, lastname: text } },
  shelf: {
    attributes: {
      faqs: { type: 'relation', relation: 'oneToMany', target: 'api::faq.faq' },
      holder: text,
    },
  },
};
const uidOf = (name: string) => `api::${name}.${name}`;

let app: App;
let admin: Client;
let copy: ReturnType<typeof extendApp>;

beforeAll(async () => {
  copy = extendApp({ types });
  app = await bootApp({ appDir: copy.dir });
  admin = await adminClient(app);
});
afterAll(async () => {
  await app?.stop();
  copy?.remove();
});

const configure = async (name: string, mainField: string) => {
  const url = `/content-manager/content-types/${uidOf(name)}/configuration`;
  const { body } = await ok(admin.get(url));
  const { settings, metadatas, layouts } = body.data.contentType;
  // The panel sends back what it got, without what the route refuses.
  for (const { list } of Object.values(metadatas as Record<string, { list: object }>)) {
    Reflect.deleteProperty(list, 'mainField');
  }
  await ok(admin.put(url).send({ settings: { ...settings, mainField }, metadatas, layouts }));
};

const create = (name: string, fields: object) =>
  ok(admin.post(`${CM}/${uidOf(name)}`).send(fields));

const nameAfter = async (name: string, fields: object): Promise<string | undefined> => {
  const [event] = await recordedBy(app, () => create(name, fields), 1);
  return / "(.*)"$/.exec(event!.line)?.[1];
};

describe('an entry', () => {
  it.each([
    ['faq', { antwort: 'Because.', frage: 'Why so?', name: 'entry-1' }, 'Why so?'],
    ['banner', { admin_title: 'Spring sale', slug: 'spring' }, 'Spring sale'],
    ['secretive', { codename: 'Falcon', alias: 'Bird' }, 'Bird'],
    ['person', { firstname: 'Anna', lastname: 'Berg' }, 'Anna Berg'],
    ['person', { lastname: 'Berg' }, 'Berg'],
    ['faq', { antwort: 'Because.', name: 'entry-1' }, 'entry-1'],
  ])(
    'of the type %s goes by the main field that Strapi chose: %j',
    async (name, fields, called) => {
      expect(await nameAfter(name, fields)).toBe(called);
    }
  );

  it('goes by the main field that was chosen, from the next event on', async () => {
    const fields = { weight: 7, question: 'How many piers?' };
    expect(await nameAfter('survey', fields)).toBeUndefined();
    await configure('survey', 'question');
    expect(await nameAfter('survey', fields)).toBe('How many piers?');
    await configure('survey', 'weight');
    expect(await nameAfter('survey', fields)).toBe('7');
    await configure('faq', 'name');
    expect(await nameAfter('faq', { frage: 'Why?', name: 'entry-2' })).toBe('entry-2');
    await configure('faq', 'frage');
  });

  it('never goes by a private field', async () => {
    await configure('secretive', 'codename');
    expect(await nameAfter('secretive', { codename: 'Falcon' })).toBeUndefined();
    expect(await nameAfter('secretive', { codename: 'Falcon', alias: 'Bird' })).toBe('Bird');
    await configure('secretive', 'alias');
  });

  it('is called so where another entry relates to it, and is found by the words', async () => {
    const { body } = await create('faq', { frage: 'Which lighthouse?', name: 'entry-3' });
    const connect = [{ documentId: body.data.documentId }];
    const [event] = await recordedBy(app, () => create('shelf', { faqs: { connect } }), 1);
    expect(event!.changes).toMatchObject([
      { path: 'faqs', added: [{ name: 'Which lighthouse?' }] },
    ]);
    const found = await ok(admin.get('/audit-trail/events?q=lighthouse'));
    expect(found.body.results[0].resource.name).toBe('Which lighthouse?');
  });

  it('goes by it after a restart', async () => {
    await configure('survey', 'question');
    await app.restart();
    admin = await adminClient(app);
    expect(await nameAfter('survey', { weight: 1, question: 'Still?' })).toBe('Still?');
  });
});
