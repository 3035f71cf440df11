import type { Core } from '@strapi/types';

interface Builder {
  state: { type: string; joins: { orderBy?: unknown }[]; orderBy?: unknown };
  execute(options?: unknown): Promise<unknown>;
}

let isReading = false;

/** A row that is published again has another id, and the same place. */
const namesOf = (strapi: Core.Strapi, uid: string): object[] => {
  const attributes = strapi.db.metadata.get(uid)?.attributes ?? {};
  return ['documentId', 'locale', 'id']
    .filter((name) => name in attributes)
    .map((name) => ({ [name]: 'asc' }));
};

/**
 * Links of the same order (two uploads to one field, two writers at the same time) come in any order
 * that suits the database. To compare them, rows that are read `inFixedOrder` give those the order
 * of their documents.
 */
export function settleLinkOrder(strapi: Core.Strapi): void {
  const manager = strapi.db.entityManager as unknown as {
    createQueryBuilder(uid: string): Builder;
  };
  const create = manager.createQueryBuilder.bind(manager);
  manager.createQueryBuilder = (uid) => {
    const builder = create(uid);
    if (!isReading) return builder;
    const execute = builder.execute.bind(builder);
    builder.execute = (options) => {
      const { state } = builder;
      const isOrdered = state.joins.some(({ orderBy }) => orderBy !== undefined);
      if (isOrdered) state.orderBy = [state.orderBy ?? [], ...namesOf(strapi, uid)].flat();
      return execute(options);
    };
    return builder;
  };
}

/** Reads with the order of links settled; nothing else may run meanwhile. */
export async function inFixedOrder<Result>(read: () => Promise<Result>): Promise<Result> {
  isReading = true;
  try {
    return await read();
  } finally {
    isReading = false;
  }
}
