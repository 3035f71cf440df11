import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type StorageFault = 'refuse' | 'take-nothing' | 'flip-a-bit' | 'lose-the-end';

export interface PrivateStorage {
  /** Where the files are on this machine. */
  directory: string;
  url: string;
  /** What the application's upload provider needs to know. */
  options: { directory: string; url: string; secret: string };
  /** What goes wrong from now on; nothing if left out. */
  breakWith(fault?: StorageFault): void;
  stop(): Promise<void>;
}

/** A storage for the upload provider of `tests/app`: it gives a file to whoever has a signed address. */
export async function startPrivateStorage(): Promise<PrivateStorage> {
  const directory = mkdtempSync(join(tmpdir(), 'audit-trail-storage-'));
  const secret = randomBytes(16).toString('hex');
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
    const key = decodeURIComponent(pathname.slice(1));
    const signature = createHmac('sha256', secret).update(key).digest('hex');
    if (searchParams.get('signature') !== signature) response.writeHead(403).end();
    else if (!existsSync(join(directory, key))) response.writeHead(404).end();
    else createReadStream(join(directory, key)).pipe(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    directory,
    url,
    options: { directory, url, secret },
    breakWith: (fault) => writeFileSync(join(directory, 'fault'), fault ?? ''),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
