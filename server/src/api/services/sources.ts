import type { Core } from '@strapi/types';
import { unknownHandlers, unknownModels } from '../../strapi/unknown-names';
import { PLUGIN_ID } from '../../plugin-id';
import type { DeclaredActions } from '../../record/declared-actions';
import { sources as builtIn, type Source } from '../../sources';
import { guardedSource, problemOfSource, type OwnSource } from './own-source';
import { filesOfSources } from './source-files';
import type { UnknownName } from './unknown-name';

/** `service('sources')`: where applications and plugins add their own sources. */
export interface SourcesService {
  /**
   * Adds a source. Call it in `register()`: recording starts with the first `bootstrap()`.
   *
   * @returns the source, as it was given
   * @throws a message that names the source and the fix
   */
  defineSource(source: OwnSource): OwnSource;
  /**
   * Adds the sources in the application's folder of extensions. Called once, in the plugin's
   * `register()`: a start that is refused leaves the database as it was.
   *
   * @throws a message that names the file and the fix
   */
  defineFiles(): void;
  /**
   * Every source, the plugin's own first. Called once, when recording starts: none is accepted
   * later.
   */
  start(): readonly Source[];
  /**
   * Names in sources that this Strapi does not have: a handler that it renamed, a misspelt uid.
   * Call it once the routes exist; plugins that are not installed are no finding.
   */
  unknownNames(): UnknownName[];
}

export const createSourcesService = ({ strapi }: { strapi: Core.Strapi }): SourcesService => {
  const own: OwnSource[] = [];
  const files = new Map<string, string>();
  const named: UnknownName[] = [];
  let hasStarted = false;
  const actions = () => strapi.plugin(PLUGIN_ID).service<DeclaredActions>('actions');
  const report = (message: string) => strapi.log.error(`[${PLUGIN_ID}] ${message}`);

  const problemOf = (source: unknown): string | null =>
    hasStarted
      ? 'comes too late: define it in register().'
      : problemOfSource(source, [...builtIn, ...own]);

  /** @throws a message that begins with the source and ends with its location */
  const naming = <Result>(
    source: unknown,
    location: string | undefined,
    work: () => Result
  ): Result => {
    try {
      return work();
    } catch (error) {
      const name = (source as Partial<OwnSource> | null)?.name;
      const subject = typeof name === 'string' ? `The source "${name}"` : 'A source';
      const said = (error as Error).message.replace(`[${PLUGIN_ID}] `, '');
      const where = location === undefined ? '' : ` It stands in ${location}.`;
      throw new Error(`[${PLUGIN_ID}] ${subject} ${said}${where}`, { cause: error });
    }
  };

  const add = (source: OwnSource, location?: string): OwnSource =>
    naming(source, location, () => {
      const problem = problemOf(source);
      if (problem !== null) throw new Error(problem);
      try {
        actions().declare(source.actions);
      } catch (error) {
        throw new Error(`cannot be taken. ${(error as Error).message}`, { cause: error });
      }
      own.push(source);
      if (location !== undefined) files.set(source.name, location);
      return source;
    });

  /** The same source; its start also notes the names that it uses. */
  const noting = (source: Source): Source => ({
    ...source,
    start(ports) {
      const note = (kind: UnknownName['kind'], names: readonly string[]) =>
        named.push(...names.map((name) => ({ source: source.name, kind, name })));
      note('handler', source.handlers ?? []);
      source.start({
        ...ports,
        writes: {
          ...ports.writes,
          watch(models, ...rest) {
            if (typeof models !== 'function') note('model', models);
            ports.writes.watch(models, ...rest);
          },
        },
        requests: {
          ...ports.requests,
          onSettled(handlers, ...rest) {
            note('handler', handlers);
            ports.requests.onSettled(handlers, ...rest);
          },
        },
      });
    },
  });

  const namesOf = (kind: UnknownName['kind']): string[] =>
    named.flatMap((one) => (one.kind === kind ? [one.name] : []));

  const guarded = (source: OwnSource): Source => {
    const made = noting(guardedSource(source, report));
    return {
      ...made,
      start: (ports) =>
        naming(source, files.get(source.name), () => {
          try {
            made.start(ports);
          } catch (error) {
            const { message } = error instanceof Error ? error : new Error(String(error));
            throw new Error(`cannot start. ${message}`, { cause: error });
          }
        }),
    };
  };

  return {
    defineSource: (source) => add(source),
    defineFiles() {
      for (const { file, source } of filesOfSources(strapi)) add(source as OwnSource, file);
    },
    start() {
      hasStarted = true;
      return [...builtIn.map(noting), ...own.map(guarded)];
    },
    unknownNames() {
      const unknown = {
        handler: new Set(unknownHandlers(strapi, namesOf('handler'))),
        model: new Set(unknownModels(strapi, namesOf('model'))),
      };
      return named.filter(({ kind, name }) => unknown[kind].has(name));
    },
  };
};
