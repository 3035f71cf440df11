import { adminClient, ok, type Client } from '../../helpers/actors';
import { extendApp } from '../../helpers/app/extended-app';
import { itReorders } from '../../helpers/reorders';
import { bootApp, type App } from '../../helpers/boot-app';
import { recordedBy } from '../../helpers/events';
import type { Change, Reference } from '../../../server/src/contracts';
import { writeRelations, type Links, type RelationAttribute } from './relation-operations';

const HOLDER = 'api::holder.holder';
const LEAF = 'api::leaf.leaf';
const FILE = 'plugin::upload.file';
const to = (target: string, relation: string, sides: object = {}) => ({
  ...sides,
  type: 'relation',
  relation,
  target,
});

const holder = {
  name: { type: 'string' },
  oneOne: to(LEAF, 'oneToOne'),
  oneOneBoth: to(LEAF, 'oneToOne', { inversedBy: 'oneBack' }),
  oneMany: to(LEAF, 'oneToMany'),
  children: to(LEAF, 'oneToMany', { mappedBy: 'parent' }),
  manyOne: to(LEAF, 'manyToOne'),
  manyOneBoth: to(LEAF, 'manyToOne', { inversedBy: 'holders' }),
  manyMany: to(LEAF, 'manyToMany'),
  manyManyBoth: to(LEAF, 'manyToMany', { inversedBy: 'manyBack' }),
  selfParent: to(HOLDER, 'manyToOne', { inversedBy: 'selfChildren' }),
  selfChildren: to(HOLDER, 'oneToMany', { mappedBy: 'selfParent' }),
  selfMany: to(HOLDER, 'manyToMany'),
  friends: to(HOLDER, 'manyToMany', { inversedBy: 'friendOf' }),
  friendOf: to(HOLDER, 'manyToMany', { mappedBy: 'friends' }),
  partner: to(HOLDER, 'oneToOne', { inversedBy: 'partnerOf' }),
  partnerOf: to(HOLDER, 'oneToOne', { mappedBy: 'partner' }),
  anything: { type: 'relation', relation: 'morphToMany' },
  image: { type: 'media', multiple: false },
  images: { type: 'media', multiple: true },
};
/** Both with drafts: publishing replaces rows, and Strapi makes their links anew. */
const published = {
  hub: {
    draftAndPublish: true,
    attributes: {
      name: { type: 'string' },
      spokes: to('api::spoke.spoke', 'oneToMany', { mappedBy: 'hub' }),
      friends: to('api::spoke.spoke', 'manyToMany', { inversedBy: 'hubs' }),
    },
  },
  spoke: {
    draftAndPublish: true,
    attributes: {
      name: { type: 'string' },
      hub: to('api::hub.hub', 'manyToOne', { inversedBy: 'spokes' }),
      hubs: to('api::hub.hub', 'manyToMany', { mappedBy: 'friends' }),
    },
  },
};
const leaf = {
  name: { type: 'string' },
  oneBack: to(HOLDER, 'oneToOne', { mappedBy: 'oneOneBoth' }),
  parent: to(HOLDER, 'manyToOne', { inversedBy: 'children' }),
  holders: to(HOLDER, 'oneToMany', { mappedBy: 'manyOneBoth' }),
  manyBack: to(HOLDER, 'manyToMany', { mappedBy: 'manyManyBoth' }),
};

interface Side {
  type: string;
  relation?: string;
  target?: string;
  multiple?: boolean;
  inversedBy?: string;
  mappedBy?: string;
}

const sides = new Map<string, Side>(
  [[HOLDER, holder] as const, [LEAF, leaf] as const].flatMap(([uid, attributes]) =>
    Object.entries(attributes).map(([name, side]) => [`${uid} ${name}`, side as Side] as const)
  )
);

const describeSide = ([key, side]: [string, Side]): RelationAttribute => {
  const [uid = '', name = ''] = key.split(' ');
  const [isMedia, isMorph] = [side.type === 'media', side.relation === 'morphToMany'];
  const target = isMedia ? FILE : (side.target ?? LEAF);
  const isList = isMedia ? side.multiple === true : side.relation!.endsWith('Many');
  return { uid, name, isMedia, isMorph, target, isList };
};
const attributes = [...sides].filter(([, { type }]) => type !== 'string').map(describeSide);

const inverseOf = (key: string): string | undefined => {
  const [uid, , name] = key.split(' ');
  const side = sides.get(`${uid} ${name}`);
  const inverse = side?.inversedBy ?? side?.mappedBy;
  return inverse && `${side?.target} ${inverse}`;
};

let app: App;
let copy: ReturnType<typeof extendApp>;
let admin: Client;
beforeAll(async () => {
  copy = extendApp({
    types: { holder: { attributes: holder }, leaf: { attributes: leaf }, ...published },
  });
  app = await bootApp({ appDir: copy.dir });
  admin = await adminClient(app);
});
afterAll(async () => {
  await app?.stop();
  copy?.remove();
});

