import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { isTooSlow, toHostError, type AuditTrailError } from '../../errors';
import { PLUGIN_ID } from '../../plugin-id';
import type { Query } from '../../read/query';

export const queryOf = (strapi: Core.Strapi): Query => strapi.plugin(PLUGIN_ID).service('query');

/** Answers 503 in the form of Strapi's errors, which have none for it. */
export function answerTooSlow(ctx: Context, { message, code, parameter }: AuditTrailError): void {
  ctx.status = 503;
  const error = { status: 503, name: 'ServiceUnavailableError', message };
  ctx.body = { data: null, error: { ...error, details: { code, parameter } } };
}

/** Answers with what the service returns, and with Strapi's own errors where it throws one of ours. */
export async function answer<T>(ctx: Context, ask: () => T | Promise<T>): Promise<void> {
  try {
    ctx.body = await ask();
  } catch (error) {
    if (isTooSlow(error)) return answerTooSlow(ctx, error);
    throw toHostError(error);
  }
}
