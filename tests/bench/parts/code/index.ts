import { pairedRatios, spreadOf } from '../../arithmetic';
import { NONE, THIS } from '../../applications/configurations';
import { number, spread } from '../../report/words';
import { TARGETS, type Target } from '../../targets';
import type { Part } from '../part';
import { CODE_WRITE_NAMES, CODE_WRITES, costOf, type CodeWrite, type Cost } from './measure';

const TARGET: Record<CodeWrite, Target> = {
  title: TARGETS.largeEntry,
  form: TARGETS.largeEntry,
  createMany: TARGETS.createMany,
  updateMany: TARGETS.updateMany,
};
const ROUNDS = 12;

type Costs = { without: Cost; recorded: Cost };

const ratio = (all: readonly Costs[], measure: keyof Cost) => {
  const side = (name: keyof Costs) => new Map(all.map((one, round) => [round, one[name][measure]]));
  return spreadOf(pairedRatios(side('recorded'), side('without')));
};

/** What large writes of code cost beside none: two applications that take turns, write by write. */
export const codePart: Part = async ({ options, database, say }) => {
  const rounds = options.short ? 1 : ROUNDS;
  const measured = new Map<CodeWrite, Costs[]>();
  const [without, recorded] = await Promise.all([NONE.boot({ database }), THIS.boot({ database })]);
  try {
    for (const write of CODE_WRITES) {
      say(`code: ${CODE_WRITE_NAMES[write]}`);
      const costs: Costs[] = [];
      // The first round warms up.
      for (let round = 0; round <= rounds; round += 1) {
        const first = round % 2 === 0 ? await costOf(without, write) : null;
        const own = await costOf(recorded, write);
        const pair = { without: first ?? (await costOf(without, write)), recorded: own };
        if (round > 0) costs.push(pair);
      }
      measured.set(write, costs);
    }
  } finally {
    await Promise.all([without.stop(), recorded.stop()]);
  }

  const cells = [...measured];
  const median = (all: readonly Costs[], name: keyof Costs, measure: keyof Cost) =>
    number(spreadOf(all.map((one) => one[name][measure])).median);
  return {
    tables: [
      {
        title: `Large writes of code on ${database}: medians, ratios round by round`,
        head: ['Write', 'ms without', 'ms', 'ms ×', 'CPU ms without', 'CPU ms', 'CPU ×'],
        rows: cells.map(([write, all]) => [
          CODE_WRITE_NAMES[write],
          ...[median(all, 'without', 'time'), median(all, 'recorded', 'time')],
          spread(ratio(all, 'time')),
          ...[median(all, 'without', 'cpu'), median(all, 'recorded', 'cpu')],
          spread(ratio(all, 'cpu')),
        ]),
      },
    ],
    judgements: cells.map(([write, all]) => ({
      target: TARGET[write],
      of: CODE_WRITE_NAMES[write],
      value: ratio(all, 'time').median,
    })),
    notes: [],
    raw: cells.map(([write, costs]) => ({ write, costs })),
  };
};
