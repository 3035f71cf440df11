import type { Knex } from 'knex';
import type { Row } from '../../event';
import { asyncContext } from '../../record/context';
import type { ChangeSet } from '../../record/change-set/change-set';
import type { Statement } from '../../record/statement';
import type { RelationWrite } from './taken-links';
import type { Transactions } from '../../record/transactions';
import { withWatchedRelations, type Watches } from '../../record/watches';

interface Options {
  transaction?: Knex.Transaction;
}

/** The entity manager's methods that write only relations, which `db.query(uid)` has as well. */
export interface RelationManager {
  attachRelations(uid: string, id: unknown, data: Row, options?: Options): Promise<unknown>;
  updateRelations(uid: string, id: unknown, data: Row, options?: Options): Promise<unknown>;
  deleteRelations(uid: string, id: unknown, options?: Options): Promise<unknown>;
}

/** What is written: null if all relations of a row are removed. */
interface Written {
  uid: string;
  id: unknown;
  data: Row | null;
}

export interface RelationCallDependencies {
  transactions: Transactions;
  watches: Watches;
  isRecording(): boolean;
  changesOf(trx: Knex.Transaction): ChangeSet;
  readTakenLinks(changes: ChangeSet, statement: Statement, write: RelationWrite): Promise<void>;
}

/**
 * Reports relation-only writes to the change set. Strapi writes them past the query builder that
 * can be hooked; as a part of `create`, `update` or `delete` they are already reported.
 *
 * @returns a function that removes the hooks
 */
export function tapRelationCalls(
  manager: RelationManager,
  deps: RelationCallDependencies
): () => void {
  const { transactions, watches } = deps;
  const { attachRelations, updateRelations, deleteRelations } = manager;
  const isOwnCall = (uid: string): boolean =>
    !asyncContext().call && watches.of(uid) !== undefined && deps.isRecording();

  const writeIn = async (
    trx: Knex.Transaction,
    { uid, id, data, isShared }: Written & { isShared: boolean },
    write: () => Promise<unknown>
  ): Promise<unknown> => {
    const statement = withWatchedRelations<Statement>(watches, {
      ...{ uid, type: 'update', isOnOwner: true, where: [{ id }] },
      attributes: data ? new Set(Object.keys(data)) : 'all',
    });
    const changes = deps.changesOf(trx);
    return transactions.within(trx, async () => {
      await changes.before(statement);
      if (data) await deps.readTakenLinks(changes, statement, { uid, data, isShared });
      return write();
    });
  };

  const run = async (
    written: Written,
    { transaction }: Options,
    write: () => Promise<unknown>
  ): Promise<unknown> => {
    const joined = transaction ?? (await transactions.current());
    if (joined) return writeIn(joined, { ...written, isShared: true }, write);
    const trx = await transactions.begin();
    try {
      const result = await writeIn(trx, { ...written, isShared: false }, write);
      await trx.commit();
      return result;
    } catch (error) {
      if (!trx.isCompleted()) await trx.rollback();
      throw error;
    }
  };

  manager.attachRelations = function attach(uid, id, data, options = {}) {
    const write = () => attachRelations.call(this, uid, id, data, options);
    return isOwnCall(uid) ? run({ uid, id, data }, options, write) : write();
  };
  manager.updateRelations = function update(uid, id, data, options = {}) {
    const write = () => updateRelations.call(this, uid, id, data, options);
    return isOwnCall(uid) ? run({ uid, id, data }, options, write) : write();
  };
  manager.deleteRelations = function remove(uid, id, options = {}) {
    const write = () => deleteRelations.call(this, uid, id, options);
    return isOwnCall(uid) ? run({ uid, id, data: null }, options, write) : write();
  };
  return () => void Object.assign(manager, { attachRelations, updateRelations, deleteRelations });
}
