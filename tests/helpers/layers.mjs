/**
 * The table of folders in docs/CONTRIBUTING.md, as the lint rule reads it: a folder imports from itself
 * and from what its row names. Unit tests prove that each row refuses what it should.
 */
const WORDS = ['contracts', 'event', 'errors.ts', 'plugin-id.ts'];
const PURE = ['redact', 'diff'];

/** What each folder may import, beside itself. */
const ALLOWED = {
  contracts: WORDS,
  event: WORDS,
  'errors.ts': WORDS,
  'plugin-id.ts': WORDS,
  config: WORDS,
  redact: WORDS,
  diff: WORDS,
  journal: [...WORDS, ...PURE],
  jobs: [...WORDS, 'journal'],
  // A source receives what it needs: its ports and `record`.
  sources: WORDS,
  record: [...WORDS, ...PURE, 'journal'],
  follow: [...WORDS, 'journal', 'jobs'],
  read: [...WORDS, ...PURE, 'journal', 'jobs', 'follow'],
  upkeep: [...WORDS, ...PURE, 'config', 'journal', 'jobs', 'record', 'follow', 'read'],
  strapi: [...WORDS, ...PURE, 'config', 'journal', 'jobs', 'record'],
};
const TOP = ['api', 'content-types', 'plugin.ts', 'index.ts'];
const ALL = [...Object.keys(ALLOWED), ...TOP];

const folder = (name) => `./server/src/${name}`;

export const SERVER_ZONES = [
  ...Object.entries(ALLOWED).map(([name, others]) => ({
    target: folder(name),
    from: [
      ...ALL.filter((other) => other !== name && !others.includes(other)).map(folder),
      './admin/src',
    ],
    message: `server/src/${name} may import ${others.join(', ')} and itself.`,
  })),
  ...TOP.map((name) => ({
    target: folder(name),
    from: [...(name === 'api' ? [folder('index.ts')] : []), './admin/src'],
    message: `server/src/${name} may import the rest of the server.`,
  })),
];

export const ADMIN_ZONES = [
  {
    target: './admin/src',
    from: './server/src',
    except: ['./contracts'],
    message:
      'The admin half imports from server/src/contracts only: types, and the code of search.',
  },
];

/** Where Strapi may be called. */
export const STRAPI_FOLDERS = ['strapi', ...TOP].map(
  (name) => `server/src/${name}${name.endsWith('.ts') ? '' : '/**'}`
);