beforeEach(() =>
  app.run(async (strapi) => {
    const types = ['api::holder.holder', 'api::leaf.leaf', 'plugin::upload.file'];
    for (const uid of types) {
      if ((await strapi.db.query(uid).count()) > 0) continue;
      for (let index = 0; index < 5; index += 1) {
        const name = `${uid.split('.')[1]} ${index}`;
        if (uid.startsWith('plugin')) {
          const file = { hash: name, mime: 'image/png', size: 1, url: '/', provider: 'local' };
          await strapi.db.query(uid).create({ data: { name, ...file } });
        } else await strapi.documents(uid as never).create({ data: { name } as never });
      }
    }
  })
);

/** The links after an event, from those before it. */
function applyLinks(before: readonly string[], change: Change | undefined): string[] {
  if (!change) return [...before];
  const { added = [], removed = [], moved = [] } = change;
  const idOf = (one: Reference) => one.documentId ?? '?';
  const gone = new Set([...removed, ...moved].map(idOf));
  const stayed = before.filter((id) => !gone.has(id));
  const placed = [...added, ...moved].map((one) => [one.position ?? 0, idOf(one)] as const);
  for (const [position, id] of placed.sort(([one], [other]) => one - other)) {
    stayed.splice(position, 0, id);
  }
  return stayed;
}

const COUNT = 14;

describe('a relation, written in every way', () => {
  it.each(
    attributes.map(
      (attribute, index) => [`${attribute.uid} ${attribute.name}`, attribute, index] as const
    )
  )('%s is told as the join tables say', async (_, attribute, index) => {
    const start = await app.run(writeRelations, attribute, attributes, 0, 0);
    expect(start).toEqual([]);
    const steps = await app.run(writeRelations, attribute, attributes, COUNT, 7 + index);
    let before = new Map<string, string[]>();
    let told = 0;
    steps.forEach((step, at) => {
      const after = new Map(step.links.map(({ key, targets }: Links) => [key, targets]));
      // What stood there before the first write is known only after it.
      if (at > 0) told += expectTold(step, before, after);
      before = after;
    });
    expect(steps.filter(({ error }) => error !== null).map(({ error }) => error)).toEqual([]);
    expect(told).toBeGreaterThan(2);
  });
});

type Step = Awaited<ReturnType<typeof writeRelations>>[number];

function expectTold(step: Step, before: Map<string, string[]>, after: Map<string, string[]>) {
  const changed = [...after].filter(([key, targets]) => !same(before.get(key), targets));
  const changeAt = (key: string) => {
    const [uid, id, name] = key.split(' ');
    const event = step.events.find(({ row }) => row === `${uid} ${id}`);
    return event?.changes.find(({ path }) => path === name);
  };
  const written = changeAt(step.key);
  const named = new Set(
    [...(written?.added ?? []), ...(written?.removed ?? [])].map(({ documentId }) => documentId)
  );
  const problems: string[] = [];
  for (const [key, targets] of changed) {
    const change = changeAt(key);
    const [uid, id, name] = key.split(' ');
    // A link that was free, or is only given up: the other side of what the written row tells.
    const isOtherSide =
      inverseOf(step.key) === `${uid} ${name}` &&
      named.has(id) &&
      !isTakenFromOther(key, step, before);
    if (!change && isOtherSide) continue;
    // The order of the other sides' own lists closes up behind a link that went.
    const replayed = applyLinks(before.get(key) ?? [], change);
    if (!same(replayed, targets)) {
      problems.push(`${key} is ${targets.join()}, told ${replayed.join()}`);
    }
  }
  const rows = new Set(changed.map(([key]) => key.split(' ').slice(0, 2).join(' ')));
  for (const { row } of step.events) if (!rows.has(row)) problems.push(`${row} has an event`);
  if (step.events.length !== new Set(step.events.map(({ row }) => row)).size) {
    problems.push('several events of one row');
  }
  expect({ did: step.did, problems }).toEqual({ did: step.did, problems: [] });
  return changed.length > 0 ? 1 : 0;
}

/** A row of which another one's only link was taken, or whose own only link became another. */
function isTakenFromOther(key: string, step: Step, before: Map<string, string[]>): boolean {
  const [, id] = key.split(' ');
  const [, written, name] = step.key.split(' ');
  const { relation } = sides.get(`${step.key.split(' ')[0]} ${name}`) ?? {};
  if (relation !== 'oneToOne' && relation !== 'oneToMany') return false;
  const had = before.get(key) ?? [];
  return had.length > 0 && id !== undefined && !had.includes(written!);
}

const same = (one: readonly string[] | undefined, other: readonly string[] | undefined) =>
  (one ?? []).join() === (other ?? []).join();

