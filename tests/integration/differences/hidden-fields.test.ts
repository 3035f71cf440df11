import { extendApp } from '../../helpers/app/extended-app';
import { bootApp, type App } from '../../helpers/boot-app';
import { recordedBy } from '../../helpers/events';

const hidden = (type: object) => ({ ...type, private: true });
const leaf = (repeatable: boolean) => ({ type: 'component', component: 'parts.leaf', repeatable });
const toTargets = { type: 'relation', relation: 'oneToMany', target: 'api::target.target' };

let app: App;
let copy: ReturnType<typeof extendApp>;
beforeAll(async () => {
  const attributes = {
    name: { type: 'string' },
    pin: hidden({ type: 'json' }),
    links: hidden(toTargets),
    files: hidden({ type: 'media', multiple: true }),
    one: hidden(leaf(false)),
    list: hidden(leaf(true)),
    zone: hidden({ type: 'dynamiczone', components: ['parts.leaf'] }),
    outer: { type: 'component', component: 'parts.outer', repeatable: false },
  };
  copy = extendApp({
    types: {
      holder: { draftAndPublish: true, attributes },
      target: { draftAndPublish: true, attributes: { name: { type: 'string' } } },
    },
    components: {
      'parts.leaf': { displayName: 'Leaf', attributes: { text: { type: 'string' } } },
      'parts.outer': {
        displayName: 'Outer',
        attributes: {
          title: { type: 'string' },
          inner: hidden(leaf(false)),
          all: hidden(leaf(true)),
        },
      },
    },
  });
  app = await bootApp({ appDir: copy.dir });
}, 60_000);
afterAll(async () => {
  await app?.stop();
  copy?.remove();
});

type Action = 'create' | 'update' | 'publish' | 'discardDraft' | 'clone';
const act = (uid: string, action: Action, params: object) =>
  app.run(
    async (strapi, [of, how], given) => {
      type Documents = Record<Action, (params: object) => Promise<{ documentId: string }>>;
      const documents = strapi.documents(of as never) as unknown as Documents;
      return (await documents[how as Action](given)).documentId;
    },
    [uid, action],
    params
  );
const told = async (action: Action, params: object) =>
  (await recordedBy(app, () => act('api::holder.holder', action, params), 1)).map(
    ({ action: name, changes }) =>
      [name, ...changes.map(({ path, hidden: isHidden }) => `${path}${isHidden ? '!' : ''}`)].join(
        ' '
      )
  );

const text = (value: string) => ({ text: value });
const filled = (target: string) => ({
  name: 'Filled',
  pin: { a: 1 },
  links: [target],
  one: text('one'),
  list: [text('first'), text('second')],
  zone: [{ __component: 'parts.leaf', text: 'in the zone' }],
  outer: { title: 'Outer', inner: text('inner'), all: [text('deep')] },
});

it('tells no hidden field of a first publication that is empty', async () => {
  expect(await told('create', { data: { name: 'Empty' }, status: 'published' })).toEqual([
    'entry.create name',
    'entry.publish',
  ]);
});

it('tells hidden fields of a version only where they differ, whatever ids their rows have', async () => {
  const target = await act('api::target.target', 'create', { data: { name: 'Target' } });
  await act('api::target.target', 'publish', { documentId: target });
  const documentId = await act('api::holder.holder', 'create', { data: filled(target) });
  expect(await told('publish', { documentId })).toEqual(['entry.publish']);
  expect(await told('publish', { documentId })).toEqual(['entry.publish']);
  expect(await told('discardDraft', { documentId })).toEqual(['entry.draft-discard']);

  const data = {
    links: [],
    one: text('another'),
    list: [text('second'), text('first')],
    zone: [],
    outer: { title: 'Outer', inner: text('another'), all: [] },
  };
  await act('api::holder.holder', 'update', { documentId, data });
  expect(await told('publish', { documentId })).toEqual([
    'entry.publish links! one! list! zone! outer.inner! outer.all!',
  ]);
});
