import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extendApp } from '../../helpers/app/extended-app';
import { bootApp, type App } from '../../helpers/boot-app';
import { recordedBy, type RecordedEvent } from '../../helpers/events';

/** A relation attribute of a model, as the database layer knows it. */
interface Side {
  uid: string;
  name: string;
  target: string;
  inverse: string | null;
  isList: boolean;
}

/** Models that no source watches, and the content types that other tests are about. */
const LEFT_OUT =
  /^(?:api::(?!leaf)|plugin::(?:content-releases|review-workflows|audit-trail)\.)|^(?!.*::)/;
/** What an application adds to the files of the media library. */
const EXTENSION = `'use strict';
module.exports = (plugin) => {
  const to = (relation, more) => ({ type: 'relation', relation, target: 'api::leaf.leaf', ...more });
  Object.assign(plugin.contentTypes.file.schema.attributes, {
    places: to('manyToMany'),
    owner: to('manyToOne', { inversedBy: 'owned' }),
    cover: { type: 'media', multiple: false },
  });
  return plugin;
};
`;

let app: App;
let copy: ReturnType<typeof extendApp>;
beforeAll(async () => {
  const owned = { type: 'relation', relation: 'oneToMany', target: 'plugin::upload.file' };
  copy = extendApp({
    types: {
      leaf: { attributes: { name: { type: 'string' }, owned: { ...owned, mappedBy: 'owner' } } },
    },
  });
  const folder = join(copy.dir, 'src/extensions/upload');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'strapi-server.js'), EXTENSION);
  app = await bootApp({ appDir: copy.dir });
}, 60_000);
afterAll(async () => {
  await app?.stop();
  copy?.remove();
});

const sidesOf = (leftOut: string): Promise<Side[]> =>
  app.run(async (strapi, pattern) => {
    const found: Side[] = [];
    for (const [uid, { attributes }] of strapi.db.metadata) {
      if (new RegExp(pattern).test(uid)) continue;
      const all = attributes as unknown as Record<string, Record<string, string>>;
      for (const [name, { type, relation = '', target, ...sides }] of Object.entries(all)) {
        if (type !== 'relation' || !target) continue;
        if (['createdBy', 'updatedBy', 'localizations'].includes(name)) continue;
        const inverse = sides.inversedBy ?? sides.mappedBy ?? null;
        found.push({ uid, name, target, inverse, isList: /Many$/.test(relation) });
      }
    }
    return found;
  }, leftOut);

/** Runs inside the Strapi process: nothing outside of these functions is seen there. */
const create = (uid: string, data: object = {}): Promise<number> =>
  app.run(
    async (strapi, of, more) => {
      const { attributes } = strapi.db.metadata.get(of);
      const text = (name: string) => `${name} ${String(Math.random()).slice(2)}`;
      const filled = Object.entries(attributes)
        .filter(([name, { type }]) => type === 'string' && !/^(?:locale|documentId)$/.test(name))
        .map(([name]) => [name, text(name)]);
      // Its default is no text, which SQLite does not take.
      const conditions = 'conditions' in attributes && { conditions: [] };
      const row = { ...(Object.fromEntries(filled) as object), ...conditions, ...more };
      return ((await strapi.db.query(of).create({ data: row })) as { id: number }).id;
    },
    uid,
    data
  );
const update = (uid: string, id: number, data: object): Promise<unknown> =>
  app.run(
    (strapi, of, where, written) => strapi.db.query(of).update({ where, data: written }),
    uid,
    { id },
    data
  );
const removeAll = (uid: string, id: number): Promise<unknown> =>
  app.run((strapi, of, row) => strapi.db.query(of).deleteRelations(row), uid, id);
const isLinked = (uid: string, id: number, name: string): Promise<boolean> =>
  app.run(
    async (strapi, of, row, attribute) => {
      const params = { where: { id: row }, populate: { [attribute]: true } };
      const { [attribute]: value } = (await strapi.db.query(of).findOne(params)) as Row;
      type Row = Record<string, unknown>;
      return [value].flat().some((link) => link !== null && link !== undefined);
    },
    uid,
    id,
    name
  );
const actionOf = (uid: string, id: number): Promise<string> =>
  app.run(
    async (strapi, of, row) =>
      ((await strapi.db.query(of).findOne({ where: { id: row } })) as { action: string }).action,
    uid,
    id
  );

type Verb = 'added' | 'removed';

