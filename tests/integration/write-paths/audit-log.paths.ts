import { createAdminUser, ok } from '../../helpers/actors';
import { askForExport } from '../../helpers/exports';
import { writePath, type WritePath } from './path';
import type { World } from './world';

const ADA = 'admin-panel | admin-user Ada Admin | audit-log';

const exportAs = async ({ app, admin }: World, format: string) => {
  const answer = await askForExport(app, admin, `format=${format}&q=action:none.at-all`);
  await answer.text();
};

/** An event that every application has, and that stays the newest of its kind. */
const newestEvent = async ({ admin }: World): Promise<string> => {
  const { body } = await ok(admin.get('/audit-trail/events?q=action:audit-log.start&pageSize=1'));
  return body.results[0].id as string;
};

/** Everything that a reader asks for on the way to the details of one event, and those once. */
async function readAround({ admin }: World, event: string): Promise<void> {
  const path = `/audit-trail/events/${event}`;
  const lists = ['/audit-trail/events', '/audit-trail/news?after=0', '/audit-trail/actors'];
  for (const one of [...lists, path, `${path}/neighbours`, `${path}/entry`]) {
    await ok(admin.get(one));
  }
}

/** What reading the log leaves in it. */
export const auditLogPaths: WritePath[] = [
  ...['csv', 'jsonl'].map((format) =>
    writePath({
      path: `the log: export as ${format}`,
      act: (world) => exportAs(world, format),
      events: () => [`audit-log.export | ${ADA}`, `audit-log.export-end | ${ADA}`],
      payloads: () => [
        { format, q: 'action:none.at-all' },
        { format, events: 0, end: 'complete' },
      ],
    })
  ),
  writePath({
    path: 'the log: export in a format that does not exist: nothing',
    act: ({ app, admin }) => askForExport(app, admin, 'format=xlsx'),
    events: () => [],
  }),
  writePath({
    path: 'the log: export without the right: 403',
    async arrange({ app, admin, unique }) {
      const { body } = await ok(admin.post('/admin/roles').send({ name: unique('Guest') }));
      const email = `${unique('guest').replace(' ', '')}@example.com`;
      const names = { firstname: 'Guy', lastname: 'Guest' };
      return createAdminUser(app, admin, { role: body.data.id, email, ...names });
    },
    act: ({ app }, { client }) => askForExport(app, client, 'format=csv'),
    events: () => [
      'request.denied | admin-panel | admin-user Guy Guest | plugin::audit-trail.event | denied: Policy Failed',
    ],
  }),
  writePath({
    path: 'the log: read the list, the details and what lies beside them: nothing',
    arrange: newestEvent,
    act: (world, event) => readAround(world, event),
    events: () => [],
  }),
];

/** With `record.reads`. */
export const recordedReadPaths: WritePath[] = [
  writePath({
    path: 'the log: open the details of an event, where that is recorded',
    arrange: newestEvent,
    act: (world, event) => readAround(world, event),
    events: () => [`audit-log.read | ${ADA} "audit-log.start"`],
  }),
  writePath({
    path: 'the log: open an event that is not there, where that is recorded: nothing',
    act: ({ admin }) =>
      admin.get('/audit-trail/events/01990000-0000-7000-8000-000000000000').expect(404),
    events: () => [],
  }),
];
