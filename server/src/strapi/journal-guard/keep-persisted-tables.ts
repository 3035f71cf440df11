import type { Core } from '@strapi/types';
import type { JournalState } from './decide-statement';
import {
  mergePersistedTables,
  PERSISTED_TABLES_ROW,
  withJournal,
  type PersistedTable,
} from './persisted-tables';

const CORE_STORE = 'strapi::core-store';

interface CoreStoreRow {
  id: number;
  key: string;
  value: string;
}

const parse = (value: unknown): PersistedTable[] => {
  const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  return Array.isArray(parsed) ? (parsed as PersistedTable[]) : [];
};

/**
 * Preserves Strapi's list of persisted tables through a restore, which empties the core store and
 * fills it with another system's: in the restore's own transaction, so that no crash can lose it.
 */
export const keepPersistedTables = (
  { entityManager }: Pick<Core.Strapi['db'], 'entityManager'>,
  state: JournalState
): void => {
  const { create, deleteMany, findOne, update } = entityManager;

  entityManager.deleteMany = function deleteManyButPersistedTables(uid, params = {}) {
    if (!state.transferring || uid !== CORE_STORE) return deleteMany.call(this, uid, params);
    const where = { $and: [params.where ?? {}, { key: { $ne: PERSISTED_TABLES_ROW } }] };
    return deleteMany.call(this, uid, { ...params, where });
  };

  entityManager.create = async function createOrMergePersistedTables(uid, params) {
    const isList = uid === CORE_STORE && params.data?.key === PERSISTED_TABLES_ROW;
    if (!state.transferring || !isList) return create.call(this, uid, params);

    const merged = (own: readonly PersistedTable[]) => {
      const tables = mergePersistedTables(own, parse(params.data.value));
      return JSON.stringify(withJournal(tables) ?? tables);
    };
    const row = (await findOne.call(this, uid, {
      where: { key: PERSISTED_TABLES_ROW },
    })) as CoreStoreRow | null;
    if (row === null) {
      const value = merged([]);
      return create.call(this, uid, { ...params, data: { ...params.data, value } });
    }
    const value = merged(parse(row.value));
    return update.call(this, uid, { ...params, where: { id: row.id }, data: { value } });
  };
};
