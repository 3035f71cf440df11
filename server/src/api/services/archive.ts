import type { Core } from '@strapi/types';
import type { EventDetails } from '../../contracts';
import type { ArchivedPart } from '../../upkeep/retention/purge/archive-port';
import { runningOf } from '../running';
import { refuseInTransaction } from './own-connection';

/** `service('archive')`: for code that stores events as the purge does, without removing them. */
export const createArchiveService = ({ strapi }: { strapi: Core.Strapi }) => ({
  /**
   * Stores events as one verified part, such as the `batches` of `service('query').walkEvents(…)`.
   * @throws if `retention.archive` is off, if the part is not verifiably stored, and inside
   * `strapi.db.transaction()`.
   */
  async store(events: AsyncIterable<readonly EventDetails[]>): Promise<ArchivedPart> {
    refuseInTransaction(strapi, "service('archive').store()");
    const archive = runningOf(strapi)?.archive;
    if (!archive) {
      throw new Error(
        '[audit-trail] archive: there is none. Say in retention.archive where it is to be.'
      );
    }
    return archive.store(events);
  },
});
