import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { isUnavailable, toHostError, type AuditTrailError } from '../../errors';
import { PLUGIN_ID } from '../../plugin-id';
import type { Query } from '../../read/query';
import { assertNoParameters } from './parameters';

export const queryOf = (strapi: Core.Strapi): Query => strapi.plugin(PLUGIN_ID).service('query');

/** Answers 503 in the form of Strapi's errors, which have none for it. */
export function answerUnavailable(
  ctx: Context,
  { message, code, parameter }: AuditTrailError
): void {
  ctx.status = 503;
  const error = { status: 503, name: 'ServiceUnavailableError', message };
  ctx.body = { data: null, error: { ...error, details: { code, parameter } } };
}

/** Answers with the service's result, and with Strapi's own errors if it throws one of ours. */
export async function answer<T>(ctx: Context, run: () => T | Promise<T>): Promise<void> {
  try {
    ctx.body = await run();
  } catch (error) {
    if (isUnavailable(error)) return answerUnavailable(ctx, error);
    throw toHostError(error);
  }
}

/** The same for an address that takes no parameters. */
export const answerPlain = <T>(ctx: Context, run: () => T | Promise<T>): Promise<void> =>
  answer(ctx, () => {
    assertNoParameters(ctx);
    return run();
  });
