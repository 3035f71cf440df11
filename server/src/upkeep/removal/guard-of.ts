import { createAppendOnly, tableNames, toDialectName, type AppendOnly } from '../../journal';
import type { Database } from './application';

/** The triggers of a log that is not running: no warning, and nothing is enforced. */
export const guardOf = (db: Database): AppendOnly =>
  createAppendOnly({
    connection: db.connection,
    dialect: toDialectName(db.dialect.client),
    tables: tableNames(db.getSchemaName()),
    warn: () => undefined,
  });
