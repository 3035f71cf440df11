import { createHash } from 'node:crypto';
import { ok } from '../../helpers/actors';
import { writePath, type WritePath } from './path';
import type { World } from './world';

const ADA = 'admin-panel | admin-user Ada Admin';
const FILE = 'plugin::upload.file';
const FOLDER = 'plugin::upload.folder';

interface Named {
  id: number;
  name: string;
}

const upload = ({ admin }: World, name: string, folder: number | null = null) =>
  ok(
    admin
      .post('/upload')
      .attach('files', Buffer.from(`content of ${name}`), {
        filename: name,
        contentType: 'text/plain',
      })
      .field('fileInfo', JSON.stringify({ name, folder }))
  );

/** A file of sixteen bytes. */
const contract = async ({ admin }: World): Promise<{ id: number }> => {
  const { body } = await ok(replacement(admin.post('/upload'), 'contract 100 EUR'));
  return { id: (Array.isArray(body) ? body[0] : body).id };
};

const replacedContract = async (world: World): Promise<{ id: number }> => {
  const file = await contract(world);
  await ok(replacement(world.admin.post(`/upload?id=${file.id}`), 'contract 900 EUR'));
  return file;
};

const replacement = (request: ReturnType<World['admin']['post']>, content: string) =>
  request
    .attach('files', Buffer.from(content), { filename: 'contract.txt', contentType: 'text/plain' })
    .field('fileInfo', JSON.stringify({ name: 'contract.txt' }));

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

/** Of a first replacement: Strapi keeps no formats of a file that is no image. */
const contentChanges = (before: string, after: string) => [
  { path: 'formats', kind: 'value', before: null, after: {} },
  { path: 'contentHash', kind: 'value', before: sha256(before), after: sha256(after) },
  { path: 'contentSize', kind: 'value', before: before.length, after: after.length },
];

const uploadByToken = (token: World['token'], filename: string) =>
  token
    .post('/api/upload')
    .attach('files', Buffer.from(filename), { filename, contentType: 'text/plain' });

const file = async (world: World): Promise<Named> => {
  const name = world.unique('note').replace(' ', '-') + '.txt';
  const { body } = await upload(world, name);
  return { id: body[0].id, name };
};

const folder = async ({ admin, unique }: World, parent: number | null = null): Promise<Named> => {
  const name = unique('Folder');
  const { body } = await ok(admin.post('/upload/folders').send({ name, parent }));
  return { id: body.data.id, name };
};

