import type { EventListResponse } from '../../server/src/contracts';

/** Several begin alike, so that an event may be found by more than one of its words. */
export const WORDS = ['quilla', 'quillon', 'quince', 'rhubarb'] as const;
type Word = (typeof WORDS)[number];

/** What searches compare of an event; `key` grows in the order of writing. */
export interface EventOfWords {
  key: number;
  /** Epoch milliseconds. */
  at: number;
  actor: readonly Word[];
  resource: readonly Word[];
  isFailure: boolean;
}

/** Events of these instants: few, so that many are of one. */
export const INSTANTS = [1, 2, 3, 4].map((day) => Date.UTC(2025, 0, day));

type Test = (event: EventOfWords) => boolean;

const acted =
  (begin: string): Test =>
  ({ actor }) =>
    actor.some((word) => word.startsWith(begin));
const has =
  (begin: string): Test =>
  (event) =>
    acted(begin)(event) || event.resource.some((word) => word.startsWith(begin));

/** What is asked, and which events that means: said anew, without a table. */
export const QUESTIONS: { asked: Record<string, unknown>; finds: Test }[] = [
  { asked: { q: 'qui' }, finds: has('qui') },
  { asked: { q: 'quillon' }, finds: has('quillon') },
  { asked: { q: 'qui rhu' }, finds: (event) => has('qui')(event) && has('rhu')(event) },
  { asked: { q: 'qui quill' }, finds: has('quill') },
  { asked: { q: 'qui -quilla' }, finds: (event) => has('qui')(event) && !has('quilla')(event) },
  { asked: { q: 'actor:quil' }, finds: acted('quil') },
  {
    asked: { q: 'actor:quil actor:rhu' },
    finds: (event) => acted('quil')(event) || acted('rhu')(event),
  },
  {
    asked: { q: 'actor:"quin quil" rhu' },
    finds: (event) => acted('quin')(event) && acted('quil')(event) && has('rhu')(event),
  },
  { asked: { q: 'qui outcome:failure' }, finds: (event) => has('qui')(event) && event.isFailure },
  {
    asked: { q: 'qui', filters: { outcome: 'failure' } },
    finds: (event) => has('qui')(event) && event.isFailure,
  },
  {
    asked: { q: 'qui after:2025-01-02 before:2025-01-04' },
    finds: (event) => has('qui')(event) && event.at >= INSTANTS[1]! && event.at < INSTANTS[3]!,
  },
  { asked: { q: 'nothing' }, finds: () => false },
];

/** The keys of those that a question means, the newest first. */
export const newestFirst = (events: readonly EventOfWords[], finds: Test): number[] =>
  events
    .filter(finds)
    .sort((one, other) => other.at - one.at || other.key - one.key)
    .map(({ key }) => key);

type Find = (parameters: Record<string, unknown>) => Promise<EventListResponse>;

const MOST_PAGES = 100;

/** All pages of a list, the first by its number and each other by the place that the one before it gave. */
export async function walkPages(
  find: Find,
  asked: Record<string, unknown>,
  way: 'after' | 'before'
): Promise<EventListResponse[]> {
  const pages = [await find({ ...asked, page: way === 'after' ? '1' : '-1' })];
  for (let place = pages[0]!.pagination[way]; place; place = pages.at(-1)!.pagination[way]) {
    pages.push(await find({ ...asked, [way]: place }));
    if (pages.length > MOST_PAGES) throw new Error('The pages do not end.');
  }
  return pages;
}
