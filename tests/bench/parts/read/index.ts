import { bootSeeded } from '../../seed/template';
import { QUESTIONS } from '../../questions';
import type { Part } from '../part';
import { ask, knownIn, type Timing } from './ask';
import { ownLists, rivalLists, type Lists } from './lists';
import { judgeReads, listsTable, questionsTable } from './summary';

const TIMES = { whole: 9, short: 2 };

/** How long questions take on a small and on a large log. */
export const readPart: Part = async ({ options, database, rivals, say }) => {
  const times = options.short ? TIMES.short : TIMES.whole;
  const bySize = new Map<number, Timing[]>();
  const lists: Lists[] = [];

  for (const events of options.events) {
    say(`read: ${events} events on ${database}`);
    const app = await bootSeeded(database, events);
    try {
      const known = await knownIn(app);
      const timings: Timing[] = [];
      for (const question of QUESTIONS) timings.push(await ask(app, question, known, times));
      bySize.set(events, timings);
      lists.push(await ownLists(app, events, times));
    } finally {
      await app.stop();
    }
  }
  const largest = options.events.at(-1) ?? 0;
  for (const rival of rivals) {
    say(`read: ${largest} events of ${rival.name}`);
    lists.push(...(await rivalLists(rival, database, largest, options.short ? 1 : 3)));
  }

  const refusals = new Map(
    [...bySize.values()].flat().flatMap(({ name, refusal }) => (refusal ? [[name, refusal]] : []))
  );
  return {
    tables: [questionsTable(bySize, database), listsTable(lists, database)],
    judgements: judgeReads(bySize),
    notes: [...refusals].map(([name, refusal]) => `${name}: not answered, ${refusal}`),
    raw: { questions: Object.fromEntries(bySize), lists },
  };
};