/** Whether an event of the row at either end names the row at the other one. */
const namesLink = (event: RecordedEvent, verb: Verb, [side, own, other]: Ends): boolean => {
  const { uid, name, target, inverse } = side;
  const at = (type: string, id: number, path: string | null, linked: number) =>
    event.resourceType === type &&
    event.resourceId === String(id) &&
    event.changes.some(
      (change) => change.path === path && change[verb]?.some(({ id: to }) => to === String(linked))
    );
  return at(uid, own, name, other) || at(target, other, inverse, own);
};
type Ends = readonly [side: Side, own: number, other: number];

/** The permissions of a transfer token have no events of their own: that of the token names them. */
async function namesPermission(event: RecordedEvent, verb: Verb, [side, own, other]: Ends) {
  const ends = [[side.uid, own] as const, [side.target, other] as const];
  const [permission] = ends.filter(([uid]) => uid === 'admin::transfer-token-permission');
  const [token] = ends.filter(([uid]) => uid === 'admin::transfer-token');
  if (!permission || !token) return false;
  const { granted = [], takenAway = [] } = (event.payload ?? {}) as Record<string, string[]>;
  const list = verb === 'added' ? granted : takenAway;
  return event.resourceId === String(token[1]) && list.includes(await actionOf(...permission));
}

async function expectNamed(
  what: string,
  verb: Verb,
  ends: () => Ends,
  act: () => Promise<unknown>
) {
  // They commit with the write: there is nothing to wait for.
  const events = await recordedBy(app, act, 0);
  const named = events.filter((event) => namesLink(event, verb, ends()));
  for (const event of events) if (await namesPermission(event, verb, ends())) named.push(event);
  const told = events.map(
    ({ line, changes }) => `${line}: ${changes.map(({ path }) => path).join()}`
  );
  // Read, so that a failure shows what was told instead.
  if (named.length !== 1) return `${what}: ${named.length} events name it, of ${told.join('; ')}`;
  return null;
}

it('tells links that code writes with db.query, from either side', async () => {
  const sides = await sidesOf(LEFT_OUT.source);
  const keys = sides.map(({ uid, name }) => `${uid} ${name}`);
  expect(keys).toEqual(
    expect.arrayContaining([
      'admin::role users',
      'admin::role permissions',
      'admin::api-token adminPermissions',
      'plugin::users-permissions.role users',
      'plugin::upload.folder children',
      'plugin::upload.file places',
    ])
  );
  const problems: (string | null)[] = [];
  for (const side of sides) {
    const { uid, name, target, isList } = side;
    const other = await create(target);
    const own = await create(uid);
    const ends = () => [side, own, other] as const;
    const tell = (how: string, verb: Verb, data: unknown) =>
      expectNamed(`${uid} ${name} ${how}`, verb, ends, () => update(uid, own, { [name]: data }));
    problems.push(await tell('connect', 'added', { connect: [{ id: other }] }));
    problems.push(await tell('disconnect', 'removed', { disconnect: [{ id: other }] }));
    problems.push(await tell('set', 'added', isList ? [other] : other));
    problems.push(await tell('emptied', 'removed', isList ? { set: [] } : null));
    await update(uid, own, { [name]: isList ? [other] : other });
    const remove = () => removeAll(uid, own);
    const removed = await expectNamed(`${uid} ${name} removed`, 'removed', ends, remove);
    // Where the database cascades, Strapi leaves the links of a row to the deletion of the row.
    if (!(await isLinked(uid, own, name))) problems.push(removed);
    await update(uid, own, { [name]: isList ? { set: [] } : null });

    let made = 0;
    const madeEnds = () => [side, made, other] as const;
    const make = async () => {
      made = await create(uid, { [name]: isList ? [other] : other });
    };
    problems.push(await expectNamed(`${uid} ${name} created`, 'added', madeEnds, make));
  }
  expect(problems.filter((problem) => problem !== null)).toEqual([]);
}, 120_000);

it('tells who had a role before and after, where code moves a user from the role', async () => {
  const [user, old, next] = [
    await create('plugin::users-permissions.user'),
    await create('plugin::users-permissions.role'),
    await create('plugin::users-permissions.role'),
  ];
  const ROLE = 'plugin::users-permissions.role';
  await update(ROLE, old, { users: { connect: [user] } });
  const events = await recordedBy(app, () => update(ROLE, next, { users: { set: [user] } }), 1);
  expect(
    events.map(({ action, resourceId, changes }) => [
      action,
      resourceId,
      changes.map(({ path, added = [], removed = [] }) => [
        path,
        removed.map(({ id }) => id),
        added.map(({ id }) => id),
      ]),
    ])
  ).toEqual([['end-user.update', String(user), [['role', [String(old)], [String(next)]]]]]);
});
