import { clientFor, ok, SUPER_ADMIN, type Client } from '../../helpers/actors';
import { developApp, type DevelopApp } from '../../helpers/develop-app';
import { toEvent, type RecordedEvent } from '../../helpers/events';
import { builderPaths, UIDS } from './content-type-builder.paths';

/** Strapi's own restart leaves its stop and start, and the schema that it finds changed by nobody. */
function events({ query }: DevelopApp, after: number): RecordedEvent[] {
  const rows = query(`select * from audit_trail_events where id > ${after} order by id`);
  return rows
    .map((row) => toEvent(row as Parameters<typeof toEvent>[0]))
    .filter(({ action }) => !action.startsWith('audit-log.'));
}

const lastId = ({ query }: DevelopApp): number =>
  Number(query('select max(id) as last from audit_trail_events')[0]?.last ?? 0);

const signIn = async (app: DevelopApp): Promise<Client> => {
  const { email, password } = SUPER_ADMIN;
  const { body } = await ok(app.request.post('/admin/login').send({ email, password }));
  return clientFor(app, body.data.token);
};

describe('the content-type builder under strapi develop', () => {
  let app: DevelopApp;
  beforeAll(async () => {
    app = await developApp();
  });
  afterAll(() => app?.stop());

  it.each(builderPaths)('$path', async ({ schema, events: expected, fields }) => {
    const admin = await signIn(app);
    const before = lastId(app);
    await app.reload(() => ok(admin.post('/content-type-builder/update-schema').send(schema)));
    const recorded = events(app, before);
    expect(recorded.map(({ line }) => line)).toEqual(expected());
    const [event] = recorded;
    expect(event?.resourceId).toBe(UIDS[event?.resourceType ?? '']);
    const paths = event?.changes.map(({ path }) => path) ?? [];
    expect(paths.filter((path) => path.startsWith('attributes'))).toEqual(
      fields.map((field) => `attributes.${field}`)
    );
  });
});
