import { join } from 'node:path';
import type { Core } from '@strapi/types';
import { buildSync } from 'esbuild';
import type { App } from '../../helpers/boot-app';
import type * as Inside from './inside';

type Functions = typeof Inside;
type ArgumentsOf<Name extends keyof Functions> =
  Parameters<Functions[Name]> extends [Core.Strapi, ...infer Rest] ? Rest : never;

let bundle: string | undefined;

/** Calls a function of `./inside` in the Strapi process: the modules travel as one bundle. */
export function runInside<Name extends keyof Functions>(
  app: App,
  name: Name,
  ...args: ArgumentsOf<Name>
): Promise<Awaited<ReturnType<Functions[Name]>>> {
  bundle ??= buildSync({
    entryPoints: [join(__dirname, 'inside/index.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'replayInside',
    target: 'node20',
  }).outputFiles[0]!.text;
  return app.run(
    (strapi, source, called, given) => {
      // The modules keep state (who is signed in, which habits are on): they are made once.
      const holder = globalThis as {
        replayInside?: Record<string, (...all: unknown[]) => unknown>;
      };
      holder.replayInside ??= (0, eval)(`${source}; replayInside`) as never;
      return holder.replayInside![called]!(strapi, ...given) as never;
    },
    bundle,
    name as string,
    args as unknown[]
  );
}
