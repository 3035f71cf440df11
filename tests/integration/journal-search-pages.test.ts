import type { EventListResponse } from '../../server/src/contracts';
import {
  INSTANTS,
  newestFirst,
  QUESTIONS,
  walkPages,
  WORDS,
  type EventOfWords,
} from '../helpers/events-of-words';
import { bootApp, type App } from '../helpers/boot-app';
import { defaultDatabase } from '../helpers/app/databases';

const subset = (bits: number) => WORDS.filter((_, index) => bits & (1 << index));

/** Every set of words, under each instant, by actors of some of them. */
const EVENTS: EventOfWords[] = Array.from({ length: 64 }, (_, key) => ({
  key,
  at: INSTANTS[(key * 7) % INSTANTS.length]!,
  actor: subset((key * 5) % 16),
  resource: subset(key % 16),
  isFailure: key % 3 === 0,
}));

describe.each([defaultDatabase()])('a search for words that begin alike on %s', (client) => {
  let app: App;

  beforeAll(async () => {
    app = await bootApp({ database: client });
    await app.run(async ({ db }, events) => {
      const rows = events.map(({ key, at, isFailure, actor, resource }) => ({
        document_id: `0190a000-0000-7000-8000-${String(key).padStart(12, '0')}`,
        occurred_at: at,
        action: `test.${key}`,
        outcome: isFailure ? 'failure' : 'success',
        origin: 'cron',
        actor_type: 'system',
        actor_name: actor.join(' '),
        resource_name: resource.join(' '),
        count: 1,
        changed_fields: 0,
        tags: '[]',
        changes: '[]',
      }));
      // One by one, so that their keys grow.
      for (const row of rows) await db.connection('audit_trail_events').insert(row);
    }, EVENTS);
  });
  afterAll(() => app?.stop());

  const find = (parameters: Record<string, unknown>): Promise<EventListResponse> =>
    app.run(
      (strapi, parameters) => strapi.plugin('audit-trail').service('query').findEvents(parameters),
      parameters
    );
  const keysOf = ({ results }: EventListResponse): number[] =>
    results.map(({ action }) => Number(action.split('.')[1]));

  it.each(QUESTIONS.map(({ asked, finds }) => ({ name: JSON.stringify(asked), asked, finds })))(
    'gives for $name each event once, on pages from both ends',
    async ({ asked, finds }) => {
      const expected = newestFirst(EVENTS, finds);
      const list = { ...asked, pageSize: '7' };
      const forwards = await walkPages(find, list, 'after');
      expect(forwards.flatMap(keysOf)).toEqual(expected);
      const backwards = await walkPages(find, list, 'before');
      expect(backwards.toReversed().flatMap(keysOf)).toEqual(expected);
      expect(forwards[0]!.pagination).toMatchObject({ total: expected.length });
      const third = await find({ ...list, page: '3' });
      expect(keysOf(third)).toEqual(expected.slice(14, 21));
    }
  );
});
