import { ok } from '../../helpers/actors';
import { createMcpClient, type McpClient } from '../../helpers/mcp';
import { CM, draft, published, type Article } from './article';
import { writePath, type WritePath } from './path';
import type { World } from './world';

const BOT = 'mcp | admin-token';

type Stage = Article & McpClient;

const tool = ({ app, admin, unique }: World): Promise<McpClient> =>
  createMcpClient(app, admin, {
    name: unique('Bot'),
    uid: 'api::article.article',
    fields: ['title', 'summary'],
  });

const withDraft = async (world: World): Promise<Stage> => ({
  ...(await draft(world)),
  ...(await tool(world)),
});

const withPublished = async (world: World): Promise<Stage> => ({
  ...(await published(world)),
  ...(await tool(world)),
});

export const mcpPaths: WritePath[] = [
  writePath({
    path: 'MCP: create',
    arrange: tool,
    act: (_world, { call }) => call('create_article', { data: { title: 'By a machine' } }),
    events: ({ token }) => [
      `entry.create | ${BOT} ${token} | api::article.article en draft "By a machine"`,
    ],
  }),
  writePath({
    path: 'MCP: update',
    arrange: withDraft,
    act: (_world, { call, id }) =>
      call('update_article', { documentId: id, data: { title: 'Improved' } }),
    events: ({ token }) => [
      `entry.update | ${BOT} ${token} | api::article.article en draft "Improved"`,
    ],
    changes: [['title']],
  }),
  writePath({
    path: 'MCP: publish',
    arrange: withDraft,
    act: (_world, { call, id }) => call('publish_article', { documentId: id }),
    events: ({ token, title }) => [
      `entry.publish | ${BOT} ${token} | api::article.article en published "${title}"`,
    ],
  }),
  writePath({
    path: 'MCP: unpublish',
    arrange: withPublished,
    act: (_world, { call, id }) => call('unpublish_article', { documentId: id }),
    events: ({ token, title }) => [
      `entry.unpublish | ${BOT} ${token} | api::article.article en published "${title}"`,
    ],
  }),
  writePath({
    path: 'MCP: discard the draft',
    arrange: async (world) => {
      const stage = await withPublished(world);
      await ok(world.admin.put(`${CM}/${stage.id}`).send({ title: 'Second thoughts' }));
      return stage;
    },
    act: (_world, { call, id }) => call('discard_article_draft', { documentId: id }),
    events: ({ token, title }) => [
      `entry.draft-discard | ${BOT} ${token} | api::article.article en draft "${title}"`,
    ],
    changes: [['title']],
  }),
  writePath({
    path: 'MCP: delete',
    arrange: withPublished,
    act: (_world, { call, id }) => call('delete_article', { documentId: id }),
    events: ({ token, title }) => [
      `entry.delete | ${BOT} ${token} | api::article.article en draft "${title}"`,
    ],
  }),
];
