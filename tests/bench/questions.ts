/** What the service `query` is asked, in the words of the API's parameters. */
export interface Question {
  name: string;
  /** A function of the plugin's service `query`. */
  ask: 'findEvents' | 'findHistogram' | 'findEvent' | 'findNeighbours' | 'readVolume' | 'countNews';
  /** Its arguments; what only the log knows stands as `$name`, see `parts/read/known.ts`. */
  args: readonly unknown[];
  /** Whether the target for lists holds: its growth and its milliseconds. */
  isJudged: boolean;
}

const list = (name: string, query: Record<string, unknown>, isJudged = true): Question => ({
  name,
  ask: 'findEvents',
  args: [query],
  isJudged,
});
const search = (name: string, q: string): Question => list(name, { q });
const other = (name: string, ask: Question['ask'], ...args: unknown[]): Question => ({
  name,
  ask,
  args,
  isJudged: false,
});

/** What the read part times. Another question is another line. */
export const QUESTIONS: readonly Question[] = [
  list('first page', {}),
  list('page 100', { page: '100' }),
  list('page 400', { page: '400' }),
  list('last page', { page: '-1' }),
  list('first page, oldest first', { sort: 'occurredAt:asc' }),
  search('action', 'action:entry.publish'),
  search('action, wildcard', 'action:entry.*'),
  search('actor', 'actor:admin-user:1'),
  search('actor, by name', 'actor:nora'),
  search('actor type', 'actor-type:api-token'),
  search('type', 'type:api::author.author'),
  search('entry', 'entry:$document'),
  search('locale', 'locale:de'),
  search('outcome', 'outcome:failure'),
  search('origin', 'origin:content-api'),
  search('ip', 'ip:203.0.113.4'),
  search('ip range', 'ip:10.1.0.0/16'),
  search('field', 'field:price'),
  search('tag', 'tag:field:title'),
  search('text, one word', 'spring'),
  search('text, two words', 'spring sale'),
  search('after', 'after:7d'),
  search('action and after', 'action:entry.publish after:7d'),
  other('histogram', 'findHistogram', { timeZone: 'Europe/Berlin' }),
  other('histogram of a word', 'findHistogram', { q: 'spring', timeZone: 'Europe/Berlin' }),
  other('side panel of an entry', 'findEvents', {
    filters: { $and: [{ resource: { documentId: { $eq: '$document' } } }] },
    pageSize: '5',
  }),
  other('details', 'findEvent', '$event'),
  other('neighbours', 'findNeighbours', '$event', {}),
  other('status', 'readVolume'),
];
