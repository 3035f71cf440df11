import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';

import manifest from '../../package.json';
import { ROOT } from '../helpers/paths';

const KILOBYTE = 1024;
/** What the plugin may add to the panel's other pages, which load its entry and nothing behind it. */
const ENTRY_BUDGET = 5 * KILOBYTE;
/** What Settings > Audit Logs may add to that: scripts and the messages of one language. */
const PAGE_BUDGET = 75 * KILOBYTE;

const ENTRY = 'admin/src/index.ts';
const PAGE = 'admin/src/pages/AuditLogsPage/index.tsx';
const MESSAGES = /admin\/src\/(?:translations|shell-messages)\/([\w-]+)\.json$/;

interface Bundle {
  outputs: Metafile['outputs'];
  sizes: Map<string, number>;
}

/** Bundles the admin half as a panel's build does: split at `import()`, the host's packages left out. */
async function bundle(): Promise<Bundle> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [ENTRY],
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    jsx: 'automatic',
    metafile: true,
    write: false,
    outdir: 'bundle',
    external: Object.keys(manifest.peerDependencies).flatMap((name) => [name, `${name}/*`]),
  });
  const sizes = outputFiles.map(({ path, contents }) => [path, gzipSync(contents).length] as const);
  return { outputs: metafile.outputs, sizes: new Map(sizes) };
}

/** The chunks that come with one, itself included; what it loads later by `import()` if asked for. */
function chunksBehind(
  made: Bundle,
  chunk: string,
  later: boolean,
  found = new Set<string>()
): Set<string> {
  if (found.has(chunk)) return found;
  found.add(chunk);
  for (const { path, kind } of made.outputs[chunk]?.imports ?? []) {
    const source = made.outputs[path]?.entryPoint ?? '';
    // Messages are counted apart: one language of many is loaded.
    if (!(path in made.outputs) || MESSAGES.test(source)) continue;
    if (later || kind === 'import-statement') chunksBehind(made, path, later, found);
  }
  return found;
}

function chunkOf({ outputs }: Bundle, source: string): string {
  const found = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === source);
  if (!found) throw new Error(`${source} is no chunk of its own: it is loaded with another one.`);
  return found;
}

const totalOf = ({ sizes }: Bundle, chunks: Iterable<string>): number =>
  [...chunks].reduce((total, chunk) => total + (sizes.get(join(ROOT, chunk)) ?? Number.NaN), 0);

/** The largest file of messages in one folder: whatever the reader's language, it is one of them. */
function largestMessages(made: Bundle, folder: string): number {
  const chunks = Object.keys(made.outputs).filter((path) => {
    const source = made.outputs[path]?.entryPoint ?? '';
    return MESSAGES.test(source) && source.includes(`/${folder}/`);
  });
  return Math.max(...chunks.map((chunk) => totalOf(made, [chunk])));
}

describe('what the admin half costs a reader, gzip', () => {
  let made: Bundle;
  let entry: Set<string>;

  beforeAll(async () => {
    made = await bundle();
    entry = chunksBehind(made, chunkOf(made, ENTRY), false);
  });

  test('other pages of the panel load no more than the names of the doors', () => {
    const size = totalOf(made, entry) + largestMessages(made, 'shell-messages');
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThanOrEqual(ENTRY_BUDGET);
  });

  test('Settings > Audit Logs keeps to its budget', () => {
    const behind = chunksBehind(made, chunkOf(made, PAGE), true);
    const page = [...behind].filter((chunk) => !entry.has(chunk));
    const messages = largestMessages(made, 'translations');
    const size = totalOf(made, page) + messages;
    expect(size).toBeGreaterThan(messages);
    expect(size).toBeLessThanOrEqual(PAGE_BUDGET);
  });

  test('each language is a chunk of its own', () => {
    const languages = Object.values(made.outputs).flatMap(({ inputs }) =>
      Object.keys(inputs).filter((path) => MESSAGES.test(path))
    );
    expect(languages.length).toBeGreaterThan(2);
    expect(new Set(languages).size).toBe(languages.length);
  });
});
