import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Core } from '@strapi/types';
import { PLUGIN_ID } from '../plugin-id';
import type { OwnSource } from './own-source';

/** A file of the application, and the source that it exports. */
export interface SourceFile {
  /** Below the application's folder of extensions. */
  file: string;
  source: OwnSource;
}

/**
 * The sources of the application: every file in `src/extensions/audit-trail/sources`, where Strapi
 * keeps what extends a plugin. Each exports one source, as `module.exports` or as its default.
 */
export function filesOfSources(strapi: Core.Strapi): SourceFile[] {
  const place = join(PLUGIN_ID, 'sources');
  const folder = join(strapi.dirs.dist.extensions, place);
  if (!existsSync(folder)) return [];
  const load = createRequire(join(folder, 'any.js'));
  return readdirSync(folder)
    .filter((name) => /\.c?js$/.test(name))
    .sort()
    .map((name) => {
      const exported = load(join(folder, name)) as OwnSource & { default?: OwnSource };
      return { file: join('extensions', place, name), source: exported?.default ?? exported };
    });
}
