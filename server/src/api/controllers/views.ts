import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { PLUGIN_ID } from '../../plugin-id';
import type { SavedViews } from '../views/saved-views';
import { answerPlain } from './answer';

/**
 * Views belong to an administrator; a token acts for its administrator, and without one has no
 * views.
 */
function ownerOf(ctx: Context): string {
  const { id } = (ctx.state.user ?? {}) as { id?: string | number };
  if (id === undefined) throw new errors.ForbiddenError('Only administrators have saved views.');
  return String(id);
}

/** The caller's own saved searches. */
export const views = ({ strapi }: { strapi: Core.Strapi }) => {
  const kept = () => strapi.plugin(PLUGIN_ID).service<SavedViews>('views');
  return {
    /** `GET /audit-trail/views` */
    find: (ctx: Context) => answerPlain(ctx, () => kept().findViews(ownerOf(ctx))),
    /** `POST /audit-trail/views` */
    save: (ctx: Context) => answerPlain(ctx, () => kept().saveView(ownerOf(ctx), ctx.request.body)),
    /** `DELETE /audit-trail/views/:id` */
    async remove(ctx: Context) {
      await answerPlain(ctx, () => kept().removeView(ownerOf(ctx), String(ctx.params.id)));
      ctx.status = 204;
    },
  };
};
