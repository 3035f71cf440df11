import { ok } from '../../helpers/actors';
import { ADA, author, AUTHOR_CM, CM, draft, type Article, type Author } from './article';
import { writePath, type WritePath } from './path';
import type { World } from './world';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
);

interface File {
  id: number;
  name: string;
}

const upload = async ({ admin, unique }: World): Promise<File> => {
  const name = `${unique('pixel').replace(' ', '-')}.png`;
  const { body } = await ok(
    admin.post('/upload').attach('files', PIXEL, { filename: name, contentType: 'image/png' })
  );
  return { id: body[0].id, name };
};

const named = (name: string) => expect.objectContaining({ name });

interface Linked extends Article {
  one: Author;
  two: Author;
}

const withAuthor = async (world: World): Promise<Linked> => {
  const [one, two] = [await author(world), await author(world)];
  return { ...(await draft(world, { author: { connect: [{ documentId: one.id }] } })), one, two };
};

interface Related extends Article {
  others: [Article, Article, Article];
}

/** An article that names two of three others. */
const withRelated = async (world: World): Promise<Related> => {
  const others: Related['others'] = [await draft(world), await draft(world), await draft(world)];
  const related = { connect: others.slice(0, 2).map(({ id }) => ({ documentId: id })) };
  return { ...(await draft(world, { related })), others };
};

const edited = <Stage extends Article>({ title }: Stage) => [
  `entry.update | ${ADA} | api::article.article en draft "${title}"`,
];

interface Illustrated extends Article {
  cover: File;
  other: File;
}

const withCover = async (world: World): Promise<Illustrated> => {
  const [cover, other] = [await upload(world), await upload(world)];
  return { ...(await draft(world, { cover: cover.id, attachments: [cover.id] })), cover, other };
};

interface Composed extends Article {
  links: { id: number; label: string }[];
  sections: { id: number }[];
}

const withComponents = async (world: World): Promise<Composed> => {
  const article = await draft(world, {
    links: [
      { label: 'First', url: '/1' },
      { label: 'Second', url: '/2' },
    ],
    seo: { metaTitle: 'Meta', tags: [{ name: 'one', content: 'a' }] },
    sections: [
      { __component: 'blocks.quote', text: 'To be', source: 'Hamlet' },
      { __component: 'blocks.gallery', caption: 'Pictures' },
    ],
  });
  const { body } = await ok(world.admin.get(`${CM}/${article.id}`));
  return { ...article, links: body.data.links, sections: body.data.sections };
};

