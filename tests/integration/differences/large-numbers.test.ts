import { bootApp, type App } from '../../helpers/boot-app';

const ARTICLE = 'api::article.article';

/** Neighbours that are one number to JavaScript. */
const PAIRS = [
  ['9007199254740993', '9007199254740992'],
  ['-9007199254740993', '-9007199254740992'],
  ['1234567890123456789', '1234567890123456788'],
  ['9223372036854775807', '9223372036854775806'],
  ['5', '7'],
] as const;

describe('whole numbers beyond those that JavaScript has', () => {
  let app: App;
  beforeAll(async () => {
    app = await bootApp();
  });
  afterAll(() => app?.stop());

  it.each(PAIRS)('%s and %s are two numbers in every event', async (one, other) => {
    const found = await app.run(
      async (strapi, uid, one, other) => {
        const documents = strapi.documents(uid as 'api::article.article');
        const rows = strapi.db.query(uid);
        const { id, documentId } = await documents.create({
          data: { title: 'T', reads: one } as never,
        });
        await documents.update({ documentId, data: { reads: other } as never });
        await rows.update({ where: { id }, data: { reads: one } });
        await rows.updateMany({ where: { documentId }, data: { reads: other } });
        await documents.delete({ documentId });
        const events = await strapi.db
          .connection('audit_trail_events')
          .where({ resource_document_id: documentId })
          .orderBy('id')
          .select('changes');
        return events.map(({ changes }) => {
          const all = (typeof changes === 'string' ? JSON.parse(changes) : changes) as {
            path: string;
            before?: unknown;
            after?: unknown;
          }[];
          const change = all.find(({ path }) => path === 'reads');
          return [change?.before ?? null, change?.after ?? null].map((value) =>
            value === null ? null : String(value)
          );
        });
      },
      ARTICLE,
      one as string,
      other as string
    );
    expect(found).toEqual([
      [null, one],
      [one, other],
      [other, one],
      [one, other],
      [other, null],
    ]);
  });
});
