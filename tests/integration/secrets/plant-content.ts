import { ok, type Client } from '../../helpers/actors';
import { CHOSEN } from './chosen';

const CM = '/content-manager/collection-types/api::article.article';

/** Secrets in the fields of an entry, its components and its free-form values. */
export async function plantInContent(admin: Client): Promise<void> {
  const article = await ok(
    admin
      .post(`${CM}?token=${CHOSEN['token in a query string']}`)
      .send({
        title: 'Planted',
        passphrase: CHOSEN['password field of an entry'],
        internalNote: CHOSEN['private field of an entry'],
        details: {
          password: CHOSEN['password named in a JSON field'],
          nested: [{ apiKey: CHOSEN['API key named in a JSON field'] }],
        },
        links: [{ label: 'One', secret: CHOSEN['password field of a component'] }],
        seo: {
          metaTitle: 'Planted',
          tags: [
            {
              name: 'tag',
              token: CHOSEN['private field of a nested component'],
              secret: CHOSEN['password field of a nested component'],
            },
          ],
        },
        sections: [
          {
            __component: 'blocks.quote',
            text: 'Q',
            secret: CHOSEN['password field in a dynamic zone'],
          },
        ],
      })
  );
  const { documentId } = article.body.data;
  await ok(
    admin
      .put(`${CM}/${documentId}`)
      .send({
        passphrase: CHOSEN['password field of an entry, changed'],
        internalNote: CHOSEN['private field of an entry, changed'],
      })
  );
  await ok(admin.post(`${CM}/${documentId}/actions/publish`).send({}));

  await ok(admin.delete(`${CM}/${documentId}`));
}