describe('a child that moves to another parent, from that parent', () => {
  it('is found under the child and both parents', async () => {
    const CM = '/content-manager/collection-types';
    const create = async (uid: string, fields: object): Promise<string> =>
      (await ok(admin.post(`${CM}/${uid}`).send(fields))).body.data.documentId;
    const child = await create(LEAF, { name: 'Child' });
    const connect = { connect: [{ documentId: child }], disconnect: [] };
    const old = await create(HOLDER, { name: 'Old', children: connect });
    const next = await create(HOLDER, { name: 'Next' });
    const events = await recordedBy(
      app,
      () => ok(admin.put(`${CM}/${HOLDER}/${next}`).send({ children: connect })),
      3
    );
    const told = events.map(({ documentId, changes }) => [
      documentId,
      changes.map(({ path, added = [], removed = [] }) => [
        path,
        added.map(({ name }) => name),
        removed.map(({ name }) => name),
      ]),
    ]);
    expect(told.sort()).toEqual(
      [
        [child, [['parent', ['Next'], ['Old']]]],
        [next, [['children', ['Child'], []]]],
        [old, [['children', [], ['Child']]]],
      ].sort()
    );
    expect(new Set(events.map(({ operationId }) => operationId)).size).toBe(1);
    for (const id of [child, old, next]) {
      const { body } = await ok(admin.get(`/audit-trail/events?q=entry:${id}`));
      const found = (body.results as { id: string }[]).map((event) => event.id);
      expect(found.filter((one) => events.some((event) => event.id === one))).toHaveLength(1);
    }
  });

  itReorders('has its move within one parent told as an order', async () => {
    const CM = `/content-manager/collection-types`;
    const create = async (uid: string, fields: object): Promise<string> =>
      (await ok(admin.post(`${CM}/${uid}`).send(fields))).body.data.documentId;
    const [a, b] = [await create(LEAF, { name: 'a' }), await create(LEAF, { name: 'b' })];
    const connect = [{ documentId: a }, { documentId: b }];
    const parent = await create(HOLDER, { name: 'P', children: { connect } });
    const first = { connect: [{ documentId: b, position: { start: true } }] };
    const events = await recordedBy(
      app,
      () => ok(admin.put(`${CM}/${HOLDER}/${parent}`).send({ children: first })),
      1
    );
    expect(events.map(({ changes }) => changes)).toMatchObject([
      [{ path: 'children', kind: 'relation', moved: [{ name: 'b', from: 1, position: 0 }] }],
    ]);
  });
});

describe('a publication of what relates to others', () => {
  const CM = '/content-manager/collection-types';
  const HUB = 'api::hub.hub';
  const SPOKE = 'api::spoke.spoke';
  const create = async (uid: string, fields: object): Promise<string> =>
    (await ok(admin.post(`${CM}/${uid}`).send(fields))).body.data.documentId;
  const publish = (uid: string, id: string) =>
    ok(admin.post(`${CM}/${uid}/${id}/actions/publish`).send({}));
  const told = async (act: () => Promise<unknown>, expected: number) =>
    (await recordedBy(app, act, expected)).map(({ action, documentId, changes }) => [
      ...[action, documentId],
      ...changes.map(({ path, added = [], removed = [], moved = [] }) =>
        [path, ...[added, removed, moved].map((list) => list.map(({ name }) => name).join())].join(
          '|'
        )
      ),
    ]);

  itReorders('tells what the public sees otherwise, no links that Strapi makes anew', async () => {
    const names = ['a', 'b', 'c'];
    const spokes: string[] = [];
    for (const name of names) spokes.push(await create(SPOKE, { name }));
    for (const spoke of spokes) await publish(SPOKE, spoke);
    const connect = spokes.map((documentId) => ({ documentId }));
    const hub = await create(HUB, { name: 'H', spokes: { connect }, friends: { connect } });
    const other = await create(HUB, { name: 'O' });
    expect(await told(() => publish(HUB, hub), 1)).toEqual([['entry.publish', hub]]);
    expect(await told(() => publish(HUB, hub), 1)).toEqual([['entry.publish', hub]]);
    expect(await told(() => publish(SPOKE, spokes[1]!), 1)).toEqual([['entry.publish', spokes[1]]]);
    expect(await told(() => publish(HUB, hub), 1)).toEqual([['entry.publish', hub]]);

    const first = { connect: [{ documentId: spokes[2], position: { start: true } }] };
    const put = (id: string, fields: object) => ok(admin.put(`${CM}/${HUB}/${id}`).send(fields));
    expect(await told(() => put(hub, { spokes: first, friends: first }), 1)).toEqual([
      ['entry.update', hub, 'spokes|||c', 'friends|||c'],
    ]);
    expect(await told(() => publish(HUB, hub), 1)).toEqual([
      ['entry.publish', hub, 'spokes|||c', 'friends|||c'],
    ]);

    await publish(HUB, other);
    const take = { connect: [{ documentId: spokes[0] }] };
    const taken = await told(() => put(other, { spokes: take }), 3);
    expect(taken.sort()).toEqual(
      [
        ['entry.update', hub, 'spokes||a|'],
        ['entry.update', other, 'spokes|a||'],
        ['entry.update', spokes[0], 'hub|O|H|'],
      ].sort()
    );
  });
});
