import { adminClient, createApiToken, ok, type Client } from '../../helpers/actors';
import type { App } from '../../helpers/boot-app';
import type { Request } from './send';

const CONTENT_MANAGER = '/content-manager/collection-types/api::article.article';

export const OPERATIONS = [
  'Content Manager create',
  'Content Manager update',
  'REST create',
  'REST read',
  'Content Manager update, 50 components',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Each of these takes many times what the others take. */
export const isLarge = (operation: Operation): boolean => operation.endsWith('components');

export const isRead = (operation: Operation): boolean => operation === 'REST read';

/** What people and programs do to articles. */
export interface Content {
  adminToken: string;
  send(operation: Operation): Request;
  /** One create in four reads. */
  readOrCreate(): Request;
}

/** So many articles take turns in being updated. */
const ARTICLES = 40;
const LARGE_ARTICLES = 8;
const COMPONENTS = 50;

const fields = (title: string) => ({
  title,
  summary: 'A few words about it, as an editor would write them.',
  body: 'Spring comes to the garden. '.repeat(20),
  views: 1,
});

interface LargeArticle {
  documentId: string;
  links: { id: number; label: string; url: string }[];
}

async function makeLargeArticle(admin: Client, index: number): Promise<LargeArticle> {
  const links = Array.from({ length: COMPONENTS }, (_, link) => ({
    label: `Link ${link}`,
    url: `https://example.com/${link}`,
  }));
  const { body } = await ok(
    admin.post(CONTENT_MANAGER).send({ ...fields(`Large ${index}`), links })
  );
  return { documentId: body.data.documentId, links: body.data.links };
}

/** The form sends all components again, of which one has changed. */
const withOneChanged = ({ links }: LargeArticle, unique: number) =>
  links.map(({ id, label, url }, index) =>
    index === unique % COMPONENTS ? { id, url, label: `Changed ${unique}` } : { id, url, label }
  );

/** Signs in, makes an API token and some articles. */
export async function openContent(app: App): Promise<Content> {
  const admin = await adminClient(app);
  const { client: api } = await createApiToken(app, admin);
  const ids: string[] = [];
  for (let made = 0; made < ARTICLES; made += 1) {
    const { body } = await ok(admin.post(CONTENT_MANAGER).send(fields(`Article ${made}`)));
    ids.push(body.data.documentId);
  }
  const large: LargeArticle[] = [];
  while (large.length < LARGE_ARTICLES) large.push(await makeLargeArticle(admin, large.length));
  let count = 0;

  const read: Request = {
    method: 'GET',
    path: '/api/articles?pagination[pageSize]=10',
    token: api.token,
  };
  const requests: Record<Operation, (unique: number) => Request> = {
    'Content Manager create': (unique) => ({
      method: 'POST',
      path: CONTENT_MANAGER,
      token: admin.token,
      body: fields(`New ${unique}`),
    }),
    'Content Manager update': (unique) => ({
      method: 'PUT',
      path: `${CONTENT_MANAGER}/${ids[unique % ids.length]}`,
      token: admin.token,
      body: { title: `Changed ${unique}` },
    }),
    'REST create': (unique) => ({
      method: 'POST',
      path: '/api/articles',
      token: api.token,
      body: { data: fields(`Sent ${unique}`) },
    }),
    'Content Manager update, 50 components': (unique) => {
      const article = large[unique % large.length]!;
      return {
        method: 'PUT',
        path: `${CONTENT_MANAGER}/${article.documentId}`,
        token: admin.token,
        body: { links: withOneChanged(article, unique) },
      };
    },
    'REST read': () => read,
  };

  return {
    adminToken: admin.token,
    send: (operation) => requests[operation]((count += 1)),
    readOrCreate: () => ((count += 1) % 4 === 0 ? requests['REST create'](count) : read),
  };
}
