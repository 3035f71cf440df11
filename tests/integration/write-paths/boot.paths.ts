import { AUTHOR_CM } from './article';
import { writePath, type WritePath } from './path';
import type { World } from './world';

const STOP = 'audit-log.stop | code | system | audit-log';
const START = 'audit-log.start | bootstrap | system | audit-log';
const DEPLOY = 'content-type.deploy | bootstrap | system | content-type "Author"';
const nickname = { type: 'string' };

const ARTICLE = 'api::article.article';
const DEPLOY_ARTICLE = 'content-type.deploy | bootstrap | system | content-type "Article"';
const DEPLOY_VISITOR = 'content-type.deploy | bootstrap | system | content-type "Visitor"';
const bulk = (verb: string, type = ARTICLE) => `entry.bulk-${verb} | bootstrap | system | ${type}`;

/** Drafts, published ones and another locale; returns how many rows of each kind there are then. */
const articles = async ({ app }: World) =>
  app.run(async (strapi) => {
    const documents = strapi.documents('api::article.article' as never);
    for (const status of ['draft', 'draft', 'published', 'published']) {
      await documents.create({ data: { title: `Row ${status}` }, status } as never);
    }
    const { documentId } = (await documents.findFirst({
      filters: { title: 'Row published' },
    } as never)) as { documentId: string };
    await documents.update({ documentId, locale: 'de', data: { title: 'Zeile' } } as never);
    const rows = (await strapi.db.query('api::article.article').findMany()) as Record<
      'id' | 'documentId' | 'locale' | 'publishedAt' | 'title',
      string | null
    >[];
    return rows.map((row) => ({
      id: String(row.id),
      documentId: row.documentId,
      locale: row.locale,
      status: row.publishedAt === null ? 'draft' : 'published',
      name: row.title,
    }));
  });

/** The payload of what happened to rows, and that of the deployment before it. */
const payloadsOf = (kind: string, rows: { id: string }[], others: object = {}) => [
  { rows: { removed: 0, made: 0, changed: 0, ...others, [kind]: rows.length } },
  { count: rows.length, by: 'deployment', rows: kind, entries: rows },
];

