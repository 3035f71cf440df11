import { NONE, THIS, type Configuration } from '../../applications/configurations';
import type { Part } from '../part';
import { openServers, type Amounts, type Measurement } from './measure';
import { judgeWrites, writeTable } from './summary';

const WHOLE: Amounts = {
  // A server that has run for a while has compiled its code: cold, this plugin's would count double.
  warmUp: 400,
  requests: new Map([
    [1, 32],
    [8, 96],
    [32, 96],
  ]),
  largeRequests: new Map([[8, 32]]),
  readRequests: new Map([[8, 320]]),
  // What events are found by follows after a second.
  settles: 1_500,
};
const SHORT: Amounts = {
  warmUp: 4,
  requests: new Map([
    [1, 3],
    [8, 16],
    [32, 32],
  ]),
  largeRequests: new Map([[8, 8]]),
  readRequests: new Map([[8, 16]]),
  settles: 0,
};

/** @throws when an application runs other plugins than the one without: they could not be compared */
function assertSame(plugins: readonly string[], base: readonly string[], own: Configuration): void {
  const expected = [...base, ...Object.keys(own.plugins)].sort().join(', ');
  const found = [...plugins].sort().join(', ');
  if (found !== expected) {
    throw new Error(`The application with ${own.name} runs ${found}; expected ${expected}.`);
  }
}

/** What writing content costs with each plugin, beside none, over alternations. */
export const writePart: Part = async ({ options, database, rivals, say }) => {
  say('write: starting a server for each plugin and one without');
  const amounts = options.short ? SHORT : WHOLE;
  const servers = await openServers([NONE, THIS, ...rivals], database, amounts);
  const measurements: Measurement[] = [];
  try {
    const plugins = await servers.plugins();
    const base = plugins.get(NONE) ?? [];
    for (const [own, found] of plugins) assertSame(found, base, own);

    for (let alternation = 0; alternation < options.alternations; alternation += 1) {
      say(`write: alternation ${alternation + 1} of ${options.alternations}`);
      measurements.push(...(await servers.measure(alternation)));
    }
    const title = `Writes on ${database}: medians, ratios to the same alternation without a plugin`;
    return {
      tables: [writeTable(measurements, title)],
      judgements: judgeWrites(measurements),
      notes: [],
      raw: { plugins: base, measurements },
    };
  } finally {
    await servers.close();
  }
};
