import type { Core } from '@strapi/strapi';
import { PLUGIN_ID } from '../../plugin-id';
import type { Redactor } from '../../redact';
import { createSavedViews } from '../views/saved-views';

/** `service('views')`: the saved searches of administrators. */
export const createViewsService = ({ strapi }: { strapi: Core.Strapi }) =>
  createSavedViews({
    db: strapi.db,
    holdsSecret: (text) => strapi.plugin(PLUGIN_ID).service<Redactor>('redactor').holdsSecret(text),
  });
