/**
 * The table of layers in the architecture, as the lint rule reads it: a folder may import from
 * lower layers and from itself. Unit tests prove that each row refuses what it should.
 */
const LAYERS = [
  ['contracts', 'event', 'config', 'errors.ts', 'plugin-id.ts'],
  ['redaction', 'diff', 'integrity'],
  ['journal', 'sinks', 'jobs'],
  ['recorder', 'rollup'],
  ['host', 'sources', 'query', 'views', 'export', 'retention', 'erasure', 'removal'],
  ['archive', 'strapi'],
  ['services', 'controllers', 'routes', 'policies', 'content-types', 'runtime.ts'],
];
const TOP = ['register.ts', 'bootstrap.ts', 'destroy.ts', 'index.ts'];

/** Words belong together, and what speaks Strapi refers to its kind: a route to its policy. */
const PEERS = [0, LAYERS.length - 1];
const WORDS = LAYERS[0];
/** A source is told what it needs: ports and `record` are passed in. */
const WORDS_ONLY = ['sources'];

const folder = (name) => `./server/src/${name}`;

function allowedFor(name, level) {
  const below = WORDS_ONLY.includes(name) ? WORDS : LAYERS.slice(0, level).flat();
  return [...below, ...(PEERS.includes(level) ? LAYERS[level] : [name])];
}

export const SERVER_ZONES = LAYERS.flatMap((names, level) =>
  names.map((name) => {
    const allowed = allowedFor(name, level);
    const refused = [...LAYERS.flat(), ...TOP].filter((other) => !allowed.includes(other));
    return {
      target: folder(name),
      from: [...refused.map(folder), './admin/src'],
      message: `server/src/${name} is layer ${level}: it may import ${allowed.join(', ')}.`,
    };
  })
);

export const ADMIN_ZONES = [
  {
    target: './admin/src',
    from: './server/src',
    except: ['./contracts'],
    message:
      'The admin half imports from server/src/contracts only: types, and the code of search.',
  },
];

/** Where Strapi may be called: the taps, and what speaks Strapi's language anyway. */
export const HOST_FOLDERS = [
  ...['host', 'strapi', ...LAYERS.at(-1)].map(
    (name) => `server/src/${name}${name.endsWith('.ts') ? '' : '/**'}`
  ),
  ...TOP.map((name) => `server/src/${name}`),
];
