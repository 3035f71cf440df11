import type { Database } from '@strapi/database';
import type { Knex } from 'knex';
import type { Row } from '../../event';
import { asyncContext, runInside, type EntityCall } from '../../record/context';
import type { ChangeSet } from '../../record/change-set/change-set';
import type { Statement } from '../../record/statement';
import type { Belongings } from './belongings';
import { otherSidesOf } from './other-sides';
import type { RelationWrite } from './taken-links';
import type { Transactions } from '../../record/transactions';
import { withWatchedRelations, type Watches } from '../../record/watches';

interface Options {
  transaction?: Knex.Transaction | undefined;
}

/** Some of its reads would otherwise wait for the only connection of SQLite. */
type WriteRelations = (trx?: Knex.Transaction) => Promise<unknown>;

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

const callOf = ({ uid, data }: Written): EntityCall => ({
  uid,
  attributes: () => (data ? new Set(Object.keys(data)) : 'all'),
  data: () => null,
  joinable: false,
  trx: null,
});

export interface RelationCallDependencies {
  db: Database;
  transactions: Transactions;
  watches: Watches;
  belongings: Belongings;
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
  const { transactions, watches, belongings } = deps;
  const { attachRelations, updateRelations, deleteRelations } = manager;
  const isOwnCall = (uid: string, data: Row | null): boolean => {
    const { call } = asyncContext();
    if (!deps.isRecording()) return false;
    // The row's own statement has told all but the relations of a component.
    if (call && !(call.isOfComponent && call.uid === uid && namesRelation(uid, data))) return false;
    return (
      watches.of(uid) !== undefined ||
      watches.shownByTargets(uid).length > 0 ||
      belongings.isComponentAlone(uid) ||
      belongings.hasMorphLinks(uid)
    );
  };

  const namesRelation = (uid: string, data: Row | null): boolean => {
    const { attributes } = deps.db.metadata.get(uid);
    return !data || Object.keys(data).some((name) => attributes[name]?.type === 'relation');
  };

  /** The rows that such a write changes, as far as they are watched. */
  const targetsOf = async ({ uid, id, data }: Written): Promise<Statement[]> => {
    const owners = belongings.isComponentAlone(uid)
      ? await belongings.ownersOfComponent(uid, id)
      : [];
    const holders = belongings.hasMorphLinks(uid)
      ? await belongings.morphHolders(uid, [id], data)
      : [];
    const others = [...holders, ...otherSidesOf(watches, { uid, data, where: [{ id }] })];
    if (!watches.of(uid)) return [...owners, ...others];
    const own = withWatchedRelations<Statement>(watches, {
      ...{ uid, type: 'update', isOnOwner: true, where: [{ id }] },
      attributes: data ? new Set(Object.keys(data)) : 'all',
    });
    return [own, ...others];
  };

  const writeIn = async (
    trx: Knex.Transaction,
    { isShared, ...written }: Written & { isShared: boolean },
    write: WriteRelations
  ): Promise<unknown> => {
    const { uid, data } = written;
    const changes = deps.changesOf(trx);
    return transactions.within(trx, async () => {
      const targets = await targetsOf(written);
      for (const target of targets) await changes.before(target);
      const [own] = targets;
      if (data && own?.uid === uid)
        await deps.readTakenLinks(changes, own, { uid, data, isShared });
      // What it writes in join tables is told with the row that owns them.
      return runInside({ call: callOf(written) }, () => write(trx));
    });
  };

  const run = async (
    written: Written,
    { transaction }: Options,
    write: WriteRelations
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
    const write: WriteRelations = (transaction = options.transaction) =>
      attachRelations.call(this, uid, id, data, { ...options, transaction });
    return isOwnCall(uid, data) ? run({ uid, id, data }, options, write) : write();
  };
  manager.updateRelations = function update(uid, id, data, options = {}) {
    const write: WriteRelations = (transaction = options.transaction) =>
      updateRelations.call(this, uid, id, data, { ...options, transaction });
    return isOwnCall(uid, data) ? run({ uid, id, data }, options, write) : write();
  };
  manager.deleteRelations = function remove(uid, id, options = {}) {
    const write: WriteRelations = (transaction = options.transaction) =>
      deleteRelations.call(this, uid, id, { ...options, transaction });
    return isOwnCall(uid, null) ? run({ uid, id, data: null }, options, write) : write();
  };
  return () => void Object.assign(manager, { attachRelations, updateRelations, deleteRelations });
}
