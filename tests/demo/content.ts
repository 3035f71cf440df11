import { ok, type Client } from '../helpers/actors';

const ARTICLES = '/content-manager/collection-types/api::article.article';

/** One entry of a collection type, by document id and locale, as the Content Manager handles it. */
export const articles = (client: Client) => ({
  async create(data: object, locale = 'en'): Promise<string> {
    const { body } = await ok(client.post(`${ARTICLES}?locale=${locale}`).send(data));
    return body.data.documentId;
  },
  update: (id: string, data: object, locale = 'en') =>
    ok(client.put(`${ARTICLES}/${id}?locale=${locale}`).send(data)),
  publish: (id: string, data: object = {}, locale = 'en') =>
    ok(client.post(`${ARTICLES}/${id}/actions/publish?locale=${locale}`).send(data)),
  unpublish: (id: string, locale = 'en') =>
    ok(client.post(`${ARTICLES}/${id}/actions/unpublish?locale=${locale}`).send({})),
  discard: (id: string, locale = 'en') =>
    ok(client.post(`${ARTICLES}/${id}/actions/discard?locale=${locale}`).send({})),
  async clone(id: string, data: object): Promise<string> {
    const { body } = await ok(client.post(`${ARTICLES}/clone/${id}?locale=en`).send(data));
    return body.data.documentId;
  },
  bulkPublish: (documentIds: string[]) =>
    ok(client.post(`${ARTICLES}/actions/bulkPublish?locale=en`).send({ documentIds })),
  delete: (id: string, locale = '*') => ok(client.delete(`${ARTICLES}/${id}?locale=${locale}`)),
});

export const paragraph = (text: string) => [
  { type: 'paragraph', children: [{ type: 'text', text }] },
];

/** Fills an article and then changes every kind of field in it at once. */
export async function rewrite(client: Client, id: string): Promise<void> {
  const [first, second] = [
    await authors(client).create({ name: 'Mary', email: 'mary@example.com' }),
    await authors(client).create({ name: 'Alan', email: 'alan@example.com' }),
  ];
  const filled = await articles(client).update(id, {
    blocks: paragraph('Ten old piers reach far into the grey sea, and each of them has a story.'),
    summary: 'Ten piers and their stories.',
    details: { region: 'north', opening: { from: 9, to: 17 } },
    links: [
      { label: 'Map', url: 'https://example.com/map' },
      { label: 'Tides', url: 'https://example.com/tides' },
      { label: 'Tickets', url: 'https://example.com/tickets' },
    ],
    author: { connect: [first], disconnect: [] },
    passphrase: 'seagull',
  });
  const [map, , tickets] = filled.body.data.links as { id: number; label: string }[];
  await articles(client).update(id, {
    blocks: paragraph('Ten fine piers reach far into the blue sea, and each of them has a story.'),
    summary: 'Ten piers, their keepers and their stories.',
    details: { region: 'north', opening: { from: 10, to: 17 } },
    links: [tickets, { ...map, label: 'Chart' }, { label: 'Weather', url: 'https://example.com' }],
    author: { connect: [second], disconnect: [] },
    passphrase: 'cormorant',
  });
}

export const authors = (client: Client) => ({
  async create(data: object): Promise<string> {
    const path = '/content-manager/collection-types/api::author.author';
    const { body } = await ok(client.post(path).send(data));
    return body.data.documentId;
  },
});

export const homepage = (client: Client) => ({
  save: (data: object) =>
    ok(client.put('/content-manager/single-types/api::homepage.homepage').send(data)),
  publish: (data: object) =>
    ok(
      client.post('/content-manager/single-types/api::homepage.homepage/actions/publish').send(data)
    ),
});

// One transparent pixel: the smallest file that Strapi takes for an image.
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64'
);

export const media = (client: Client) => ({
  async folder(name: string): Promise<number> {
    const { body } = await ok(client.post('/upload/folders').send({ name, parent: null }));
    return body.data.id;
  },
  async upload(name: string): Promise<number> {
    const { body } = await ok(
      client
        .post('/upload')
        .field('fileInfo', JSON.stringify({ name, alternativeText: '', caption: '' }))
        .attach('files', PIXEL, { filename: name, contentType: 'image/png' })
    );
    return body[0].id;
  },
  describe: (id: number, alternativeText: string) =>
    ok(client.post(`/upload?id=${id}`).field('fileInfo', JSON.stringify({ alternativeText }))),
  move: (fileIds: number[], destinationFolderId: number) =>
    ok(client.post('/upload/actions/bulk-move').send({ fileIds, destinationFolderId })),
  delete: (id: number) => ok(client.delete(`/upload/files/${id}`)),
});
