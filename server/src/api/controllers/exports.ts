import { finished } from 'node:stream';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { isUnavailable, toHostError } from '../../errors';
import { openExport, type OpenExport } from '../../read/export';
import { PLUGIN_ID } from '../../plugin-id';
import type { DeclaredActions } from '../../record/declared-actions';
import { runningOf } from '../running';
import type { ExportEnd } from '../../sources';
import { answerUnavailable, queryOf } from './answer';
import { parametersOf } from './parameters';

/** How the response ended, which only the socket knows, not the reader of the journal. */
function endOf({ body, written }: OpenExport, isSent: boolean): ExportEnd {
  const events = written();
  if (body.errored) return { events, end: 'unreadable' };
  return { events, end: isSent && body.readableEnded ? 'complete' : 'connection-closed' };
}

const openWalk = async (strapi: Core.Strapi, ctx: Context) =>
  queryOf(strapi).walkEvents(parametersOf(ctx));

export const exports = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** `GET /audit-trail/export` */
  async find(ctx: Context): Promise<void> {
    const walk = await openWalk(strapi, ctx).catch((error: unknown) => {
      if (isUnavailable(error)) return answerUnavailable(ctx, error);
      throw toHostError(error);
    });
    if (!walk) return;
    const { format: _, ...query } = ctx.query;
    const use = runningOf(strapi)?.use;
    const recordEnd = await use?.exportBegins(walk.format, query);

    const { choices } = strapi.plugin(PLUGIN_ID).service<DeclaredActions>('actions');
    const labels = new Map(choices().map(({ action, label }) => [action, label]));
    const labelOf = (action: string) => labels.get(action) ?? null;
    const opened = openExport({ ...walk, labelOf, at: new Date() });
    const { contentType, fileName, body } = opened;
    ctx.attachment(fileName);
    ctx.set({ 'Content-Type': contentType, 'Cache-Control': 'no-store' });
    ctx.body = body;
    // An interrupted export must not look complete: Koa would leave the response open forever.
    body.once('error', () => ctx.res.destroy());
    finished(ctx.res, (error) => void recordEnd?.(endOf(opened, !error)));
  },
});
