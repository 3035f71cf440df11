import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Core } from '@strapi/types';
import { filesOfSources } from '../../../../../server/src/api/services/source-files';

const FOLDER = 'src/extensions/audit-trail/sources';
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'audit-trail-sources-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** The sources of an application with these files. */
function sourcesIn(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) {
    const file = join(root, FOLDER, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const dirs = { dist: { extensions: join(root, 'src/extensions') } };
  return filesOfSources({ dirs } as unknown as Core.Strapi);
}

it('an application without the folder has none', () => {
  expect(sourcesIn({})).toEqual([]);
});

it('are those of JavaScript, by name, whichever way they export', () => {
  const found = sourcesIn({
    'flag.js': 'module.exports = { name: "flag" };',
    'comment.cjs': 'exports.default = { name: "comment" };',
    'vote.js':
      'Object.defineProperty(exports, "__esModule", { value: true }); exports.default = 7;',
    'nothing.js': 'module.exports = null;',
    'flag.d.ts': 'export {};',
    'flag.js.map': '{}',
    'shared.js/words.js': 'throw new Error("nobody loads me");',
  });
  expect(found).toEqual([
    { file: `${FOLDER}/comment.cjs`, source: { name: 'comment' } },
    { file: `${FOLDER}/flag.js`, source: { name: 'flag' } },
    { file: `${FOLDER}/nothing.js`, source: null },
    { file: `${FOLDER}/vote.js`, source: 7 },
  ]);
});

it.each([
  ['breaks off', 'module.exports = {', 'Unexpected'],
  ['throws', 'throw new Error("no database");', 'no database'],
  ['throws what is no error', 'throw 7;', '7'],
  ['looks for what is not there', 'require("./none");', 'none'],
])('a file that %s is named', (_, text, problem) => {
  const load = () => sourcesIn({ 'comment.js': text });
  expect(load).toThrow(`[audit-trail] ${FOLDER}/comment.js cannot be loaded: `);
  expect(load).toThrow(problem);
});
