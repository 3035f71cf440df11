export { fileTime } from './file-time';
export { createJsonLines } from './jsonl';
export { openExport, type OpenExport } from './open-export';
