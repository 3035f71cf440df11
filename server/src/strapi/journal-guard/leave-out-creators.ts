import type { Core } from '@strapi/types';
import { EVENT_UID } from '../../plugin-id';

/**
 * Takes the two relations to an administrator, which Strapi gives every content type, from the journal.
 * They would be empty, and their foreign keys would tie every removal of an administrator to this
 * table: two of those at once, each then recorded, are a deadlock on MySQL.
 */
export const leaveOutCreators = (strapi: Core.Strapi): void => {
  // Where an extension removed the content type, the check before the schema sync says so.
  const attributes: Record<string, unknown> | undefined =
    strapi.contentTypes[EVENT_UID]?.attributes;
  delete attributes?.createdBy;
  delete attributes?.updatedBy;
};
