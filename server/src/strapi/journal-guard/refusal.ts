import { errors } from '@strapi/utils';
import { EVENT_UID } from '../../plugin-id';

const FIX =
  "Record your own events with strapi.plugin('audit-trail').service('recorder').record(…); " +
  'old events go by the plugin option retention.days.';

/*
 * Policy errors, because they are the only refusals whose message Strapi shows: every other
 * ForbiddenError becomes a bare "Forbidden" on its way through a route.
 */

/** Refuses a write on the journal that came through Strapi's query layer. */
export const refuseWrite = (statement: string): never => {
  throw new errors.PolicyError(`${EVENT_UID} is append-only and refuses ${statement}. ${FIX}`);
};

/** Refuses to show the journal on routes that do not check its own permission. */
export const refuseContentManager = (): never => {
  throw new errors.PolicyError(
    `${EVENT_UID} cannot be opened in the Content Manager. Read it under Settings > Audit Logs.`
  );
};

/** Refuses an edit of the Content-Type Builder that reaches the journal. */
export const refuseBuilder = (): never => {
  throw new errors.PolicyError(
    `${EVENT_UID} and its tables belong to the audit log: the Content-Type Builder cannot change, ` +
      'delete or extend them, and no relation may lead there. Take it out of this edit.'
  );
};
