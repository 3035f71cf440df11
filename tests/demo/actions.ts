import {
  allowContentApi,
  createAdminUser,
  createApiToken,
  createEndUser,
  empowerEditors,
  login,
  ok,
  SUPER_ADMIN,
} from '../helpers/actors';
import type { App } from '../helpers/boot-app';
import { articles, authors, homepage, media, paragraph, rewrite } from './content';

/**
 * What a small team does on a first day: people, content in two languages, media, keys, mistakes.
 * @throws at the first answer that is not the expected one.
 */
export async function performActions(app: App, say: (line: string) => void): Promise<void> {
  const expectStatus = async (status: number, answer: PromiseLike<{ status: number }>) => {
    const got = (await answer).status;
    if (got !== status) throw new Error(`Expected an answer ${status}, got ${got}.`);
  };
  const signIn = (email: string, password: string) =>
    app.request.post('/admin/login').send({ email, password });

  say('Ada, the Super Admin, registers; somebody guesses her password');
  const ada = await login(app);
  await expectStatus(400, signIn(SUPER_ADMIN.email, 'letmein'));
  await expectStatus(400, signIn('intruder@example.com', 'letmein'));

  say('Ada makes a role, gives it permissions and invites two colleagues');
  const role = await ok(
    ada.post('/admin/roles').send({ name: 'Proofreader', description: 'Reads before publication' })
  );
  const proofreader: number = role.body.data.id;
  const subject = 'api::article.article';
  await ok(
    ada
      .put(`/admin/roles/${proofreader}/permissions`)
      .send({
        permissions: ['read', 'update'].map((verb) => ({
          action: `plugin::content-manager.explorer.${verb}`,
          subject,
          properties: { fields: ['title', 'body'], locales: ['en', 'de'] },
          conditions: [],
        })),
      })
  );
  await empowerEditors(ada);
  const { client: eddi } = await createAdminUser(app, ada);
  const paula = await createAdminUser(app, ada, {
    role: proofreader,
    email: 'paula@example.com',
    firstname: 'Paula',
    lastname: 'Proofreader',
  });

  say('Eddi, an editor, writes in two languages');
  const author = await authors(eddi).create({ name: 'Grace', email: 'grace@example.com' });
  const lighthouse = await articles(eddi).create({
    title: 'A lighthouse',
    slug: 'a-lighthouse',
    blocks: paragraph('It stood at the end of the pier.'),
    tone: 'serious',
    author: { connect: [author], disconnect: [] },
    links: [{ label: 'Map', url: 'https://example.com/map' }],
    sections: [{ __component: 'blocks.quote', text: 'Light!', source: 'The keeper' }],
  });
  await articles(eddi).update(lighthouse, { title: 'Ein Leuchtturm', slug: 'leuchtturm' }, 'de');
  await articles(eddi).update(lighthouse, { title: 'The lighthouse', views: 12, featured: true });
  await articles(eddi).publish(lighthouse);
  await articles(eddi).publish(lighthouse, {}, 'de');
  await articles(eddi).update(lighthouse, { title: 'The old lighthouse' });
  await articles(eddi).discard(lighthouse);
  await articles(eddi).unpublish(lighthouse, 'de');
  const copy = await articles(eddi).clone(lighthouse, {
    title: 'The harbour',
    slug: 'the-harbour',
  });
  const draft = await articles(eddi).create({ title: 'Too early', slug: 'too-early' });
  const list = await articles(eddi).create({ title: 'Ten piers', slug: 'ten-piers' });
  await rewrite(eddi, list);
  await articles(eddi).bulkPublish([copy, list]);
  await articles(eddi).delete(draft);
  await articles(eddi).delete(lighthouse, 'de');

  say('Paula corrects a title and is refused what her role does not allow');
  await articles(paula.client).update(list, { title: 'Ten fine piers' });
  await expectStatus(403, paula.client.get('/admin/users'));
  await expectStatus(
    403,
    paula.client.delete(`/content-manager/collection-types/${subject}/${list}`)
  );

  say('Ada edits the home page and looks after the media library');
  await homepage(ada).save({ headline: 'Welcome' });
  await homepage(ada).publish({ headline: 'Welcome aboard' });
  const folder = await media(ada).folder('Press');
  const photo = await media(ada).upload('pier.png');
  const mistake = await media(ada).upload('holiday.png');
  await media(ada).describe(photo, 'A pier at dusk');
  await media(ada).move([photo], folder);
  await media(ada).delete(mistake);
  await ok(ada.put(`/upload/folders/${folder}`).send({ name: 'Press kit', parent: null }));

  say('Ada sets up a website: API token, transfer token, webhook');
  const site = await createApiToken(app, ada, { name: 'Website' });
  await ok(ada.post(`/admin/api-tokens/${site.id}/regenerate`));
  await ok(
    ada
      .post('/admin/transfer/tokens')
      .send({
        name: 'Staging',
        description: 'Push to staging',
        permissions: ['push'],
        lifespan: null,
      })
  );
  const rebuild = {
    name: 'Rebuild',
    url: 'https://example.com/rebuild',
    headers: { Authorization: 'Bearer demo-secret' },
    events: ['entry.publish'],
  };
  const webhook = await ok(ada.post('/admin/webhooks').send(rebuild));
  const webhookPath = `/admin/webhooks/${webhook.body.data.id}`;
  // Off before anything is published: the demo calls nobody.
  await ok(ada.put(webhookPath).send({ ...rebuild, isEnabled: false }));
  await ok(ada.delete(webhookPath));

  say('The importer writes over the content API, with a token of its own');
  const { client: importer } = await createApiToken(app, ada, { name: 'Importer' });
  const imported = await ok(
    importer.post('/api/articles').send({ data: { title: 'Imported', slug: 'imported' } })
  );
  const { documentId } = imported.body.data;
  await ok(importer.put(`/api/articles/${documentId}`).send({ data: { price: 9.5 } }));
  await ok(importer.delete(`/api/articles/${documentId}`));

  say('A reader registers, writes an article and mistypes a password');
  await allowContentApi(app, 'authenticated', [`${subject}.create`]);
  const reader = await createEndUser(app);
  await ok(
    reader.client.post('/api/articles').send({ data: { title: 'A letter', slug: 'a-letter' } })
  );
  await expectStatus(
    400,
    app.request.post('/api/auth/local').send({ identifier: reader.email, password: 'forgotten' })
  );

  say('Paula leaves: she signs out, and Ada removes her and her role');
  await ok(paula.client.post('/admin/logout').send({}));
  await ok(ada.delete(`/admin/users/${paula.id}`));
  await ok(ada.delete(`/admin/roles/${proofreader}`));

  const { body } = await ok(ada.get('/audit-trail/events?pageSize=1'));
  say(`The log holds ${body.pagination.total} events`);
}
