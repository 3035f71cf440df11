import { bootApp, type App } from '../../helpers/boot-app';
import { endOfJournal, eventsAfter } from '../../helpers/events';
import { perform } from './perform';
import { findPlaces, type Place } from './places';
import { componentWays, waysOf } from './ways';

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

/** Each with the changes that its one event tells. */
const EXAMPLES: [place: string, code: string, told: object[]][] = [
  [
    'shared.seo image',
    'await strapi.db.query(place.uid).update({ where: { id: owners[0] }, data: { image: next } });',
    [{ path: 'seo.image', removed: [{ name: 'f1.png' }], added: [{ name: 'f3.png' }] }],
  ],
  [
    'shared.seo tags',
    'await builder().where({ [place.ownerColumn]: owners[0], [place.targetColumn]: target }).delete().execute();',
    [
      { path: 'seo.tags', removed: [{ type: 'shared.meta-tag', position: 0 }] },
      { path: 'seo.tags[0 removed].name', before: expect.stringContaining('t1') as string },
    ],
  ],
  [
    'blocks.gallery links',
    "await strapi.db.query(place.target).update({ where: { id: target }, data: { label: 'new' } });",
    [
      {
        path: 'sections[0:gallery].links[0].label',
        before: expect.stringContaining('l1') as string,
        after: 'new',
      },
    ],
  ],
  [
    'blocks.gallery authors',
    'await strapi.db.query(place.uid).updateRelations(owners[0], { authors: [next] });',
    [
      {
        path: 'sections[0:gallery].authors',
        removed: [{ name: 'a1' }, { name: 'a2' }],
        added: [{ name: 'a3' }],
      },
    ],
  ],
  [
    'api::article.article attachments',
    "await strapi.db.query('plugin::upload.file').update({ where: { id: next }, data: { related: [{ id: owners[2], __type: place.uid, __pivot: { field: 'attachments' } }] } });",
    [{ path: 'attachments', added: [{ name: 'f3.png' }] }],
  ],
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
    const { titles, before, after, place } = await app.run(perform, write);
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
    for (const { name: way, code } of waysOf(place, PLACES.indexOf(name))) {
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

  it.each(EXAMPLES)('tell what was there and what is: %s', async (name, code, told) => {
    const place = places.find((one) => nameOf(one) === name)!;
    const { place: start } = await app.run(perform, {
      place,
      code: `const { place, builder, owners, next, target } = given; ${code}`,
    });
    const [event, ...others] = await eventsAfter(app, start);
    expect(others).toEqual([]);
    expect(event!.changes).toMatchObject(told);
  });

  it('lead to one event for all entries, if these are more than 1,000', async () => {
    const place = await endOfJournal(app);
    await app.run(async (strapi) => {
      const { id } = (await strapi.db
        .query('shared.link')
        .create({ data: { label: 'of all' } })) as { id: number };
      const knex = strapi.db.connection;
      const titles = Array.from({ length: 1_001 }, (_, at) => `many ${at}`);
      await knex.batchInsert(
        'articles',
        titles.map((title) => ({ title, document_id: title })),
        100
      );
      const rows = await knex('articles').select('id').where('title', 'like', 'many %');
      await knex.batchInsert(
        'articles_cmps',
        rows.map((row: { id: number }) => ({
          ...{ entity_id: row.id, cmp_id: id, component_type: 'shared.link', field: 'links' },
        })),
        100
      );
      await strapi.db.query('shared.link').update({ where: { id }, data: { label: 'of many' } });
    });
    const events = await eventsAfter(app, place);
    expect(events).toMatchObject([{ action: 'entry.bulk-update', payload: { count: 1_001 } }]);
  });
});
