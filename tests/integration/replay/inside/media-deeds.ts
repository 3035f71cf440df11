import { ARTICLE, FILE, FOLDER, type Choices } from './choose';
import type { Call, Perform } from './deeds';

const MOST_FILES = 6;

/** What the media library does, and uploads that link the file to an entry. */
export function mediaDeeds(choices: Choices, call: Call): Record<string, Perform> {
  const form = (name: string, content: string, fields: Record<string, string> = {}) => {
    const data = new FormData();
    for (const [key, value] of Object.entries(fields)) data.append(key, value);
    data.append('files', new Blob([content], { type: 'text/plain' }), name);
    return data;
  };
  const remove = async (pick: number) => {
    const file = await choices.one(FILE, pick);
    return file && call('DELETE', `/upload/files/${file.id}`);
  };

  return {
    async 'file.upload'({ pick, other }) {
      const files = await choices.all(FILE);
      if (files.length >= MOST_FILES) return remove(pick);
      const folder = await choices.one(FOLDER, other);
      const info = { caption: `Caption ${other % 3}`, ...(folder && { folder: folder.id }) };
      const fields = { fileInfo: JSON.stringify(info) };
      return call('POST', '/upload', form(`f${pick}.txt`, `Content ${other}`, fields));
    },
    async 'file.upload-linked'({ pick, other, flag }) {
      const files = await choices.all(FILE);
      if (files.length >= MOST_FILES) return remove(pick);
      const entry = await choices.one(ARTICLE, pick);
      if (!entry) return null;
      const fields = {
        ref: ARTICLE,
        refId: String(entry.id),
        field: flag ? 'cover' : 'attachments',
      };
      return call('POST', '/api/upload', form(`l${pick}.txt`, `Linked ${other}`, fields), 'api');
    },
    async 'file.replace'({ pick, other }) {
      const file = await choices.one(FILE, pick);
      return file && call('POST', `/upload?id=${file.id}`, form('other.txt', `Content ${other}`));
    },
    async 'file.info'({ pick, other }) {
      const file = await choices.one(FILE, pick);
      if (!file) return;
      const folder = await choices.one(FOLDER, other);
      const fileInfo = { caption: `Caption ${other % 3}`, folder: folder?.id ?? null };
      await call('POST', `/upload?id=${file.id}`, { fileInfo });
    },
    'file.delete': ({ pick }) => remove(pick),
    async 'folder.create'({ pick, other }) {
      if ((await choices.all(FOLDER)).length >= 4) {
        const folder = await choices.one(FOLDER, pick);
        return call('POST', '/upload/actions/bulk-delete', { folderIds: [folder!.id] });
      }
      const parent = other % 2 ? ((await choices.one(FOLDER, other))?.id ?? null) : null;
      return call('POST', '/upload/folders', { name: `Folder ${pick}`, parent });
    },
    async 'folder.update'({ pick, other }) {
      const folder = await choices.one(FOLDER, pick);
      if (!folder) return;
      await call('PUT', `/upload/folders/${folder.id}`, { name: `Renamed ${other}`, parent: null });
    },
    async 'folder.move'({ pick, other }) {
      const [folder, file, to] = [
        await choices.one(FOLDER, pick),
        await choices.one(FILE, other),
        await choices.one(FOLDER, other),
      ];
      await call('POST', '/upload/actions/bulk-move', {
        folderIds: folder && folder.id !== to?.id ? [folder.id] : [],
        fileIds: file ? [file.id] : [],
        destinationFolderId: to?.id ?? null,
      });
    },
  };
}
