import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { runningOf } from '../running';
import { findStatus } from '../services/status';
import { answerPlain, queryOf } from './answer';

/** What the log guarantees, and whether the guarantees hold. */
export const health = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** `GET /audit-trail/health` */
  find: (ctx: Context) => answerPlain(ctx, () => runningOf(strapi)?.health()),
  /** `GET /audit-trail/status` */
  status: (ctx: Context) => answerPlain(ctx, () => findStatus(strapi, queryOf(strapi))),
});
