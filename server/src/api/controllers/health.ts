import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { runningOf } from '../running';
import { findStatus } from '../services/status';
import { answer, queryOf } from './answer';

/** What the log guarantees, and whether the guarantees hold. */
export const health = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** `GET /audit-trail/health` */
  find(ctx: Context): void {
    ctx.body = runningOf(strapi)?.health();
  },
  /** `GET /audit-trail/status` */
  status: (ctx: Context) => answer(ctx, () => findStatus(strapi, queryOf(strapi))),
});
