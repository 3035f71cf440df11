import type { Core } from '@strapi/types';
import {
  createAppendOnly,
  createJournal,
  createWitness,
  registerMigrations,
  shapeEventTable,
  tableNames,
  toDialectName,
  type AppendOnly,
  type Journal,
  type Witness,
} from '../../journal';
import { closeContentManager } from './close-content-manager';
import { closeContentTypeBuilder } from './close-content-type-builder';
import { guardJournalQueries } from './guard-queries';
import { hideFromGraphql } from './hide-from-graphql';
import { keepPersistedTables } from './keep-persisted-tables';
import { leaveOutCreators } from './leave-out-creators';
import type { OwnSchema } from './own-schema';
import { persistJournalTable } from './persisted-tables';
import { refuseChangedSchema } from './refuse-changed-schema';
import { tapTransferEntries } from './transfer-entries';
import {
  hideFromTransfers,
  watchTransfers,
  type ContentTypeList,
  type TransferState,
} from './transfer-state';

/** What the rest of the plugin gets of the journal once its table exists. */
export interface OpenJournal {
  journal: Journal;
  /** `inForce()` is what the health endpoint reports as `appendOnly`. */
  appendOnly: AppendOnly;
  witness: Witness;
}

/**
 * Announces the journal's tables and hooks into Strapi to protect them. Call it first in the
 * plugin's `register()`: routes are bound and migrations run after it. The returned function
 * reports, at any time, whether a transfer is running.
 */
export const registerJournal = async (
  strapi: Core.Strapi,
  schema: OwnSchema
): Promise<TransferState> => {
  refuseChangedSchema(strapi, schema);
  await registerMigrations(strapi.db);
  leaveOutCreators(strapi);

  tapTransferEntries(strapi);
  const state = watchTransfers(strapi.db.lifecycles);
  hideFromTransfers(strapi.get('content-types') as ContentTypeList, state);
  guardJournalQueries(strapi.db, state);
  keepPersistedTables(strapi.db, state);

  closeContentManager(strapi);
  closeContentTypeBuilder(strapi);
  hideFromGraphql(strapi);
  return state;
};

/**
 * Finishes the journal's table, which Strapi's schema sync has created by now, and opens it. Call
 * it first in the plugin's `bootstrap()`, before anything is recorded.
 */
export const bootstrapJournal = async (strapi: Core.Strapi): Promise<OpenJournal> => {
  const { db } = strapi;
  const table = {
    connection: db.connection,
    dialect: toDialectName(db.dialect.client),
    tables: tableNames(db.getSchemaName()),
  };
  const appendOnly = createAppendOnly({ ...table, warn: (message) => strapi.log.warn(message) });

  await persistJournalTable(strapi.store);
  await shapeEventTable(table);
  await appendOnly.enforce();

  return {
    journal: createJournal({ db }),
    appendOnly,
    witness: createWitness({
      db,
      tables: table.tables,
      allowPurge: (trx) => appendOnly.allowPurge(trx),
    }),
  };
};

export { createJournalWatch } from './watch-journal';
