import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { copyApp } from '../../helpers/app/app-copy';
import { ADMIN_BUILD } from '../../helpers/paths';

const PLUGIN = 'src/plugins/comments';
const SOURCES = 'src/extensions/audit-trail/sources';

/** The source of the guide, which is the only file that the application adds for the log. */
export const EXAMPLE = join(__dirname, '../../../docs/examples/comment.js');

const schema = {
  kind: 'collectionType',
  collectionName: 'comments',
  info: { singularName: 'comment', pluralName: 'comments', displayName: 'Comment' },
  options: { draftAndPublish: false },
  attributes: {
    title: { type: 'string', required: true },
    flagged: { type: 'boolean', default: false },
    note: { type: 'string', private: true },
    article: { type: 'relation', relation: 'manyToOne', target: 'api::article.article' },
  },
};

/** An ordinary plugin of an application's own, which knows nothing of the log. */
const server = `'use strict';

const schema = require('./comment.json');
const UID = 'plugin::comments.comment';

module.exports = {
  contentTypes: { comment: { schema } },
  controllers: {
    comment: ({ strapi }) => ({
      async flag(ctx) {
        const { id } = ctx.params;
        const found = await strapi.db.query(UID).findOne({ where: { id } });
        if (!found) return ctx.notFound('There is no such comment');
        if (found.flagged) return ctx.forbidden('It is flagged already');
        ctx.body = await strapi.db.query(UID).update({ where: { id }, data: { flagged: true } });
      },
    }),
  },
  routes: {
    admin: {
      type: 'admin',
      routes: [
        { method: 'POST', path: '/:id/flag', handler: 'comment.flag', config: { policies: [] } },
      ],
    },
  },
};
`;

export interface CommentsApp {
  dir: string;
  /** Puts files into the application's folder of sources; the one of the guide is there already. */
  addSources(files: Record<string, string>): void;
  /** Leaves the one of the guide alone there. */
  onlyExample(): void;
  remove(): void;
}

/** A copy of the test application with a plugin of its own, and a source for it in one file. */
export function copyWithComments(): CommentsApp {
  const { dir, remove } = copyApp();
  symlinkSync(ADMIN_BUILD, join(dir, 'build'), 'dir');
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  };
  write(`${PLUGIN}/comment.json`, JSON.stringify(schema));
  write(`${PLUGIN}/strapi-server.js`, server);
  write(
    `${PLUGIN}/package.json`,
    JSON.stringify({
      name: 'strapi-plugin-comments',
      version: '0.0.0',
      private: true,
      strapi: { kind: 'plugin', name: 'comments', displayName: 'Comments' },
    })
  );
  appendFileSync(
    join(dir, 'config/plugins.js'),
    `
const application = module.exports;
module.exports = (tools) => ({
  ...application(tools),
  comments: { enabled: true, resolve: './${PLUGIN}' },
});
`
  );
  const addSources: CommentsApp['addSources'] = (files) => {
    for (const [name, text] of Object.entries(files)) write(`${SOURCES}/${name}`, text);
  };
  const onlyExample = () => {
    rmSync(join(dir, SOURCES), { recursive: true, force: true });
    addSources({ 'comment.js': readFileSync(EXAMPLE, 'utf8') });
  };
  onlyExample();
  return { dir, addSources, onlyExample, remove };
}
