import type { Capture, RowChange } from '../event';
import { defineSource } from './define-source';
import { isChange, resourceOf, touches, verbOf } from './row-facts';

const FILE = 'plugin::upload.file';
const FOLDER = 'plugin::upload.folder';

export const mediaSource = defineSource({
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
    'media.move': { label: 'File moved', description: 'A file went to another folder.' },
    'media.delete': {
      label: 'File deleted',
      description: 'A file was removed from the media library.',
    },
    'media-folder.create': { label: 'Folder created', description: 'A media folder was added.' },
    'media-folder.update': {
      label: 'Folder renamed',
      description: 'A media folder has another name.',
    },
    'media-folder.move': {
      label: 'Folder moved',
      description: 'A media folder went below another one.',
    },
    'media-folder.delete': {
      label: 'Folder deleted',
      description: 'A media folder was removed, one event for each folder below it.',
    },
  },
  start({ writes }) {
    writes.watch([FILE], { relations: ['folder'] }, (changes) =>
      changes.filter(isChange).map((change) => describe('media', change, ['folder', 'folderPath']))
    );
    writes.watch([FOLDER], { relations: ['parent'] }, (changes) =>
      changes.filter(isChange).map((change) => describe('media-folder', change, ['parent', 'path']))
    );
  },
});

function describe(noun: string, change: RowChange, place: string[]): Capture {
  const moved = verbOf(change) === 'update' && touches(change, ...place);
  return {
    action: `${noun}.${moved ? 'move' : verbOf(change)}`,
    resource: resourceOf(change),
    changes: change.changes,
    tags: touches(change, 'hash') && verbOf(change) === 'update' ? ['replaced:true'] : [],
  };
}
