import { adminClient, ok, type Client } from '../../helpers/actors';
import { extendApp } from '../../helpers/app/extended-app';
import { bootApp, type App } from '../../helpers/boot-app';
import { recordedBy, type RecordedEvent } from '../../helpers/events';

const CM = '/content-manager/collection-types/api::page.page';
const TYPES = ['hero', 'teaser', 'quotation'];

const text = { type: 'string' };
const extra = {
  types: {
    page: {
      draftAndPublish: true,
      attributes: {
        title: text,
        dynamic_zone: { type: 'dynamiczone', components: TYPES.map((name) => `zone.${name}`) },
        ...Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`field${index}`, text])),
      },
    },
  },
  components: {
    'zone.card': { displayName: 'Card', attributes: { title: text, text: { type: 'text' } } },
    ...Object.fromEntries(
      TYPES.map((name) => [
        `zone.${name}`,
        {
          displayName: `The ${name}`,
          attributes: {
            heading: text,
            intro: { type: 'text' },
            cards: { type: 'component', repeatable: true, component: 'zone.card' },
          },
        },
      ])
    ),
  },
};

interface Component {
  __component: string;
  id?: number;
  heading: string;
  cards: { id?: number; title: string; text: string }[];
}

const component = (name: string, heading: string): Component & { intro: string } => ({
  ...{ __component: `zone.${name}`, heading, intro: `What ${heading} is about` },
  cards: ['one', 'two', 'three'].map((title) => ({
    title: `${heading} ${title}`,
    text: `The text of card ${title} of ${heading}`,
  })),
});

let app: App;
let admin: Client;
let copy: ReturnType<typeof extendApp>;

beforeAll(async () => {
  copy = extendApp(extra);
  app = await bootApp({ appDir: copy.dir });
  admin = await adminClient(app);
});
afterAll(async () => {
  await app?.stop();
  copy?.remove();
});

const create = async (fields: object): Promise<string> =>
  (await ok(admin.post(CM).send(fields))).body.data.documentId;

const zoneOf = async (id: string): Promise<Component[]> =>
  (await ok(admin.get(`${CM}/${id}`))).body.data.dynamic_zone;

const saveZone = (id: string, zone: object[]) =>
  ok(admin.put(`${CM}/${id}`).send({ dynamic_zone: zone }));

const publish = (id: string) => ok(admin.post(`${CM}/${id}/actions/publish`).send({}));

const only = async (act: () => Promise<unknown>): Promise<RecordedEvent> => {
  const events = await recordedBy(app, act, 1);
  expect(events).toHaveLength(1);
  return events[0]!;
};

const found = async (query: string): Promise<string[]> => {
  const q = encodeURIComponent(query);
  const { body } = await ok(admin.get(`/audit-trail/events?q=${q}&pageSize=100`));
  return (body.results as { id: string }[]).map(({ id }) => id);
};

describe('a page of components whose ids repeat between types', () => {
  it('tells each heading of one save by type and position', async () => {
    const names = [...TYPES, ...TYPES];
    const id = await create({
      title: 'Six',
      dynamic_zone: names.map((name, index) => component(name, `Heading ${index}`)),
    });
    const zone = await zoneOf(id);
    const event = await only(() =>
      saveZone(
        id,
        zone.map((one, index) => ({ ...one, heading: `Changed ${index}` }))
      )
    );
    expect(event.changes.map(({ path, label }) => [path, label])).toEqual(
      names.map((name, index) => [
        `dynamic_zone[${index}:${name}].heading`,
        `Dynamic zone ${index + 1} · The ${name}: Heading`,
      ])
    );
    for (const field of ['dynamic_zone', 'dynamic_zone.heading', 'heading']) {
      expect(await found(`field:${field}`)).toContain(event.id);
    }
    expect(await found('field:intro')).not.toContain(event.id);
  });

  it('tells components that came and went by type and position', async () => {
    const id = await create({ title: 'Two', dynamic_zone: [component('hero', 'A')] });
    const zone = await zoneOf(id);
    const event = await only(() => saveZone(id, [component('teaser', 'B'), ...zone]));
    expect(event.changes[0]).toMatchObject({
      path: 'dynamic_zone',
      added: [{ name: 'B', type: 'zone.teaser', position: 0 }],
    });
    const fields = event.changes.slice(1).map(({ path }) => path);
    expect(fields).toContain('dynamic_zone[0:teaser].cards[2].text');
    expect(fields.filter((path) => !path.startsWith('dynamic_zone[0:teaser].'))).toEqual([]);
    const left = await only(() => saveZone(id, zone));
    expect(left.changes[0]).toMatchObject({
      removed: [{ name: 'B', type: 'zone.teaser', position: 0 }],
    });
    expect(left.changes[1]!.path).toBe('dynamic_zone[0:teaser removed].heading');
  });

  it('tells an order that differs only inside a component with one event', async () => {
    const id = await create({ title: 'Order', dynamic_zone: [component('hero', 'A')] });
    const [hero] = await zoneOf(id);
    const cards = hero!.cards.map((card) => ({ id: card.id }));
    const event = await only(() =>
      saveZone(id, [{ ...hero, cards: [cards[2], cards[0], cards[1]] }])
    );
    expect(event.changes).toMatchObject([
      { path: 'dynamic_zone[0:hero].cards', moved: [{ name: 'A three', from: 2, position: 0 }] },
    ]);
    const again = await zoneOf(id);
    expect(await recordedBy(app, () => saveZone(id, again), 0)).toEqual([]);
  });
});

