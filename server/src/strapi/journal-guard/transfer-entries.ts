import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Socket } from 'node:net';
import type { Core } from '@strapi/types';
import type { Context } from 'koa';
import { asyncContext, runInside } from '../../record/context';
import { scopeForGood } from '../../record/scope';
import type { Transfer } from '../../record/context';

/**
 * Runs everything that belongs to a transfer inside of that transfer: messages from another
 * system's socket, and code that reads and writes this database for it. Call it in `register()`:
 * routes bind their handlers right after.
 */
export function tapTransferEntries(strapi: Core.Strapi): void {
  tapRemoteTransfers(strapi);
  try {
    for (const { side, provider } of examplesOf(strapi)) tapClass(provider, side);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    strapi.log.warn(
      '[audit-trail] Imports and exports cannot be told from other work in this version of Strapi: ' +
        `the rows that they write are recorded one by one. (${reason})`
    );
  }
}

type Handler = (ctx: Context, ...rest: unknown[]) => unknown;
interface ControllerRegistry {
  extend(uid: string, wrap: (controller: Record<string, Handler>) => object): void;
}

const RUNNERS: Readonly<Record<string, Transfer['side']>> = {
  'runner-push': 'destination',
  'runner-pull': 'source',
};

/** Push and pull: another system opens a socket and sends its commands over it. */
function tapRemoteTransfers(strapi: Core.Strapi): void {
  const controllers = strapi.get('controllers') as unknown as ControllerRegistry;
  controllers.extend('admin::transfer', (controller) => ({
    ...controller,
    ...Object.fromEntries(
      Object.entries(RUNNERS).flatMap(([name, side]) => {
        const handler = controller[name];
        return handler ? [[name, tapRunner(handler, side)]] : [];
      })
    ),
  }));
}

/** A proxy, because Strapi marks the functions of controllers with properties. */
const tapRunner = (handler: Handler, side: Transfer['side']): Handler =>
  new Proxy(handler, {
    apply(target, self, args: Parameters<Handler>) {
      const inside = { transfer: { side }, ...scopeForGood() };
      const answer = runInside(inside, () => Reflect.apply(target, self, args) as unknown);
      const [ctx] = args;
      if (ctx.respond === false) {
        // Messages on a socket arrive outside the request that opened it.
        const { socket } = ctx.req as { socket: Socket };
        const emit = socket.emit.bind(socket);
        socket.emit = ((...event: Parameters<Socket['emit']>) =>
          runInside(inside, () => emit(...event))) as Socket['emit'];
      }
      return answer;
    },
  });

/** Reads or writes the database of this application for a transfer. */
interface Provider {
  bootstrap(...args: unknown[]): Promise<unknown>;
  close(...args: unknown[]): Promise<unknown>;
}

interface Providers {
  createLocalStrapiSourceProvider(options: object): Provider;
  createLocalStrapiDestinationProvider(options: object): Provider;
}

/** Those of the package that Strapi's commands use, and of the package that its server uses. */
function providersOf(root: string): Providers[] {
  const strapi = createRequire(join(root, 'package.json')).resolve('@strapi/strapi/package.json');
  const admin = createRequire(strapi).resolve('@strapi/admin/package.json');
  return [strapi, admin].map((path) => {
    const transfer = createRequire(path)('@strapi/data-transfer') as {
      strapi: { providers: Providers };
    };
    return transfer.strapi.providers;
  });
}

const tapped = new WeakSet<object>();
const transfers = new WeakMap<object, Transfer>();

/** Their classes are not public; one object of each gives access to them. */
const examplesOf = (strapi: Core.Strapi): { side: Transfer['side']; provider: Provider }[] =>
  providersOf(strapi.dirs.app.root).flatMap((providers) => [
    { side: 'source', provider: providers.createLocalStrapiSourceProvider({}) },
    { side: 'destination', provider: providers.createLocalStrapiDestinationProvider({}) },
  ]);

/**
 * One object of each class that reads or writes this application's database for a transfer.
 *
 * @throws if the transfer package is not as expected
 */
export const localProviders = (strapi: Core.Strapi): object[] =>
  examplesOf(strapi).map(({ provider }) => provider);

function tapClass(example: Provider, side: Transfer['side']): void {
  const prototype = Object.getPrototypeOf(example) as Provider;
  if (tapped.has(prototype)) return;
  tapped.add(prototype);
  for (const method of ['bootstrap', 'close'] as const) {
    const original = prototype[method];
    prototype[method] = function inTransfer(this: Provider, ...args) {
      const transfer = transfers.get(this) ?? asyncContext().transfer ?? { side };
      transfers.set(this, transfer);
      return runInside({ transfer }, () => original.apply(this, args));
    };
  }
}
