import { dropAbandoned, isReachable, TEMPLATE_VARIABLE } from './app/databases';
import { makeServerTemplate } from './prepare/application';
import { prepareApp } from './prepare-app';
import { leaveOutFlags } from './run-all/left-out';
import { report } from './run-all/report';
import { jestOn, type Outcome } from './run-all/suites';

const SERVERS = ['postgres', 'mysql'] as const;

const SHORT = '--short';

async function onServer(
  client: (typeof SERVERS)[number],
  chosen: string[],
  isShort: boolean
): Promise<Outcome> {
  if (await isReachable(client)) {
    const abandoned = await dropAbandoned(client);
    if (abandoned.length > 0)
      console.log(`dropped what a killed run left: ${abandoned.join(', ')}`);
    const flags = leaveOutFlags(client, isShort);
    if (chosen.length > 0) flags.push('--testPathPatterns', ...chosen);
    const template = await makeServerTemplate(client);
    const env = { TEST_DATABASE: client, [TEMPLATE_VARIABLE]: template.name! };
    return jestOn(client, 'integration', flags, env).finally(() => template.drop());
  }
  const failed = process.env.CI === 'true' ? 1 : 0;
  const variable = `TEST_${client.toUpperCase()}_URL`;
  const leftOut = `no server answers: start one, or set ${variable}`;
  return { name: client, passed: 0, failed, skipped: 0, seconds: 0, leftOut };
}

/**
 * `postgres` and `mysql` among the words choose servers, `--short` leaves out what is the same on
 * every database, the others are parts of the tests' paths.
 */
async function main(words: string[]): Promise<void> {
  await prepareApp();
  const named = SERVERS.filter((server) => words.includes(server));
  const chosen = words.filter((word) => word !== SHORT && !named.includes(word as never));
  const outcomes: Outcome[] = [];
  for (const client of named.length > 0 ? named : SERVERS) {
    outcomes.push(await onServer(client, chosen, words.includes(SHORT)));
  }
  report('databases', outcomes);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
