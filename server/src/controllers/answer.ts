import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { toHostError } from '../errors';
import { PLUGIN_ID } from '../plugin-id';
import type { Query } from '../query';

export const queryOf = (strapi: Core.Strapi): Query => strapi.plugin(PLUGIN_ID).service('query');

/** Answers with what the service returns, and with Strapi's own errors where it throws one of ours. */
export async function answer<T>(ctx: Context, ask: () => T | Promise<T>): Promise<void> {
  try {
    ctx.body = await ask();
  } catch (error) {
    throw toHostError(error);
  }
}
