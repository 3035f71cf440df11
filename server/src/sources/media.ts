import type { Capture, FilePort, RawChange, RowChange } from '../event';
import { defineSource } from './define-source';
import { isChange, resourceOf, text, touches, verbOf } from './row-facts';

const FILE = 'plugin::upload.file';
const FOLDER = 'plugin::upload.folder';

export default defineSource({
  name: 'media',
  actions: {
    'media.create': {
      label: 'File uploaded',
      description: 'A file was added to the media library.',
    },
    'media.update': {
      label: 'File updated',
      description: 'Name, caption, alternative text, or the file itself.',
    },
    'media.move': { label: 'File moved', description: 'A file was moved to another folder.' },
    'media.delete': {
      label: 'File deleted',
      description: 'A file was removed from the media library.',
    },
    'media-folder.create': { label: 'Folder created', description: 'A media folder was added.' },
    'media-folder.update': { label: 'Folder renamed', description: 'A media folder was renamed.' },
    'media-folder.move': {
      label: 'Folder moved',
      description: 'A media folder was moved into another one.',
    },
    'media-folder.delete': {
      label: 'Folder deleted',
      description: 'A media folder was removed, one event for each folder below it.',
    },
  },
  start({ writes, files }) {
    writes.watch([FILE], { relations: ['folder'] }, async (changes) => {
      const described: Capture[] = [];
      for (const change of changes) {
        const content = await contentChanges(change, files);
        if (!isChange(change) && content.length === 0) continue;
        described.push(describeFile(change, content));
      }
      return described;
    });
    writes.watch([FOLDER], { relations: ['parent'] }, (changes) =>
      changes.filter(isChange).map((change) => describe('media-folder', change, ['parent', 'path']))
    );
  },
});

function describeFile(change: RowChange, content: RawChange[]): Capture {
  const described = describe('media', change, ['folder', 'folderPath']);
  return {
    ...described,
    changes: [...change.changes, ...content],
    tags: content.length > 0 && verbOf(change) === 'update' ? ['replaced:true'] : [],
  };
}

/**
 * For a file that was stored again: its size and a hash of its content. Its row may be the same.
 */
async function contentChanges(change: RowChange, files: FilePort): Promise<RawChange[]> {
  const name = text(change.after?.hash);
  const written = name === null ? null : files.written(name);
  if (!written) return [];
  const isNew = verbOf(change) === 'create';
  const before = written.before ?? (isNew ? null : await files.lastKnown(change.id));
  const { after } = written;
  if (before?.sha256 === after.sha256) return [];
  return [
    contentChange('contentHash', 'Content hash (SHA-256)', before?.sha256, after.sha256),
    contentChange('contentSize', 'Content size in bytes', before?.bytes, after.bytes),
  ];
}

const contentChange = (
  path: string,
  label: string,
  before: unknown,
  after: unknown
): RawChange => ({ path, label, kind: 'value', after, ...(before !== undefined && { before }) });

function describe(noun: string, change: RowChange, location: string[]): Capture {
  const moved = verbOf(change) === 'update' && touches(change, ...location);
  return {
    action: `${noun}.${moved ? 'move' : verbOf(change)}`,
    resource: resourceOf(change),
    changes: change.changes,
  };
}
