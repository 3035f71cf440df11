import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Core } from '@strapi/types';
import { PLUGIN_ID } from '../../plugin-id';

/** A file of the application, and its export, which should be a source. */
export interface SourceFile {
  /** The path its author uses: `src/extensions/audit-trail/sources/comment.js`. */
  file: string;
  source: unknown;
}

/**
 * The sources of the application: every file in `src/extensions/audit-trail/sources`, where Strapi
 * keeps what extends a plugin. Each exports one source, as `module.exports` or as its default.
 * Folders in it are ignored.
 *
 * @throws a message that names the file that cannot be loaded
 */
export function filesOfSources(strapi: Core.Strapi): SourceFile[] {
  const folder = join(strapi.dirs.dist.extensions, PLUGIN_ID, 'sources');
  if (!existsSync(folder)) return [];
  const load = createRequire(join(folder, 'any.js'));
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && /\.[cm]?js$/.test(entry.name))
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const file = `src/extensions/${PLUGIN_ID}/sources/${name}`;
      try {
        return { file, source: exportedBy(load(join(folder, name))) };
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new Error(`[audit-trail] ${file} cannot be loaded: ${message}`, { cause: error });
      }
    });
}

const exportedBy = (loaded: unknown): unknown =>
  (loaded as { default?: unknown } | null | undefined)?.default ?? loaded;
