import type { Core } from '@strapi/types';
import { EVENT_UID } from '../../plugin-id';
import { refuseContentManager } from './refusal';
import { addRouteMiddleware } from './route-middleware';

/** The parts of a Content Manager request that may name its content type. */
interface Request {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  request?: { body?: unknown };
}

/** The keys under which the Content Manager's routes take a content type. */
const BODY_KEYS = ['contentTypeUID', 'contentType', 'model', 'uid'] as const;

/** Whether a request to the Content Manager is about the journal. */
export const namesJournal = ({ params, query, request }: Request): boolean => {
  const body = (request?.body ?? {}) as Partial<Record<string, unknown>>;
  return [
    ...Object.values(params ?? {}),
    ...BODY_KEYS.flatMap((key) => [query?.[key], body[key]]),
  ].includes(EVENT_UID);
};

interface Context extends Request {
  state: unknown;
}

/**
 * Closes every route of the Content Manager to the journal. Strapi's own check would admit anyone
 * who may read all content types, and a Super Admin always: past the permission to read audit logs.
 */
export const closeContentManager = (strapi: Core.Strapi): void => {
  const refuseJournal = async (context: Context, next: () => Promise<unknown>) => {
    if (namesJournal(context)) refuseContentManager();
    return next();
  };

  addRouteMiddleware(strapi.plugin('content-manager'), refuseJournal);
};