/** What a save of each kind of field leaves. */
export const fieldPaths: WritePath[] = [
  writePath({
    path: 'relation to one: replaced',
    arrange: withAuthor,
    act: ({ admin }, { id, two }) =>
      ok(admin.put(`${CM}/${id}`).send({ author: { connect: [{ documentId: two.id }] } })),
    events: edited,
    detail: ({ one, two }) => [
      { path: 'author', kind: 'relation', added: [named(two.name)], removed: [named(one.name)] },
    ],
  }),
  writePath({
    path: 'relation to one: taken away',
    arrange: withAuthor,
    act: ({ admin }, { id, one }) =>
      ok(admin.put(`${CM}/${id}`).send({ author: { disconnect: [{ documentId: one.id }] } })),
    events: edited,
    detail: ({ one }) => [{ path: 'author', kind: 'relation', removed: [named(one.name)] }],
  }),
  writePath({
    path: 'relation: saved from its other side',
    arrange: async (world) => ({ article: await draft(world), by: await author(world) }),
    act: ({ admin }, { article, by }) =>
      ok(
        admin
          .put(`${AUTHOR_CM}/${by.id}`)
          .send({ articles: { connect: [{ documentId: article.id, locale: 'en' }] } })
      ),
    events: ({ by }) => [`entry.update | ${ADA} | api::author.author "${by.name}"`],
    detail: ({ article }) => [
      { path: 'articles', kind: 'relation', added: [named(article.title)] },
    ],
  }),
  writePath({
    path: 'relation to many: added, removed and moved',
    arrange: withRelated,
    act: ({ admin }, { id, others: [first, second, third] }) =>
      ok(
        admin.put(`${CM}/${id}`).send({
          related: {
            disconnect: [{ documentId: first.id, locale: 'en' }],
            connect: [
              { documentId: third.id, locale: 'en', position: { start: true } },
              { documentId: second.id, locale: 'en', position: { end: true } },
            ],
          },
        })
      ),
    events: edited,
    detail: ({ others: [first, , third] }) => [
      {
        path: 'related',
        kind: 'relation',
        added: [named(third.title)],
        removed: [named(first.title)],
      },
    ],
  }),
  writePath({
    path: 'relation to many: moved',
    arrange: withRelated,
    act: ({ admin }, { id, others: [first] }) =>
      ok(
        admin
          .put(`${CM}/${id}`)
          .send({
            related: { connect: [{ documentId: first.id, locale: 'en', position: { end: true } }] },
          })
      ),
    events: edited,
    detail: () => [
      {
        path: 'related',
        kind: 'relation',
        moved: [expect.objectContaining({ name: expect.any(String) })],
      },
    ],
  }),
  writePath({
    path: 'media: replaced',
    arrange: withCover,
    act: ({ admin }, { id, other }) => ok(admin.put(`${CM}/${id}`).send({ cover: other.id })),
    events: edited,
    detail: ({ cover, other }) => [
      { path: 'cover', kind: 'media', added: [named(other.name)], removed: [named(cover.name)] },
    ],
  }),
  writePath({
    path: 'media: one more',
    arrange: withCover,
    act: ({ admin }, { id, cover, other }) =>
      ok(admin.put(`${CM}/${id}`).send({ attachments: [cover.id, other.id] })),
    events: edited,
    detail: ({ other }) => [{ path: 'attachments', kind: 'media', added: [named(other.name)] }],
  }),
  writePath({
    path: 'component, repeatable: one changed',
    arrange: withComponents,
    act: ({ admin }, { id, links: [first, second] }) =>
      ok(
        admin
          .put(`${CM}/${id}`)
          .send({ links: [{ id: first?.id }, { id: second?.id, label: 'Second thought' }] })
      ),
    events: edited,
    detail: () => [
      { path: 'links[1].label', kind: 'value', before: 'Second', after: 'Second thought' },
    ],
  }),
  writePath({
    path: 'component, repeatable: moved',
    arrange: withComponents,
    act: ({ admin }, { id, links: [first, second] }) =>
      ok(admin.put(`${CM}/${id}`).send({ links: [{ id: second?.id }, { id: first?.id }] })),
    events: edited,
    detail: () => [{ path: 'links', kind: 'component', moved: [expect.anything()] }],
  }),
  writePath({
    path: 'component, repeatable: added and removed',
    arrange: withComponents,
    act: ({ admin }, { id, links: [first] }) =>
      ok(admin.put(`${CM}/${id}`).send({ links: [{ id: first?.id }, { label: 'Third' }] })),
    events: edited,
    changes: [['links', 'links[].label', 'links[].label', 'links[].url']],
  }),
  writePath({
    path: 'component inside a component: changed',
    arrange: withComponents,
    act: async ({ admin }, { id }) => {
      const { body } = await ok(admin.get(`${CM}/${id}`));
      const { seo } = body.data;
      const tags = [{ id: seo.tags[0].id, content: 'b' }];
      await ok(admin.put(`${CM}/${id}`).send({ seo: { id: seo.id, tags } }));
    },
    events: edited,
    changes: [['seo.tags[].content']],
  }),
  writePath({
    path: 'component: removed',
    arrange: withComponents,
    act: ({ admin }, { id }) => ok(admin.put(`${CM}/${id}`).send({ seo: null })),
    events: edited,
    changes: [['seo', 'seo.metaTitle', 'seo.tags', 'seo.tags[].content', 'seo.tags[].name']],
  }),
  writePath({
    path: 'dynamic zone: changed and moved',
    arrange: withComponents,
    act: ({ admin }, { id, sections: [quote, gallery] }) =>
      ok(
        admin.put(`${CM}/${id}`).send({
          sections: [
            { __component: 'blocks.gallery', id: gallery?.id },
            { __component: 'blocks.quote', id: quote?.id, text: 'Not to be' },
          ],
        })
      ),
    events: edited,
    changes: [['sections', 'sections[].text']],
  }),
  writePath({
    path: 'password field: changed',
    arrange: (world) => draft(world, { passphrase: 'first-Passphrase-1' }),
    act: ({ admin }, { id }) =>
      ok(admin.put(`${CM}/${id}`).send({ passphrase: 'second-Passphrase-2' })),
    events: edited,
    detail: () => [{ path: 'passphrase', kind: 'value', hidden: true }],
  }),
  writePath({
    path: 'private field: changed',
    arrange: (world) => draft(world, { internalNote: 'first note' }),
    act: ({ admin }, { id }) => ok(admin.put(`${CM}/${id}`).send({ internalNote: 'second note' })),
    events: edited,
    detail: () => [{ path: 'internalNote', kind: 'value', hidden: true }],
  }),
  writePath({
    path: 'single type: create',
    act: ({ admin }) =>
      ok(
        admin
          .put('/content-manager/single-types/api::homepage.homepage')
          .send({ headline: 'Welcome' })
      ),
    events: () => [`entry.create | ${ADA} | api::homepage.homepage draft "Welcome"`],
  }),
  writePath({
    path: 'single type: update',
    act: ({ admin }) =>
      ok(
        admin
          .put('/content-manager/single-types/api::homepage.homepage')
          .send({ headline: 'Welcome back' })
      ),
    events: () => [`entry.update | ${ADA} | api::homepage.homepage draft "Welcome back"`],
    detail: () => [{ path: 'headline', kind: 'value', before: 'Welcome', after: 'Welcome back' }],
  }),
  writePath({
    path: 'single type: publish',
    act: ({ admin }) =>
      ok(
        admin.post('/content-manager/single-types/api::homepage.homepage/actions/publish').send({})
      ),
    events: () => [`entry.publish | ${ADA} | api::homepage.homepage published "Welcome back"`],
  }),
  writePath({
    path: 'single type: delete',
    act: ({ admin }) => ok(admin.delete('/content-manager/single-types/api::homepage.homepage')),
    events: () => [`entry.delete | ${ADA} | api::homepage.homepage draft "Welcome back"`],
  }),
];
