import { join } from 'node:path';
import { ok } from '../../helpers/actors';
import { bootApp, type App } from '../../helpers/boot-app';
import { strapiCli } from '../../helpers/strapi-cli';
import { createTransferToken, openTransfer } from '../../helpers/transfer-socket';
import { author } from './article';
import { writePath, type WritePath } from './path';
import type { World } from './world';

const AUTHOR = 'api::author.author';
/** The application itself, started again to be read. */
const START = 'audit-log.start | bootstrap | system | audit-log';

/** How many authors there must be among the rows that an end of a transfer tells of. */
const withRows = (authors: Record<string, number>) =>
  expect.objectContaining(
    Object.fromEntries(
      Object.entries(authors).map(([kind, rows]) => [
        kind,
        expect.objectContaining({ [AUTHOR]: rows }),
      ])
    )
  );

/** Runs a command on the data of the application, which must not run meanwhile. */
async function command(app: App, args: string[]): Promise<void> {
  await app.kill();
  await strapiCli(app, args);
  await app.restart();
}

const archiveOf = ({ app }: World): string => join(app.publicDir, 'export');

const countAuthors = (app: App): Promise<number> =>
  app.run((strapi, uid) => strapi.db.query(uid).count(), AUTHOR);

/** So many authors, and an archive of them. */
const exported = async (world: World): Promise<number> => {
  await author(world);
  const file = archiveOf(world);
  await command(world.app, ['export', '--no-encrypt', '--no-compress', '-f', file]);
  return countAuthors(world.app);
};

/** A token for transfers, and another application whose data it may move. */
async function neighbour({ admin, unique }: World, permission: 'push' | 'pull') {
  const name = unique('Staging');
  const token = { name, description: '', permissions: [permission], lifespan: null };
  const { body } = await ok(admin.post('/admin/transfer/tokens').send(token));
  const other = await bootApp();
  await other.kill();
  return { name, key: body.data.accessKey as string, other };
}

async function transfer({ app }: World, { key, other }: { key: string; other: App }, to: boolean) {
  try {
    const [there, token] = to ? ['--to', '--to-token'] : ['--from', '--from-token'];
    await strapiCli(other, ['transfer', there, `${app.url}/admin`, token, key, '--force']);
  } finally {
    await other.stop();
  }
}

export const transferPaths: WritePath[] = [
  writePath({
    path: 'export by the command line',
    arrange: async (world) => {
      await author(world);
      return countAuthors(world.app);
    },
    act: (world) =>
      command(world.app, ['export', '--no-encrypt', '--no-compress', '-f', archiveOf(world)]),
    events: () => [
      'transfer.start | cli | system | transfer "export"',
      'transfer.end | cli | system | transfer "export"',
      START,
    ],
    payloads: (authors) => [null, withRows({ present: authors }), expect.any(Object)],
    oneOperation: 2,
  }),
  writePath({
    path: 'import by the command line',
    arrange: exported,
    act: (world) => command(world.app, ['import', '-f', `${archiveOf(world)}.tar`, '--force']),
    events: () => [
      'transfer.start | cli | system | transfer "import"',
      'transfer.end | cli | system | transfer "import"',
      START,
    ],
    payloads: (authors) => [
      null,
      withRows({ deleted: authors, inserted: authors }),
      expect.any(Object),
    ],
    oneOperation: 2,
  }),
  writePath({
    path: 'writes of code while the socket of a transfer is open',
    arrange: ({ app, unique }) => createTransferToken(app, unique('Held open')),
    async act({ app }, token) {
      const socket = await openTransfer(app, 'push', token);
      await app.run(async (strapi) => {
        await strapi.documents('api::author.author').create({ data: { name: 'By code' } as never });
        await strapi.db.query('api::author.author').create({ data: { name: 'By query' } });
      });
      await socket.close();
    },
    events: () => [
      expect.stringContaining('transfer.start | transfer | transfer-token '),
      `entry.create | code | system | ${AUTHOR} "By code"`,
      `entry.create | code | system | ${AUTHOR} "By query"`,
      expect.stringContaining('transfer.end | transfer | transfer-token '),
    ],
  }),
  writePath({
    path: 'lifecycles switched off by code that is no transfer',
    act: ({ app }) =>
      app.run(async (strapi) => {
        strapi.db.lifecycles.disable();
        try {
          await strapi.documents('api::author.author').create({ data: { name: 'Off' } as never });
          await strapi.db.query('api::author.author').create({ data: { name: 'Off, too' } });
          const where = { name: { $startsWith: 'Off' } };
          await strapi.db.query('api::author.author').deleteMany({ where });
        } finally {
          strapi.db.lifecycles.enable();
        }
      }),
    events: () => [
      `entry.create | code | system | ${AUTHOR} "Off"`,
      `entry.create | code | system | ${AUTHOR} "Off, too"`,
      `entry.delete | code | system | ${AUTHOR} "Off"`,
      `entry.delete | code | system | ${AUTHOR} "Off, too"`,
    ],
  }),
  writePath({
    path: 'pull with a transfer token',
    arrange: (world) => neighbour(world, 'pull'),
    act: (world, stage) => transfer(world, stage, false),
    events: ({ name }) => [
      `transfer.start | transfer | transfer-token ${name} | transfer "pull"`,
      `transfer.end | transfer | transfer-token ${name} | transfer "pull"`,
    ],
    oneOperation: 2,
  }),
  writePath({
    path: 'push with a transfer token',
    arrange: (world) => neighbour(world, 'push'),
    act: (world, stage) => transfer(world, stage, true),
    events: ({ name }) => [
      `transfer.start | transfer | transfer-token ${name} | transfer "push"`,
      `transfer.end | transfer | transfer-token ${name} | transfer "push"`,
    ],
    oneOperation: 2,
  }),
];
