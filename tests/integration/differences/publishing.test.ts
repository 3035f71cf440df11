import { bootApp, type App } from '../../helpers/boot-app';
import { recordedBy } from '../../helpers/events';

let app: App;
beforeAll(async () => {
  app = await bootApp();
});
afterAll(() => app?.stop());

interface Made {
  documentId: string;
}

const create = (data: object) =>
  app.run(async (strapi, fields) => {
    const articles = strapi.documents('api::article.article');
    return (await articles.create({ data: fields as never })) as unknown as Made;
  }, data);

const publish = (documentId: string) =>
  app.run(async (strapi, id) => {
    await strapi.documents('api::article.article').publish({ documentId: id });
  }, documentId);

const told = async (work: () => Promise<unknown>, expected: number) =>
  (await recordedBy(app, work, expected)).map(({ action, documentId, changes }) => ({
    action,
    documentId,
    changes: changes.map(({ path, before, after, added = [], removed = [] }) =>
      [path, before, after, added.map(({ name }) => name), removed.map(({ name }) => name)]
        .flat()
        .filter((value) => value !== undefined && value !== null)
        .join(' ')
    ),
  }));

describe('an entry that was published', () => {
  it('has an event where the next publication links it', async () => {
    const target = await create({ title: 'Target' });
    const source = await create({ title: 'Source', related: [target.documentId] });
    await publish(source.documentId);
    expect(await told(() => publish(target.documentId), 2)).toEqual(
      expect.arrayContaining([
        { action: 'entry.publish', documentId: target.documentId, changes: [] },
        { action: 'entry.update', documentId: source.documentId, changes: ['related Target'] },
      ])
    );
    // Strapi puts the new row in the place of the old one: nothing is linked otherwise.
    expect(await told(() => publish(target.documentId), 1)).toEqual([
      { action: 'entry.publish', documentId: target.documentId, changes: [] },
    ]);
  });
});

/** Takes the steps in one transaction; a clone goes on with the copy. */
const inOneTransaction = (documentId: string, steps: string) =>
  app.run(
    async (strapi, id, all) => {
      type Act = (params: object) => Promise<{ entries: Made[] }>;
      const articles = strapi.documents('api::article.article') as unknown as Record<string, Act>;
      await strapi.db.transaction(async () => {
        let current = id;
        for (const step of all.split(' ')) {
          const { entries } = await articles[step]!({ documentId: current });
          if (step === 'clone') current = entries[0]!.documentId;
        }
      });
    },
    documentId,
    steps
  );

describe('an entry that was never published', () => {
  it.each([
    ['publish discardDraft', ['entry.draft-discard', 'entry.publish']],
    ['publish discardDraft publish', ['entry.draft-discard', 'entry.publish']],
    ['clone publish', ['entry.clone', 'entry.publish']],
    ['clone publish discardDraft', ['entry.clone', 'entry.publish']],
    ['clone publish discardDraft publish discardDraft', ['entry.clone', 'entry.publish']],
    ['publish discardDraft delete', ['entry.delete']],
  ])('is told what one transaction does to it: %s', async (steps, actions) => {
    const { documentId } = await create({ title: 'Draft' });
    const events = await told(() => inOneTransaction(documentId, steps), actions.length);
    expect(events.map(({ action }) => action).sort()).toEqual(actions);
  });
});

