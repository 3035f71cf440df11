import { count, number } from '../../report/words';
import { TARGETS, type Judgement } from '../../targets';
import type { Part } from '../part';
import { purgeIdle, purgeRival, purgeUnderLoad, type Limits, type Purge } from './measure';

const limits = (events: number, short: boolean): Limits =>
  short
    ? { events, idleSeconds: 20, loadedSeconds: 1 }
    : { events, idleSeconds: 60, loadedSeconds: 15 };

const rateOf = ({ events, seconds }: Purge): number => events / seconds;

const ratioOf = ({ during, quiet }: Purge, measure: 'worst' | 'p99'): number =>
  during && quiet ? during[measure] / quiet[measure] : NaN;

const row = (purge: Purge): string[] => [
  purge.configuration,
  count(purge.events),
  number(purge.seconds),
  purge.isDone ? 'yes' : 'no',
  count(rateOf(purge)),
  number(purge.quiet?.worst ?? NaN),
  number(purge.during?.worst ?? NaN),
  number(ratioOf(purge, 'worst')),
  number(ratioOf(purge, 'p99')),
];

/** How fast old events go, and what users notice of it. */
export const retentionPart: Part = async ({ options, database, rivals, say }) => {
  const wanted = limits(options.events.at(-1) ?? 0, options.short);
  say(`retention: half of ${wanted.events} events on ${database}`);
  const idle = await purgeIdle(database, wanted);
  const loaded = await purgeUnderLoad(database, wanted);
  const others: Purge[] = [];
  for (const rival of rivals) {
    say(`retention: half of ${wanted.events} events of ${rival.name}`);
    others.push(...(await purgeRival(rival, database, wanted)));
  }

  const [idleTarget, loadedTarget] =
    database === 'sqlite'
      ? [TARGETS.purgeIdleSqlite, TARGETS.purgeLoadedSqlite]
      : [TARGETS.purgeIdleServer, TARGETS.purgeLoadedServer];
  const judgements: Judgement[] = [
    { target: idleTarget, of: database, value: rateOf(idle) },
    { target: loadedTarget, of: database, value: rateOf(loaded) },
    { target: TARGETS.purgeWorst, of: database, value: ratioOf(loaded, 'worst') },
  ];
  return {
    tables: [
      {
        title: `Purge on ${database} of half of ${count(wanted.events)} events`,
        head: [
          ...['Purge', 'Events removed', 'Seconds', 'Done', 'Events/s'],
          ...['Worst request ms, quiet', 'during', 'Worst ×', 'p99 ×'],
        ],
        rows: [idle, loaded, ...others].map(row),
      },
    ],
    judgements,
    notes: [],
    raw: [idle, loaded, ...others],
  };
};
