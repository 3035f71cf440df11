import type { Core } from '@strapi/strapi';
import { PLUGIN_ID } from '../../plugin-id';
import { createQuery, type Query } from '../../read/query';
import type { DeclaredActions } from '../../record/declared-actions';
import { refuseToWait } from './own-connection';

/**
 * `service('query')`: how the controllers read the journal. On a pool of one connection it refuses
 * to be called inside `strapi.db.transaction()`, where it would wait forever.
 */
export const createQueryService = ({ strapi }: { strapi: Core.Strapi }): Query => {
  const query = createQuery({
    db: strapi.db,
    actions: strapi.plugin(PLUGIN_ID).service<DeclaredActions>('actions'),
  });
  const guarded = Object.entries(query).map(([name, method]: [string, Method]) => [
    name,
    (...args: never[]) => {
      refuseToWait(strapi, `service('query').${name}()`);
      return method(...args);
    },
  ]);
  return Object.fromEntries(guarded) as Query;
};

type Method = (...args: never[]) => unknown;
