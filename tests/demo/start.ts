import { SUPER_ADMIN } from '../helpers/actors';
import { isFree } from '../helpers/app/free-port';
import { bootApp } from '../helpers/boot-app';
import { prepareApp } from '../helpers/prepare-app';
import { performActions } from './actions';

const PAGE = '/admin/settings/audit-logs';
const say = (line: string) => console.log(`[demo] ${line}`);

function readPort(): number {
  const text = process.env.PORT ?? '1337';
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Error(`PORT must be a port number from 1 to 65535, got "${text}".`);
}

/**
 * Resolves when the user presses Ctrl-C or something asks this process to end. The listeners stay:
 * npm and the terminal both pass a Ctrl-C on, and the second one must not cut the cleaning short.
 */
const whenAskedToEnd = () =>
  new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });

async function main(): Promise<void> {
  const port = readPort();
  if (!(await isFree(port))) {
    throw new Error(
      `Port ${port} is taken: stop what listens there or choose another, ` +
        `e.g. "PORT=${port + 1} npm start".`
    );
  }
  await prepareApp();

  say('starting Strapi with an empty database …');
  const app = await bootApp({ port, fresh: true, graphql: true });
  const asked = whenAskedToEnd();
  try {
    await performActions(app, say);
    console.log(
      [
        '',
        `  Audit Logs   ${app.url}${PAGE}`,
        `  E-mail       ${SUPER_ADMIN.email}`,
        `  Password     ${SUPER_ADMIN.password}`,
        '',
        '  Ctrl-C ends the demo and removes its database.',
        '',
      ].join('\n')
    );
    await Promise.race([
      asked,
      app.ended.then(() => {
        throw new Error(`Strapi ended by itself:\n${app.log()}`);
      }),
    ]);
    say('stopping …');
  } finally {
    await app.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
