import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventSummary } from '../../server/src/contracts';
import type { SourcesService } from '../../server/src/api/services/sources';
import { adminClient, ok, type Client } from '../helpers/actors';
import { createDatabase, defaultDatabase } from '../helpers/app/databases';
import { bootApp, type App, type BootOptions } from '../helpers/boot-app';
import { endOfJournal, eventsAfter, recordedBy } from '../helpers/events';
import { knexOn } from '../helpers/knex-on';
import { copyWithComments } from './own-source/comments-app';

const UID = 'plugin::comments.comment';
const COMMENTS = `/content-manager/collection-types/${UID}`;

const copy = copyWithComments();
afterEach(() => copy.onlyExample());
afterAll(() => copy.remove());

async function withApp(
  options: BootOptions,
  test: (app: App, admin: Client) => Promise<void>
): Promise<void> {
  const app = await bootApp({ ...options, appDir: copy.dir });
  try {
    await test(app, await adminClient(app));
  } finally {
    await app.stop();
  }
}

/** Writes a comment, edits and removes it as a person does in the Content Manager. */
async function writeEditRemove(admin: Client): Promise<void> {
  const { body } = await ok(admin.post(COMMENTS).send({ title: 'Nice', note: 'mine' }));
  const path = `${COMMENTS}/${body.data.documentId}`;
  await ok(admin.put(path).send({ title: 'Very nice', note: 'mine' }));
  await ok(admin.put(path).send({ title: 'Very nice', note: 'mine' }));
  await ok(admin.delete(path));
}

describe('a source in one file of an application', () => {
  it('records what it declared: who, what, before and after', () =>
    withApp({}, async (app, admin) => {
      const who = 'admin-panel | admin-user Ada Admin';
      const [created, updated, deleted, ...others] = await recordedBy(
        app,
        () => writeEditRemove(admin),
        3
      );
      expect([created!.line, updated!.line, deleted!.line, others]).toEqual([
        `comment.create | ${who} | ${UID} "Nice"`,
        `comment.update | ${who} | ${UID} "Very nice"`,
        `comment.delete | ${who} | ${UID} "Very nice"`,
        [],
      ]);
      const title = { path: 'title', label: 'Title', kind: 'value' };
      expect(created!.changes).toContainEqual({ ...title, after: 'Nice' });
      // A private field is named, and its value is not kept.
      expect(created!.changes).toContainEqual(
        expect.objectContaining({ path: 'note', hidden: true })
      );
      expect(updated!.changes).toEqual([{ ...title, before: 'Nice', after: 'Very nice' }]);
      expect(deleted!.changes).toContainEqual({ ...title, before: 'Very nice' });
      expect(updated!.tags).toContain('field:title');
      expect(JSON.stringify([created, updated, deleted])).not.toContain('mine');

      const { id } = await app.run(
        (strapi, uid) => strapi.db.query(uid).create({ data: { title: 'Rude' } }),
        UID
      );
      const flagged = await recordedBy(
        app,
        async () => {
          await ok(admin.post(`/comments/${id}/flag`));
          expect((await admin.post(`/comments/${id}/flag`)).status).toBe(403);
        },
        2
      );
      expect(flagged.map(({ line }) => line)).toEqual([
        `comment.flag | ${who} | ${UID} "Rude"`,
        `comment.flag | ${who} | ${UID} | denied: ForbiddenError (HTTP 403)`,
      ]);
      expect(flagged[0]!.changes).toEqual([
        { path: 'flagged', label: 'Flagged', kind: 'value', before: false, after: true },
      ]);
      expect(flagged[1]!.resourceId).toBe(String(id));
      expect(app.log()).not.toContain('The source "');

      // The page's filter offers the actions, and its list has their labels.
      const { body: choices } = await ok(admin.get('/audit-trail/actions'));
      expect(choices.results).toContainEqual({
        action: 'comment.flag',
        group: 'comment',
        label: 'Comment flagged',
        sentence: '{actor} flagged {resource}',
      });
      const { body: list } = await ok(admin.get('/audit-trail/events?q=action:comment.*'));
      expect((list.results as EventSummary[]).map((one) => one.actionLabel)).toEqual([
        ...['Comment flagged', 'Comment flagged', 'Comment written'],
        ...['Comment removed', 'Comment edited', 'Comment written'],
      ]);

      // Every handler and model that a source names exists in this Strapi.
      const unknown = await app.run((strapi) =>
        strapi.plugin('audit-trail').service<SourcesService>('sources').unknownNames()
      );
      expect(unknown).toEqual([]);
    }));

  it('can be all that is recorded, bare changes of what it cannot describe included', async () => {
    copy.addSources({
      'note.js': `module.exports = {
        name: 'note',
        handlers: ['plugin::comments.comment.unflag'],
        actions: { 'note.update': { label: 'Note changed' } },
        start({ writes }) {
          writes.watch(['api::author.author'], { relations: [] }, () => {
            throw new Error('This author is "Secret"');
          });
          writes.watch(['plugin::comments.remark'], { relations: [] }, () => []);
        },
      };`,
    });
    const auditTrail = { record: { include: { actions: ['comment.*', 'note.*'] } } };
    await withApp({ auditTrail }, async (app, admin) => {
      const place = await endOfJournal(app);
      await writeEditRemove(admin);
      await ok(
        admin.post('/content-manager/collection-types/api::article.article').send({ title: 'One' })
      );
      await app.run(async (strapi) => {
        const authors = strapi.db.query('api::author.author');
        await authors.create({ data: { name: 'Secret' } });
        await authors.create({ data: { name: 'Secret' } });
      });
      const events = await eventsAfter(app, place);
      expect(events.map(({ action, resourceType }) => [action, resourceType])).toEqual([
        ...['create', 'update', 'delete'].map((verb) => [`comment.${verb}`, UID]),
        ...Array(2).fill(['entry.create', 'api::author.author']),
      ]);
      const said = app.log().match(/The source "note":.*/g);
      expect(said).toEqual([
        expect.stringMatching(/^[^]*Error at note\.js:7:\d+: This author is …/),
      ]);
      for (const name of [
        'the handler "plugin::comments.comment.unflag", which no route has',
        'the model "plugin::comments.remark", which no model is called',
      ]) {
        expect(app.log()).toContain(`The source "note" names ${name}`);
      }
    });
  });
});

