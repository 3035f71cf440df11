import { adminClient, ok, type Client } from '../helpers/actors';
import { bootApp, type App } from '../helpers/boot-app';
import { endOfJournal } from '../helpers/events';

const CM = '/content-manager/collection-types/api::article.article';
const KILOBYTE = 1_024;

describe('the size of an event', () => {
  let app: App;
  let admin: Client;
  let id: string;
  const large = (word: string) => `${word} `.repeat((100 * KILOBYTE) / (word.length + 1));

  beforeAll(async () => {
    app = await bootApp();
    admin = await adminClient(app);
    const { body } = await ok(
      admin
        .post(CM)
        .send({
          title: 'Large',
          body: large('lorem'),
          details: { text: large('ipsum') },
          links: Array.from({ length: 200 }, (_, index) => ({ label: `Link ${index}`, url: '/' })),
        })
    );
    id = body.data.documentId;
  });
  afterAll(() => app?.stop());

  /** Bytes of every column of the events that `act` leaves, request rows apart. */
  const sizesOf = async (act: () => PromiseLike<unknown>): Promise<number[]> => {
    const place = await endOfJournal(app);
    await act();
    const rows = await app.run(
      async (strapi, after) =>
        strapi.db.connection('audit_trail_events').where('id', '>', after).orderBy('id'),
      place
    );
    return (rows as Record<string, unknown>[]).map((row) =>
      Buffer.byteLength(Object.values(row).join(''))
    );
  };

  it('is at most 2 KB for a changed title of a 100 KB entry', async () => {
    const sizes = await sizesOf(() => ok(admin.put(`${CM}/${id}`).send({ title: 'Renamed' })));
    expect(sizes).toHaveLength(1);
    expect(sizes[0]).toBeLessThanOrEqual(2 * KILOBYTE);
  });

  it('is at most 64 KB where 100 KB of text and 100 KB of JSON were rewritten', async () => {
    const fields = { body: large('dolor'), details: { text: large('sit') } };
    const sizes = await sizesOf(() => ok(admin.put(`${CM}/${id}`).send(fields)));
    expect(sizes).toHaveLength(1);
    expect(sizes[0]).toBeLessThanOrEqual(64 * KILOBYTE);
  });

  it('is at most 64 KB for an entry of 200 KB that is deleted', async () => {
    const sizes = await sizesOf(() => ok(admin.delete(`${CM}/${id}`)));
    expect(sizes).toHaveLength(1);
    expect(sizes[0]).toBeLessThanOrEqual(64 * KILOBYTE);
  });
});
