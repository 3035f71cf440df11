import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { answer, answerPlain, queryOf } from './answer';
import { parametersOf } from './parameters';

/** The choices in the page's filters. */
export const choices = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** `GET /audit-trail/actors` */
  actors: (ctx: Context) => answer(ctx, () => queryOf(strapi).findActors(parametersOf(ctx))),
  /** `GET /audit-trail/values` */
  values: (ctx: Context) => answer(ctx, () => queryOf(strapi).findValues(parametersOf(ctx))),
  /** `GET /audit-trail/actions` */
  actions: (ctx: Context) => answerPlain(ctx, () => queryOf(strapi).findActions()),
});
