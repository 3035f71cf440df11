import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import type { App } from './boot-app';

/** A token for transfers, made by code of the application. */
export const createTransferToken = (app: App, name = 'Transfer'): Promise<string> =>
  app.run(async (strapi, name) => {
    const { token } = strapi.service('admin::transfer') as {
      token: { create(fields: object): Promise<{ accessKey: string }> };
    };
    const permissions = ['push', 'pull'];
    const fields = { name, description: '', permissions, lifespan: null };
    return (await token.create(fields)).accessKey;
  }, name);

/**
 * Opens the socket of a push or pull, as `strapi transfer` does it, and says nothing through it.
 * @returns what closes it
 * @throws where Strapi refuses it
 */
export async function openTransfer(
  { url }: Pick<App, 'url'>,
  way: 'push' | 'pull',
  token: string
): Promise<{ close(): Promise<void> }> {
  const upgrade = request(`${url}/admin/transfer/runner/${way}`, {
    headers: {
      authorization: `Bearer ${token}`,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
    },
  });
  upgrade.end();
  const [, socket] = (await Promise.race([
    once(upgrade, 'upgrade'),
    once(upgrade, 'response').then(([{ statusCode }]) => {
      throw new Error(`The ${way} was answered with ${statusCode}.`);
    }),
  ])) as [unknown, Socket];
  return {
    async close() {
      const closed = once(socket, 'close');
      socket.destroy();
      await closed;
    },
  };
}
