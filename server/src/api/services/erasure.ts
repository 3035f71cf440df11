import type { Core } from '@strapi/types';
import type { ErasureCount, ErasureOptions, Person } from '../../upkeep/erasure';
import { runningOf } from '../running';
import { refuseInTransaction } from './own-connection';

/** `service('erasure')`: for operators when a person asks to be forgotten. */
export const createErasureService = ({ strapi }: { strapi: Core.Strapi }) => ({
  /**
   * Removes a person from the log, and records that it was done.
   * @throws if no person is named, if the database refuses, and inside `strapi.db.transaction()`;
   * then nothing has changed.
   */
  async erase(person: Person, options?: ErasureOptions): Promise<ErasureCount> {
    refuseInTransaction(strapi, "service('erasure').erase()");
    const running = runningOf(strapi);
    if (!running) throw new Error('[audit-trail] erase: the plugin is not running.');
    // Buffered events would name the person again.
    await running.flush();
    return running.erasure.erase(person, options);
  },
});
