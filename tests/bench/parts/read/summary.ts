import { QUESTIONS } from '../../questions';
import { count, number } from '../../report/words';
import { TARGETS, type Judgement } from '../../targets';
import type { Table } from '../part';
import type { Timing } from './ask';
import type { Lists } from './lists';

type BySize = ReadonlyMap<number, readonly Timing[]>;

const timeOf = (timings: readonly Timing[] | undefined, name: string): number =>
  timings?.find((timing) => timing.name === name)?.milliseconds ?? NaN;

const edges = (bySize: BySize) => {
  const sizes = [...bySize.keys()];
  return { smallest: bySize.get(sizes[0]!), largest: bySize.get(sizes.at(-1)!) };
};

const growthOf = (bySize: BySize, name: string): number => {
  const { smallest, largest } = edges(bySize);
  return timeOf(largest, name) / timeOf(smallest, name);
};

export const questionsTable = (bySize: BySize, database: string): Table => ({
  title: `Reads on ${database}: milliseconds in the server, medians`,
  head: ['Question', ...[...bySize.keys()].map((size) => `${count(size)} events`), 'Last : first'],
  rows: QUESTIONS.map(({ name }) => [
    name,
    ...[...bySize.values()].map((timings) => number(timeOf(timings, name))),
    number(growthOf(bySize, name)),
  ]),
});

export const listsTable = (lists: readonly Lists[], database: string): Table => ({
  title: `Lists on ${database} over HTTP: milliseconds, medians`,
  head: ['Plugin', 'Events', ...(lists[0]?.timings.map(({ name }) => name) ?? [])],
  rows: lists.map(({ configuration, events, timings }) => [
    configuration,
    count(events),
    ...timings.map(({ milliseconds }) => number(milliseconds ?? NaN)),
  ]),
});

export function judgeReads(bySize: BySize): Judgement[] {
  const { largest } = edges(bySize);
  return QUESTIONS.filter(({ isJudged }) => isJudged).flatMap(({ name }) => [
    { target: TARGETS.listGrowth, of: name, value: growthOf(bySize, name) },
    { target: TARGETS.listTime, of: name, value: timeOf(largest, name) },
  ]);
}
