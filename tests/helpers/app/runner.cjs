'use strict';

/*
 * The child process of bootApp: starts the application in argv[2] as `strapi start` does, then
 * evaluates functions that the parent sends. Plain JavaScript, because a loader hook would make
 * this process differ from a user's.
 */
const { createRequire } = require('node:module');
const { join } = require('node:path');

const appDir = process.argv[2];
const { createStrapi } = createRequire(join(appDir, 'package.json'))('@strapi/strapi');

/** JSON has no undefined: a missing `json` property stands for it. */
const encode = (value) => (value === undefined ? {} : { json: JSON.stringify(value) });

const encodeError = (error) =>
  error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack, details: error.details }
    : { name: 'Error', message: `thrown: ${JSON.stringify(error)}` };

async function answer(strapi, { id, source, args }) {
  try {
    // Indirect eval: the function sees globals and its arguments, nothing of this file.
    // tsx has wrapped the functions inside of it, so that they keep their names.
    const fn = (0, eval)(`((__name) => (${source}))((inner) => inner)`);
    process.send({ type: 'result', id, ...encode(await fn(strapi, ...args)) });
  } catch (error) {
    process.send({ type: 'error', id, error: encodeError(error) });
  }
}

// A parent that crashed must not leave a server behind.
process.on('disconnect', () => process.exit(1));

async function main() {
  const strapi = createStrapi({ appDir, distDir: appDir });
  await strapi.start();
  process.on('message', (message) => {
    if (message.type === 'run') void answer(strapi, message);
  });
  process.send({ type: 'ready' });
}

void main();
