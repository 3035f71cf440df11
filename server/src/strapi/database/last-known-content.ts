import type { Database } from '@strapi/database';
import type { Change } from '../../contracts';
import type { FilePort } from '../../event';
import { LOOKED_UP } from '../../journal';
import { EVENT_TABLE } from '../../plugin-id';
import type { Transactions } from '../../record/transactions';

/** A file is rarely renamed or moved more often between two replacements. */
const EVENTS_TO_READ = 20;

/**
 * Reads from the log what a file held last: a remote provider is not queried for what it stored.
 * Null if the log does not reach back far enough.
 */
export function createLastKnown(db: Database, transactions: Transactions): FilePort['lastKnown'] {
  return async (id) => {
    const trx = await transactions.current();
    const query = db
      .getConnection(EVENT_TABLE)
      .where({ resource_type: 'plugin::upload.file', resource_id: id })
      .whereRaw(LOOKED_UP)
      .whereIn('action', ['media.create', 'media.update'])
      .orderBy('id', 'desc')
      .limit(EVENTS_TO_READ)
      .select('changes');
    const rows = (await (trx ? query.transacting(trx) : query)) as { changes: unknown }[];
    for (const { changes } of rows) {
      const all = (typeof changes === 'string' ? JSON.parse(changes) : changes) as Change[];
      const after = (path: string) => all.find((change) => change.path === path)?.after;
      const [sha256, bytes] = [after('contentHash'), after('contentSize')];
      if (typeof sha256 === 'string' && typeof bytes === 'number') return { sha256, bytes };
    }
    return null;
  };
}
