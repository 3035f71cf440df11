import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import type { EventFeedResponse, EventListResponse } from '../../contracts';
import { RECORDED_ORDER } from '../../read/query/parameters';
import { runningOf } from '../running';
import { findEntryLocation } from '../services/entry-place';
import { answer, answerPlain, queryOf } from './answer';
import { parametersOf } from './parameters';

export const events = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** `GET /audit-trail/events` */
  find: (ctx: Context) =>
    answer<EventListResponse | EventFeedResponse>(ctx, () => {
      const query = parametersOf(ctx);
      return query.sort === RECORDED_ORDER
        ? queryOf(strapi).followEvents(query)
        : queryOf(strapi).findEvents(query);
    }),
  /** `GET /audit-trail/events/:id` */
  findOne: (ctx: Context) =>
    answerPlain(ctx, async () => {
      const event = await queryOf(strapi).findEvent(ctx.params.id);
      await runningOf(strapi)?.use.opens(event);
      return event;
    }),
  /** `GET /audit-trail/events/:id/neighbours` */
  neighbours: (ctx: Context) =>
    answer(ctx, () => queryOf(strapi).findNeighbours(ctx.params.id, parametersOf(ctx))),
  /** `GET /audit-trail/news` */
  news: (ctx: Context) => answer(ctx, () => queryOf(strapi).countNews(parametersOf(ctx))),
  /** `GET /audit-trail/histogram` */
  histogram: (ctx: Context) => answer(ctx, () => queryOf(strapi).findHistogram(parametersOf(ctx))),
  /** `GET /audit-trail/events/:id/entry` */
  entry: (ctx: Context) =>
    answerPlain(ctx, async () => {
      const { resource } = await queryOf(strapi).findEvent(ctx.params.id);
      return findEntryLocation(strapi, resource);
    }),
});
