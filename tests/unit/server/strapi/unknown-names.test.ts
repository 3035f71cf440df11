import type { Core } from '@strapi/types';
import { unknownHandlers, unknownModels } from '../../../../server/src/strapi/unknown-names';

const routes = (handlers: unknown[], info: object) =>
  handlers.map((handler) => ({ handler, info }));
const COMMENTS = { pluginName: 'comments' };

/** A Strapi with these routes, whose plugins give theirs in every form that Strapi takes. */
const strapi = {
  admin: {
    routes: {
      admin: { routes: routes(['authentication.login'], { pluginName: 'admin' }) },
      none: {},
    },
  },
  plugins: {
    comments: { routes: routes([' comment.flag ', () => undefined], COMMENTS) },
    i18n: { routes: { admin: { routes: routes(['locales.create'], { pluginName: 'i18n' }) } } },
    bare: {},
  },
  apis: {
    article: { routes: { article: { routes: routes(['article.find'], { apiName: 'article' }) } } },
  },
  plugin: (name: string) => (strapi.plugins as Record<string, object>)[name],
  db: { metadata: new Map([['plugin::comments.comment', {}]]) },
} as unknown as Core.Strapi & { plugins: object };

it.each([
  'admin::authentication.login',
  'plugin::comments.comment.flag',
  'plugin::i18n.locales.create',
  'plugin::i18n.locales.*',
  'api::article.article.find',
])('a route has the handler %s', (name) => {
  expect(unknownHandlers(strapi, [name])).toEqual([]);
});

it.each([
  'admin::authentication.logon',
  'plugin::comments.comment.flags',
  'plugin::comments.comment',
  'plugin::i18n.places.*',
  'api::article.article.erase',
  'api::order.order.find',
])('no route has the handler %s', (name) => {
  expect(unknownHandlers(strapi, ['admin::authentication.login', name])).toEqual([name]);
});

it('names of plugins that are not installed are no finding', () => {
  expect(unknownHandlers(strapi, ['plugin::users-permissions.auth.callback'])).toEqual([]);
  expect(unknownModels(strapi, ['plugin::users-permissions.user'])).toEqual([]);
});

it('a model is known by its uid or by a pattern', () => {
  const named = ['plugin::comments.comment', 'plugin::comments.*', 'plugin::comments.note', 'a::*'];
  expect(unknownModels(strapi, named)).toEqual(['plugin::comments.note', 'a::*']);
});
