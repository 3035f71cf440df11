import { bootApp, type App } from '../../helpers/boot-app';
import { eventsAfter } from '../../helpers/events';
import { findPlaces, perform, type Place, type Written } from './perform';
import { componentWays, waysOf } from './ways';

/** Where the events of a write begin. */
type Recorded = Written & { place: number };

/** What the places of the test application are; the first test compares it with the application. */
const PLACES = [
  'api::article.article links',
  'api::article.article facts',
  'api::article.article seo',
  'api::article.article sections',
  'api::article.article related',
  'api::article.article cover',
  'api::article.article attachments',
  'shared.seo tags',
  'shared.seo image',
  'blocks.gallery images',
  'blocks.gallery links',
  'blocks.gallery authors',
];

const ROOTS: Record<string, string> = { 'shared.seo': 'seo', 'blocks.gallery': 'sections' };

describe('rows that belong to an entry, written by themselves', () => {
  let app: App;
  let places: Place[];
  beforeAll(async () => {
    app = await bootApp();
    places = await app.run(findPlaces);
  });
  afterAll(() => app?.stop());

  const nameOf = ({ uid, attribute }: Place): string => `${uid} ${attribute}`;

  /** One event for each article that is another than before, and none for the others. */
  const check = async (write: { place: Place; code: string }, root?: string): Promise<string[]> => {
    const { titles, before, after, place } = (await app.run(perform, write)) as Recorded;
    const changed = titles.filter((_, at) => before[at] !== after[at]);
    const events = await eventsAfter(app, place);
    const updates = events.filter(({ action }) => action === 'entry.update');
    const named = (line: string) => titles.find((title) => line.includes(`"${title}"`)) ?? line;
    const told = updates.map(({ line }) => named(line));
    const problems: string[] = [];
    if (changed.length === 0) problems.push('nothing changed');
    if (told.sort().join() !== [...changed].sort().join()) {
      problems.push(`changed: ${changed.join()}; told: ${told.join()}`);
    }
    for (const { changes } of root ? updates : []) {
      const paths = changes.map(({ path }) => path);
      if (!paths.some((path) => path.startsWith(root!))) problems.push(`paths: ${paths.join()}`);
    }
    return problems;
  };

  it('are those that this file knows', () => {
    expect(places.map(nameOf).sort()).toEqual([...PLACES].sort());
  });

  it.each(PLACES)('lead to one event of each entry that changes: %s', async (name) => {
    const place = places.find((one) => nameOf(one) === name)!;
    const root = ROOTS[place.uid] ?? place.attribute;
    const faults: Record<string, string[]> = {};
    for (const { name: way, code } of waysOf(place)) {
      const isFile = way.includes('file');
      const problems = await check({ place, code }, isFile ? undefined : root).catch(
        (error: Error) => [error.message]
      );
      if (problems.length > 0) faults[way] = problems;
    }
    expect(faults).toEqual({});
  });

  it.each(['shared.link', 'shared.meta-tag', 'shared.seo', 'blocks.gallery'])(
    'lead to one event of each entry that changes: rows of %s',
    async (uid) => {
      const place = places.find((one) => nameOf(one) === 'shared.seo tags')!;
      const faults: Record<string, string[]> = {};
      for (const { name, code } of componentWays().filter((way) => way.uid === uid)) {
        const problems = await check({ place, code }).catch((error: Error) => [error.message]);
        if (problems.length > 0) faults[name] = problems;
      }
      expect(faults).toEqual({});
    }
  );
});