/** What happens around a boot: Strapi's own writes are nobody's doing and leave nothing. */
export const bootPaths: WritePath[] = [
  writePath({
    path: 'the log: stop and start',
    act: ({ app }) => app.restart({ env: {} }),
    events: () => [STOP, START],
  }),
  writePath({
    path: 'the log: start after a kill',
    async act({ app }) {
      await app.kill();
      await app.restart();
    },
    events: () => [START],
  }),
  writePath({
    path: "the application's bootstrap: create",
    act: ({ app }) => app.restart({ env: { PROBE_BOOTSTRAP: 'Booted' } }),
    events: () => [STOP, 'entry.create | bootstrap | system | api::author.author "Booted"', START],
  }),
  writePath({
    path: "other plugins' bootstraps, before and behind this one's, and what they start there",
    async act({ app }) {
      await app.restart({ env: { PROBE_PLUGINS: 'true' } });
      await app.run(() => void Object.assign(globalThis, { bootIsLongOver: true }));
    },
    inAnyOrder: true,
    events: () => [
      STOP,
      ...['early', 'late'].flatMap((plugin) => [
        `entry.create | bootstrap | system | api::author.author "${plugin}: document"`,
        `entry.create | bootstrap | system | api::author.author "${plugin}: row"`,
        `entry.create | code | system | api::author.author "${plugin}: timer"`,
      ]),
      START,
    ],
  }),
  writePath({
    path: 'a deployment: a field that came with it',
    act: ({ app }) => app.restart({ env: { PROBE_FIELD: 'nickname' } }),
    events: () => [STOP, DEPLOY, START],
    detail: () => [{ path: 'attributes.nickname', kind: 'value', after: nickname }],
  }),
  writePath({
    path: 'a deployment: a field that went with it',
    arrange: ({ app }) => app.restart({ env: { PROBE_FIELD: 'nickname' } }),
    act: ({ app }) => app.restart({ env: {} }),
    events: () => [STOP, DEPLOY, START],
    detail: () => [{ path: 'attributes.nickname', kind: 'value', before: nickname }],
  }),
  writePath({
    path: 'the log: settings that differ from those of the last start',
    arrange: ({ app }) => app.restart({ auditTrail: { retention: { days: 365 } } }),
    act: ({ app }) => app.restart({ auditTrail: { retention: { days: 1 } } }),
    events: () => [STOP, START, 'audit-log.settings-update | bootstrap | system | audit-log'],
    detail: () => [{ path: 'retention.days', kind: 'value', before: 365, after: 1 }],
  }),
  writePath({
    path: 'the log: switched off for a while, with what nobody recorded then',
    async act({ app, admin }) {
      await app.restart({ plugin: false });
      await admin.post(AUTHOR_CM).send({ name: 'Unseen' });
      await app.restart({ plugin: true });
    },
    events: () => [STOP, START],
  }),
  writePath({
    path: 'a deployment: draft and publish switched off, with the drafts that Strapi removes',
    arrange: articles,
    act: ({ app }) => app.restart({ env: { PROBE_ARTICLE: '{"draftAndPublish":false}' } }),
    events: () => [STOP, DEPLOY_ARTICLE, bulk('delete'), START],
    payloads: (rows) => [
      ...[expect.anything()],
      ...payloadsOf(
        'removed',
        rows.filter(({ status }) => status === 'draft')
      ),
      ...[expect.anything()],
    ],
  }),
  writePath({
    path: 'a deployment: draft and publish switched on again, with the drafts that Strapi makes',
    act: ({ app }) => app.restart({ env: {} }),
    events: () => [STOP, DEPLOY_ARTICLE, bulk('update'), START],
    payloads: () => [
      ...[expect.anything(), { rows: { removed: 0, made: 2, changed: 0 } }],
      {
        count: 2,
        by: 'deployment',
        rows: 'made',
        entries: [1, 2].map(() =>
          expect.objectContaining({ locale: 'en', status: 'draft', name: 'Row published' })
        ),
      },
      expect.anything(),
    ],
  }),
  writePath({
    path: 'a deployment: localization switched off, with the locales that Strapi removes',
    arrange: articles,
    act: ({ app }) => app.restart({ env: { PROBE_ARTICLE: '{"localized":false}' } }),
    events: () => [STOP, DEPLOY_ARTICLE, bulk('delete'), bulk('update'), START],
    payloads: (rows) => {
      const removed = rows.filter(({ locale }) => locale === 'de');
      const changed = rows
        .filter(({ locale }) => locale === 'en')
        .map((row) => ({ ...row, locale: null }));
      return [
        expect.anything(),
        ...payloadsOf('removed', removed, { changed: changed.length }),
        { count: changed.length, by: 'deployment', rows: 'changed', entries: changed },
        expect.anything(),
      ];
    },
  }),
  writePath({
    path: 'a deployment: localization switched on again, with the locale that rows get',
    act: ({ app }) => app.restart({ env: {} }),
    events: () => [STOP, DEPLOY_ARTICLE, bulk('update'), START],
  }),
  writePath({
    path: 'a deployment: a type that came with it',
    act: ({ app }) => app.restart({ env: { PROBE_TYPE: 'visitor' } }),
    events: () => [STOP, DEPLOY_VISITOR, START],
  }),
  writePath({
    path: 'a deployment: a type that went with it, and all its rows',
    arrange: ({ app }) =>
      app.run(async (strapi) => {
        const query = strapi.db.query('api::visitor.visitor');
        for (let index = 0; index < 250; index += 1) {
          await query.create({ data: { name: `Visitor ${index}` } });
        }
      }),
    act: ({ app }) => app.restart({ env: {} }),
    events: () => [
      ...[STOP, DEPLOY_VISITOR],
      ...[1, 2, 3].map(() => bulk('delete', 'api::visitor.visitor')),
      START,
    ],
    payloads: () => [
      ...[expect.anything(), { rows: { removed: 250, made: 0, changed: 0 } }],
      ...[1, 2, 3].map((part) =>
        expect.objectContaining({ count: 250, by: 'deployment', part, parts: 3 })
      ),
      expect.anything(),
    ],
  }),
];
