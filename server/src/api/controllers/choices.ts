import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { answer, queryOf } from './answer';

/** The choices in the page's filters. */
export const choices = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** `GET /audit-trail/actors` */
  actors: (ctx: Context) => answer(ctx, () => queryOf(strapi).findActors(ctx.query)),
  /** `GET /audit-trail/values` */
  values: (ctx: Context) => answer(ctx, () => queryOf(strapi).findValues(ctx.query)),
  /** `GET /audit-trail/actions` */
  actions: (ctx: Context) => answer(ctx, () => queryOf(strapi).findActions()),
});
