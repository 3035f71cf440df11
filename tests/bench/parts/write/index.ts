import { NONE, THIS, type Configuration } from '../../applications/configurations';
import type { Part } from '../part';
import { takeTurn, type Amounts, type Measurement } from './measure';
import { judgeWrites, writeTable } from './summary';

const WHOLE: Amounts = {
  // A server that has run for a while has compiled its code: cold, this plugin's would count double.
  warmUp: 600,
  requests: new Map([
    [1, 60],
    [8, 160],
    [32, 120],
  ]),
  largeRequests: new Map([[8, 48]]),
  readRequests: new Map([[8, 800]]),
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
};

/** Each alternation begins with another one, so that none is always the first on a cold machine. */
export const inTurn = <Item>(items: readonly Item[], alternation: number): Item[] => {
  const start = alternation % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
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
  const amounts = options.short ? SHORT : WHOLE;
  const configurations = [NONE, THIS, ...rivals];
  const measurements: Measurement[] = [];
  const plugins = new Map<Configuration, string[]>();

  for (let alternation = 0; alternation < options.alternations; alternation += 1) {
    for (const configuration of inTurn(configurations, alternation)) {
      say(
        `write: alternation ${alternation + 1} of ${options.alternations}, ${configuration.name}`
      );
      const turn = await takeTurn(configuration, database, alternation, amounts);
      measurements.push(...turn.measurements);
      plugins.set(configuration, turn.plugins);
    }
  }
  const base = plugins.get(NONE) ?? [];
  for (const [own, found] of plugins) assertSame(found, base, own);

  const title = `Writes on ${database}: medians, ratios to the same alternation without a plugin`;
  return {
    tables: [writeTable(measurements, title)],
    judgements: judgeWrites(measurements),
    notes: [],
    raw: { plugins: base, measurements },
  };
};
