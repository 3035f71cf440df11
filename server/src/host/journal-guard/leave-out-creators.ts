import type { Core } from '@strapi/types';
import { EVENT_UID } from '../../plugin-id';

/**
 * Takes the two relations to an administrator, which Strapi gives every content type, from the journal.
 * They would be empty, and their foreign keys would tie every removal of an administrator to this
 * table: two of those at once, each then recorded, are a deadlock on MySQL.
 */
export const leaveOutCreators = (strapi: Core.Strapi): void => {
  const attributes: Record<string, unknown> = strapi.contentTypes[EVENT_UID]!.attributes;
  delete attributes.createdBy;
  delete attributes.updatedBy;
};
