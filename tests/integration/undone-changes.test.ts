import { bootApp, type App } from '../helpers/boot-app';

const AUTHOR = 'api::author.author';

describe("with onFailure 'continue', on PostgreSQL", () => {
  let app: App;
  beforeAll(async () => {
    app = await bootApp({ auditTrail: { onFailure: 'continue' } });
  });
  afterAll(() => app?.stop());

  it('refuses a change that the failure has undone, instead of reporting success', async () => {
    const found = await app.run(async (strapi, uid) => {
      const authors = strapi.db.query(uid);
      const { id } = await authors.create({ data: { name: 'Before' } });
      const refused = await strapi.db
        .transaction(async ({ trx }) => {
          await authors.update({ where: { id }, data: { name: 'After' } });
          // The row cannot be read any more, and PostgreSQL then refuses the whole transaction.
          await trx.raw('alter table authors rename column name to other');
        })
        .then(
          () => null,
          ({ message }: Error) => message
        );
      return { refused, name: (await authors.findOne({ where: { id } })).name };
    }, AUTHOR);
    expect(found).toEqual({
      refused: expect.stringMatching(/^\[audit-trail\] The change was refused .* has undone it\./),
      name: 'Before',
    });
  });
});
