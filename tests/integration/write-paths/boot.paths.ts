import { AUTHOR_CM } from './article';
import { writePath, type WritePath } from './path';

const STOP = 'audit-log.stop | code | system | audit-log';
const START = 'audit-log.start | bootstrap | system | audit-log';
const DEPLOY = 'content-type.deploy | bootstrap | system | content-type "Author"';
const nickname = { type: 'string' };

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
];
