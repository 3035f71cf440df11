import type { Core } from '@strapi/strapi';
import { PLUGIN_ID } from '../plugin-id';
import { createQuery } from '../query';
import type { DeclaredActions } from '../recorder/declared-actions';

/** `service('query')`: what the controllers read the journal with. */
export const createQueryService = ({ strapi }: { strapi: Core.Strapi }) =>
  createQuery({
    db: strapi.db,
    actions: strapi.plugin(PLUGIN_ID).service<DeclaredActions>('actions'),
  });
