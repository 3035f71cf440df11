import type { Core } from '@strapi/types';
import { EVENT_UID } from '../../plugin-id';

/**
 * Removes from the journal the two relations to an administrator that Strapi gives every content
 * type. They would be empty, and their foreign keys would tie every removal of an administrator to
 * this table: two concurrent removals, each then recorded, are a deadlock on MySQL.
 */
export const leaveOutCreators = (strapi: Core.Strapi): void => {
  // If an extension removed the content type, the check before the schema sync reports it.
  const attributes: Record<string, unknown> | undefined =
    strapi.contentTypes[EVENT_UID]?.attributes;
  delete attributes?.createdBy;
  delete attributes?.updatedBy;
};