describe('an entry that is written in a transaction', () => {
  it('is deleted and created where the transaction makes it anew', async () => {
    const target = await create({ title: 'Target' });
    const { documentId } = await create({
      title: 'Old',
      seo: { metaTitle: 'Found', metaDescription: 'By all' },
      related: [target.documentId],
    });
    await create({ title: 'Source', related: [documentId] });
    await app.run(async (strapi, id) => {
      const german = { documentId: id, locale: 'de', data: { title: 'Alt' } };
      await strapi.documents('api::article.article').update(german as never);
    }, documentId);
    const replace = () =>
      app.run(async (strapi, id) => {
        const articles = strapi.documents('api::article.article');
        await strapi.db.transaction(async () => {
          await articles.delete({ documentId: id, locale: 'en' });
          await articles.update({ documentId: id, locale: 'en', data: { title: 'New' } as never });
        });
      }, documentId);
    // The source has lost its link, of which only a deletion tells.
    const [deletion, creation, ...others] = await told(replace, 2);
    expect(others).toEqual([]);
    expect(deletion).toMatchObject({ action: 'entry.delete', documentId });
    expect(deletion?.changes).toEqual(
      expect.arrayContaining(['title Old', 'related Target', 'seo.metaTitle Found'])
    );
    expect(creation).toMatchObject({ action: 'entry.create', documentId });
    expect(creation?.changes).toContain('title New');
  });

  it.each([
    ['publish publish', ['entry.publish']],
    ['publish unpublish', ['entry.unpublish']],
    ['unpublish publish', ['entry.unpublish', 'entry.publish']],
    ['publish publish unpublish publish', ['entry.unpublish', 'entry.publish']],
    ['unpublish publish publish', ['entry.unpublish', 'entry.publish']],
    ['publish discardDraft publish discardDraft', ['entry.draft-discard', 'entry.publish']],
  ])('and was published before, %s', async (steps, actions) => {
    const { documentId } = await create({ title: 'Live' });
    await publish(documentId);
    const events = await told(() => inOneTransaction(documentId, steps), actions.length);
    expect(events.map(({ action }) => action)).toEqual(actions);
  });

  it('is deleted and created where code makes it anew with its id', async () => {
    const { documentId } = await create({ title: 'Old' });
    const replace = () =>
      app.run(async (strapi, id) => {
        const articles = strapi.db.query('api::article.article');
        const { id: row } = (await articles.findOne({ where: { documentId: id } })) as {
          id: number;
        };
        await strapi.db.transaction(async () => {
          await articles.delete({ where: { id: row } });
          await articles.create({ data: { id: row, title: 'New', publishedAt: null } });
        });
      }, documentId);
    const events = await told(replace, 2);
    expect(events).toMatchObject([
      { action: 'entry.delete', documentId, changes: expect.arrayContaining(['title Old']) },
      { action: 'entry.create', changes: expect.arrayContaining(['title New']) },
    ]);
  });

  it('was linked before it to what the transaction removes first', async () => {
    const target = await create({ title: 'Target' });
    const source = await create({ title: 'Source', related: [target.documentId] });
    const events = await told(
      () =>
        app.run(
          async (strapi, removed, saved) => {
            const articles = strapi.documents('api::article.article');
            await strapi.db.transaction(async () => {
              await articles.delete({ documentId: removed });
              const data = { title: 'Saved', related: [] };
              await articles.update({ documentId: saved, data: data as never });
            });
          },
          target.documentId,
          source.documentId
        ),
      2
    );
    expect(events.find(({ action }) => action === 'entry.update')?.changes).toEqual([
      'title Source Saved',
      'related Target',
    ]);
  });

  it('was not linked before it to what the transaction links first', async () => {
    const { documentId } = await create({ title: 'Written' });
    await publish(documentId);
    const events = await told(
      () =>
        app.run(async (strapi, id) => {
          await strapi.db.transaction(async () => {
            const data = { name: 'Author', articles: [id] };
            await strapi.documents('api::author.author').create({ data: data as never });
            await strapi.documents('api::article.article').unpublish({ documentId: id });
          });
        }, documentId),
      2
    );
    // The draft has the author by then.
    const withdrawn = events.find(({ action }) => action === 'entry.unpublish');
    expect(withdrawn?.changes).toEqual(['author']);
  });

  it('is linked by a publication that follows its own', async () => {
    const target = await create({ title: 'Target' });
    const events = await told(
      () =>
        app.run(async (strapi, id) => {
          const articles = strapi.documents('api::article.article');
          await strapi.db.transaction(async () => {
            const data = { title: 'Source', related: [id] };
            await articles.create({ data: data as never, status: 'published' });
            await articles.publish({ documentId: id });
          });
        }, target.documentId),
      3
    );
    const published = events.filter(({ action }) => action === 'entry.publish');
    // Both publish what their drafts link.
    expect(published.map(({ changes }) => changes)).toEqual([[], []]);
  });

  it.each([
    ['alone', false],
    ['after a write of its own', true],
  ])('tells what an action wrote before it failed, %s', async (_, isTouched) => {
    const links = [{ label: 'One', url: 'a' }, { label: 'Two' }];
    const { documentId } = await create({ title: 'Half', links });
    const events = await told(
      () =>
        app.run(
          async (strapi, id, isTouched) => {
            const articles = strapi.documents('api::article.article');
            await strapi.db.transaction(async () => {
              const title = { title: 'Whole' };
              if (isTouched) await articles.update({ documentId: id, data: title as never });
              // Strapi removes the links, and then finds that the other component is not the entry's.
              const data = { links: [], seo: { id: 987_654, metaTitle: 'Of another' } };
              await articles.update({ documentId: id, data: data as never }).then(
                () => Promise.reject(new Error('It did not fail.')),
                (error: Error) => {
                  if (!error.message.includes('not related')) throw error;
                }
              );
            });
          },
          documentId,
          isTouched
        ),
      1
    );
    expect(events).toEqual([{ action: 'entry.update', documentId, changes: expect.any(Array) }]);
    expect(events[0]?.changes).toEqual([
      ...(isTouched ? ['title Half Whole'] : []),
      ...['links One Two', 'links[0 removed].label One', 'links[0 removed].url a'],
      'links[1 removed].label Two',
    ]);
  });
});
