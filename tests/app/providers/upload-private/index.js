'use strict';

const { createHmac } = require('node:crypto');
const { createWriteStream, existsSync, readFileSync } = require('node:fs');
const { mkdir, open, rm, stat, truncate } = require('node:fs/promises');
const { dirname, join } = require('node:path');
const { pipeline } = require('node:stream/promises');

/** What a storage can do to a file that it said it keeps, by the word in the file `fault`. */
const faults = {
  async 'flip-a-bit'(path) {
    const file = await open(path, 'r+');
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, 20);
    await file.write(Buffer.from([buffer[0] ^ 1]), 0, 1, 20);
    await file.close();
  },
  async 'lose-the-end'(path) {
    await truncate(path, (await stat(path)).size - 10);
  },
};

/**
 * A private storage: files in `directory`, which tests/helpers/private-storage.ts serves at `url` to whoever
 * has a signature by `secret`. `isPrivate: false` makes it one that says of itself that it is public.
 */
module.exports = {
  init({ directory, url, secret, isPrivate = true }) {
    const keyOf = ({ path, hash, ext }) => `${path ? `${path}/` : ''}${hash}${ext}`;
    const fault = () => {
      const file = join(directory, 'fault');
      return existsSync(file) ? readFileSync(file, 'utf8') : '';
    };
    return {
      isPrivate: () => isPrivate,
      async uploadStream(file) {
        if (fault() === 'refuse') throw new Error('AccessDenied: the bucket takes nothing');
        // As a provider that believes what it is told of a file it has already.
        if (fault() === 'take-nothing') return;
        const path = join(directory, keyOf(file));
        await mkdir(dirname(path), { recursive: true });
        await pipeline(file.stream, createWriteStream(path));
        await faults[fault()]?.(path);
        file.url = `${url}/${keyOf(file)}`;
      },
      getSignedUrl(file) {
        const signature = createHmac('sha256', secret).update(keyOf(file)).digest('hex');
        return { url: `${file.url}?signature=${signature}` };
      },
      delete: (file) => rm(join(directory, keyOf(file)), { force: true }),
    };
  },
};