describe('a start is refused', () => {
  const watching = (name: string, start: string) =>
    `module.exports = {
      name: '${name}',
      actions: { '${name}.create': { label: 'Something was made' } },
      start({ writes, requests, hub }) { ${start} },
    };`;
  const refusal = async (
    files: Record<string, string>,
    options: BootOptions = {}
  ): Promise<string> => {
    copy.addSources(files);
    return bootApp({ ...options, appDir: copy.dir }).then(
      async (app) => {
        await app.stop();
        return 'It started.';
      },
      (error: Error) => error.message
    );
  };

  it('by a second source that watches the same model, and both are named', async () => {
    const message = await refusal({
      'remark.js': watching('remark', `writes.watch(['${UID}'], { relations: [] }, () => []);`),
    });
    expect(message).toContain(`The sources "comment" and "remark" both watch ${UID}.`);
  });

  it.each<[string, string, string]>([
    ['that is broken', 'module.exports = {', 'cannot be loaded: '],
    ['that throws', 'throw new Error("no database");', 'cannot be loaded: no database'],
    ['that exports nothing', '', 'A source has no name: give it a noun in small letters'],
    [
      'with the name of another',
      watching('comment', ''),
      'The source "comment" has a name that another source has',
    ],
    [
      "with an action of the log's",
      watching('entry-x', '').replace("'entry-x.create'", "'entry.create'"),
      'The source "entry-x" declares "entry.create", as the source "entry" does',
    ],
    [
      "with a noun of the log's",
      watching('entry-x', '').replace("'entry-x.create'", "'entry.refund'"),
      'The action "entry.refund" cannot be declared: "entry." is the log\'s own',
    ],
    [
      'that cannot start',
      watching('remark', `writes.watch('${UID}');`),
      'The source "remark" cannot start. watch() needs a list of uids first',
    ],
  ])('by a file %s, which is named', async (_, text, sentence) => {
    const message = await refusal({ 'remark.js': text });
    expect(message).toContain(sentence);
    expect(message).toContain('src/extensions/audit-trail/sources/remark.js');
  });

  it('by a file before any table is made', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'audit-trail-own-source-'));
    const database = await createDatabase(defaultDatabase(), {
      file: join(folder, 'data.db'),
      fresh: true,
    });
    const connection = knexOn(database);
    try {
      expect(await refusal({ 'remark.js': 'module.exports = {};' }, { database })).toContain(
        'remark.js'
      );
      for (const table of ['audit_trail_events', 'strapi_migrations', 'comments']) {
        expect([table, await connection.schema.hasTable(table)]).toEqual([table, false]);
      }
    } finally {
      await connection.destroy();
      await database.drop();
      rmSync(folder, { recursive: true });
    }
  });
});
