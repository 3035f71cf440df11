import type { Core } from '@strapi/types';
import { PLUGIN_ID } from '../plugin-id';
import type { DeclaredActions } from '../recorder/declared-actions';
import { sources as builtIn, type Source } from '../sources';
import { filesOfSources } from './source-files';
import { guardedSource, problemOfSource, type OwnSource } from './own-source';

/** `service('sources')`: where applications and plugins add sources of their own. */
export interface SourcesService {
  /**
   * Adds a source. Call it in `register()`: recording starts with the first `bootstrap()`.
   *
   * @returns the source, as it was given
   * @throws a sentence that names the source and the mend
   */
  defineSource(source: OwnSource): OwnSource;
  /** Every source, the plugin's own first. Called once, when recording starts: none is taken later. */
  start(): readonly Source[];
}

export const createSourcesService = ({ strapi }: { strapi: Core.Strapi }): SourcesService => {
  const own: OwnSource[] = [];
  let hasStarted = false;
  const actions = () => strapi.plugin(PLUGIN_ID).service<DeclaredActions>('actions');
  const warn = (message: string) => strapi.log.error(`[${PLUGIN_ID}] ${message}`);

  const defineSource = (source: OwnSource): OwnSource => {
    const problem = hasStarted
      ? 'comes too late: define it in register(), before recording starts.'
      : problemOfSource(source, [...builtIn, ...own]);
    const name = String((source as Partial<OwnSource> | null)?.name ?? 'without a name');
    if (problem !== null) throw new Error(`[audit-trail] The source "${name}" ${problem}`);
    actions().declare(source.actions);
    own.push(source);
    return source;
  };

  return {
    defineSource,
    start() {
      for (const { file, source } of filesOfSources(strapi)) {
        try {
          defineSource(source);
        } catch (error) {
          throw new Error(`${(error as Error).message} It stands in ${file}.`, { cause: error });
        }
      }
      hasStarted = true;
      return [...builtIn, ...own.map((source) => guardedSource(source, warn))];
    },
  };
};
