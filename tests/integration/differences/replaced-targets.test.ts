import { extendApp } from '../../helpers/app/extended-app';
import { bootApp, type App } from '../../helpers/boot-app';
import { recordedBy } from '../../helpers/events';

const TARGET = 'api::target.target';
const HOLDER = 'api::holder.holder';
const column = { type: 'relation', relation: 'oneToOne', target: TARGET, useJoinTable: false };

let app: App;
let copy: ReturnType<typeof extendApp>;
beforeAll(async () => {
  copy = extendApp({
    types: {
      holder: {
        attributes: {
          name: { type: 'string' },
          subject: { type: 'relation', relation: 'morphToOne' },
          subjects: { type: 'relation', relation: 'morphToMany' },
          column,
          part: { type: 'component', component: 'parts.link', repeatable: false },
          kept: { type: 'relation', relation: 'oneToMany', target: TARGET },
        },
      },
      target: { draftAndPublish: true, attributes: { name: { type: 'string' } } },
    },
    components: { 'parts.link': { displayName: 'Link', attributes: { column } } },
  });
  app = await bootApp({ appDir: copy.dir });
}, 60_000);
afterAll(async () => {
  await app?.stop();
  copy?.remove();
});

/** A holder of a link to a version of a new entry, which is published. */
const makeHolder = (field: string, version: 'draft' | 'published') =>
  app.run(
    async (strapi, [holder, of, name, status]) => {
      type Row = { id: number; documentId: string };
      const documents = (uid: string) =>
        strapi.documents(uid as never) as unknown as Record<
          'create' | 'publish',
          (params: object) => Promise<Row>
        >;
      const { documentId } = await documents(of!).create({ data: { name: 'Target' } });
      await documents(of!).publish({ documentId });
      const publishedAt = status === 'draft' ? null : { $notNull: true };
      const { id } = (await strapi.db
        .query(of!)
        .findOne({ where: { documentId, publishedAt } })) as Row;
      const made = await documents(holder!).create({
        data: { name: 'Holder', ...(name === 'part' && { part: {} }) },
      });
      const link = { id, __type: of };
      const links = { subject: link, subjects: [link], column: id, kept: [id] };
      if (name === 'part') {
        const where = { id: made.id };
        const { part } = (await strapi.db
          .query(holder!)
          .findOne({ where, populate: { part: true } })) as { part: Row };
        await strapi.db
          .query('parts.link')
          .update({ where: { id: part.id }, data: { column: id } });
      } else {
        const data = { [name!]: links[name as keyof typeof links] };
        await strapi.db.query(holder!).update({ where: { id: made.id }, data });
      }
      return { documentId, holder: made.documentId };
    },
    [HOLDER, TARGET, field, version]
  );

const act = (action: string, documentId: string) =>
  app.run(
    (strapi, [uid, how, id]) => {
      const documents = strapi.documents(uid as never) as unknown as Record<
        string,
        (params: object) => Promise<unknown>
      >;
      return documents[how!]!({ documentId: id });
    },
    [TARGET, action, documentId]
  );

describe.each([['publish', 'published'] as const, ['discardDraft', 'draft'] as const])(
  'a link that %s takes away with the row it leads to',
  (action, version) => {
    it.each(['subject', 'subjects', 'column', 'part.column'])('is told of %s', async (path) => {
      const { documentId, holder } = await makeHolder(path.split('.')[0]!, version);
      const events = await recordedBy(app, () => act(action, documentId), 2);
      const told = events.filter((event) => event.resourceType === HOLDER);
      expect(
        told.map(({ action: name, documentId: id, changes }) => [
          ...[name, id],
          changes.map((change) => [change.path, change.removed?.map((link) => link.documentId)]),
        ])
      ).toEqual([['entry.update', holder, [[path, [documentId]]]]]);
    });

    it('is not told where Strapi passes it on', async () => {
      const { documentId } = await makeHolder('kept', version);
      const events = await recordedBy(app, () => act(action, documentId), 1);
      expect(events.map((event) => event.resourceType)).toEqual([TARGET]);
    });
  }
);