describe('a publication and a discarded draft, whose components are rows of their own', () => {
  const edited = (zone: readonly Component[]): Component[] => {
    const after = structuredClone(zone) as Component[];
    after[0]!.heading = 'Another heading';
    for (const index of [1, 3, 5]) after[index]!.cards[1]!.text = `Rewritten ${index}`;
    after.splice(7, 1);
    after.splice(2, 0, component('quotation', 'Brand new'));
    after.push(...after.splice(5, 1));
    return after;
  };

  const edits = async (): Promise<string> => {
    const id = await create({
      title: 'Long',
      dynamic_zone: Array.from({ length: 9 }, (_, index) =>
        component(TYPES[index % 3]!, `Heading ${index}`)
      ),
    });
    await publish(id);
    await saveZone(id, edited(await zoneOf(id)));
    return id;
  };

  const expectSmall = ({ changes }: RecordedEvent, added: number) => {
    const both = changes.filter((change) => 'before' in change && 'after' in change);
    expect(both.map(({ path }) => path.replace(/\[\d+/g, '['))).toHaveLength(4);
    const order = changes.find(({ path }) => path === 'dynamic_zone');
    expect(order).toMatchObject({
      added: [expect.anything()],
      removed: [expect.anything()],
      moved: [expect.anything()],
    });
    // One heading, three texts, the order, and what the component that went and the one that came hold.
    expect(changes.length).toBeLessThanOrEqual(5 + added);
    expect(new Set(changes.map(({ path }) => path)).size).toBe(changes.length);
  };
  const HELD = 2 * (2 + 1 + 3 * 2);

  it('tell the publication of a small edit as a small difference', async () => {
    const id = await edits();
    const event = await only(() => publish(id));
    expect(event.action).toBe('entry.publish');
    expectSmall(event, HELD);
  });

  it('tell a discarded draft likewise', async () => {
    const id = await edits();
    const event = await only(() => ok(admin.post(`${CM}/${id}/actions/discard`).send({})));
    expect(event.action).toBe('entry.draft-discard');
    expectSmall(event, HELD);
  });

  it('tell nothing of components that say the same', async () => {
    const id = await create({ title: 'Same', dynamic_zone: [component('hero', 'A')] });
    await publish(id);
    await ok(admin.put(`${CM}/${id}`).send({ title: 'Same again' }));
    const event = await only(() => publish(id));
    expect(event.changes.map(({ path }) => path)).toEqual(['title']);
  });
});

describe('the fields of a large save', () => {
  it('are all found', async () => {
    const id = await create({ title: 'Wide' });
    const fields = Array.from({ length: 60 }, (_, index) => `field${index}`);
    const event = await only(() =>
      ok(admin.put(`${CM}/${id}`).send(Object.fromEntries(fields.map((field) => [field, 'x']))))
    );
    expect(event.changes).toHaveLength(60);
    for (const field of fields) expect(await found(`field:${field}`)).toContain(event.id);
  });
});