export const mediaPaths: WritePath[] = [
  writePath({
    path: 'upload a file',
    act: (world) => upload(world, 'report.txt'),
    events: () => [`media.create | ${ADA} | ${FILE} "report.txt"`],
  }),
  writePath({
    path: 'upload through the content API',
    // Strapi makes a folder for such uploads at the first one.
    arrange: ({ token }) => ok(uploadByToken(token, 'first.txt')),
    act: ({ token }) => ok(uploadByToken(token, 'api.txt')),
    events: () => [`media.create | content-api | api-token Importer | ${FILE} "api.txt"`],
  }),
  writePath({
    path: "edit a file's info",
    arrange: file,
    act: ({ admin }, { id }) =>
      ok(
        admin
          .post(`/upload?id=${id}`)
          .field('fileInfo', JSON.stringify({ name: 'renamed.txt', alternativeText: 'A note' }))
      ),
    events: () => [`media.update | ${ADA} | ${FILE} "renamed.txt"`],
    changes: [['alternativeText', 'name']],
  }),
  writePath({
    path: 'replace a file by one of the same size',
    arrange: (world) => contract(world),
    act: ({ admin }, { id }) => ok(replacement(admin.post(`/upload?id=${id}`), 'contract 900 EUR')),
    events: () => [`media.update | ${ADA} | ${FILE} "contract.txt"`],
    detail: () => contentChanges('contract 100 EUR', 'contract 900 EUR'),
  }),
  writePath({
    path: 'a replaced file: once more by one of the same size',
    arrange: (world) => replacedContract(world),
    act: ({ admin }, { id }) => ok(replacement(admin.post(`/upload?id=${id}`), 'contract 700 EUR')),
    events: () => [`media.update | ${ADA} | ${FILE} "contract.txt"`],
    detail: () => contentChanges('contract 900 EUR', 'contract 700 EUR').slice(1),
  }),
  writePath({
    path: 'a replaced file: by the same content: nothing',
    arrange: (world) => replacedContract(world),
    act: ({ admin }, { id }) => ok(replacement(admin.post(`/upload?id=${id}`), 'contract 900 EUR')),
    events: () => [],
  }),
  writePath({
    path: 'a replaced file: by the route of its own',
    arrange: (world) => contract(world),
    act: ({ admin }, { id }) =>
      ok(
        admin
          .post(`/upload/files/${id}/replace`)
          .attach('files', Buffer.from('contract 900 EUR'), 'contract.txt')
      ),
    events: () => [`media.update | ${ADA} | ${FILE} "contract.txt"`],
    detail: () => contentChanges('contract 100 EUR', 'contract 900 EUR'),
  }),
  writePath({
    path: 'a replaced file: through the content API',
    arrange: (world) => contract(world),
    act: ({ token }, { id }) =>
      ok(replacement(token.post(`/api/upload?id=${id}`), 'contract 900 EUR')),
    events: () => [`media.update | content-api | api-token Importer | ${FILE} "contract.txt"`],
    detail: () => contentChanges('contract 100 EUR', 'contract 900 EUR'),
  }),
  writePath({
    path: 'a replaced file: in code, inside a transaction',
    arrange: (world) => contract(world),
    act: ({ app }, { id }) =>
      app.run(async (strapi, fileId) => {
        const { writeFileSync } = process.getBuiltinModule('node:fs');
        const filepath = `${process.env.PUBLIC_DIR}/replacement.txt`;
        writeFileSync(filepath, 'contract 900 EUR');
        const file = {
          filepath,
          originalFilename: 'contract.txt',
          mimetype: 'text/plain',
          size: 16,
        };
        await strapi.db.transaction(() =>
          strapi
            .plugin('upload')
            .service('upload')
            .replace(fileId, { data: { fileInfo: { name: 'contract.txt' } }, file })
        );
      }, id),
    events: () => [`media.update | code | system | ${FILE} "contract.txt"`],
    detail: () => contentChanges('contract 100 EUR', 'contract 900 EUR'),
  }),
  writePath({
    path: 'move a file',
    arrange: async (world) => ({ moved: await file(world), target: await folder(world) }),
    act: ({ admin }, { moved, target }) =>
      ok(
        admin
          .post(`/upload?id=${moved.id}`)
          .field('fileInfo', JSON.stringify({ name: moved.name, folder: target.id }))
      ),
    events: ({ moved }) => [`media.move | ${ADA} | ${FILE} "${moved.name}"`],
    changes: [['folder', 'folderPath']],
  }),
  writePath({
    path: 'delete a file',
    arrange: file,
    act: ({ admin }, { id }) => ok(admin.delete(`/upload/files/${id}`)),
    events: ({ name }) => [`media.delete | ${ADA} | ${FILE} "${name}"`],
  }),
  writePath({
    path: 'create a folder',
    act: ({ admin }) => ok(admin.post('/upload/folders').send({ name: 'Pictures', parent: null })),
    events: () => [`media-folder.create | ${ADA} | ${FOLDER} "Pictures"`],
  }),
  writePath({
    path: 'rename a folder',
    arrange: folder,
    act: ({ admin }, { id }) => ok(admin.put(`/upload/folders/${id}`).send({ name: 'Photos' })),
    events: () => [`media-folder.update | ${ADA} | ${FOLDER} "Photos"`],
    changes: [['name']],
  }),
  writePath({
    path: 'move a folder',
    arrange: async (world) => ({ moved: await folder(world), target: await folder(world) }),
    act: ({ admin }, { moved, target }) =>
      ok(admin.put(`/upload/folders/${moved.id}`).send({ name: moved.name, parent: target.id })),
    events: ({ moved }) => [`media-folder.move | ${ADA} | ${FOLDER} "${moved.name}"`],
    changes: [['parent', 'path']],
  }),
  writePath({
    path: 'bulk move of a file and a folder',
    arrange: async (world) => ({
      one: await file(world),
      below: await folder(world),
      target: await folder(world),
    }),
    act: ({ admin }, { one, below, target }) =>
      ok(
        admin
          .post('/upload/actions/bulk-move')
          .send({ fileIds: [one.id], folderIds: [below.id], destinationFolderId: target.id })
      ),
    events: ({ one, below }) => [
      `media-folder.move | ${ADA} | ${FOLDER} "${below.name}"`,
      `media.move | ${ADA} | ${FILE} "${one.name}"`,
    ],
  }),
  writePath({
    path: 'bulk delete of files',
    arrange: async (world) => [await file(world), await file(world)],
    act: ({ admin }, files) =>
      ok(
        admin
          .post('/upload/actions/bulk-delete')
          .send({ fileIds: files.map(({ id }) => id), folderIds: [] })
      ),
    events: (files) => files.map(({ name }) => `media.delete | ${ADA} | ${FILE} "${name}"`),
    inAnyOrder: true,
  }),
  writePath({
    path: 'delete a folder',
    arrange: folder,
    act: ({ admin }, { id }) =>
      ok(admin.post('/upload/actions/bulk-delete').send({ fileIds: [], folderIds: [id] })),
    events: ({ name }) => [`media-folder.delete | ${ADA} | ${FOLDER} "${name}"`],
  }),
  writePath({
    path: 'bulk delete of a folder with a folder and a file in it',
    arrange: async (world) => {
      const outer = await folder(world);
      const inner = await folder(world, outer.id);
      await upload(world, 'inside.txt', inner.id);
      return { outer, inner };
    },
    act: ({ admin }, { outer }) =>
      ok(admin.post('/upload/actions/bulk-delete').send({ fileIds: [], folderIds: [outer.id] })),
    events: ({ outer, inner }) => [
      `media.delete | ${ADA} | ${FILE} "inside.txt"`,
      `media-folder.delete | ${ADA} | ${FOLDER} "${outer.name}"`,
      `media-folder.delete | ${ADA} | ${FOLDER} "${inner.name}"`,
    ],
  }),
];
