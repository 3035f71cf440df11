import type { BulkChange } from '../../event';
import { currentScope, type Scope } from '../scope';
import { conditionsOf, type Statement } from '../statement';
import type { DescribeBulk } from './bulk-changes';

export interface NotedBulk {
  change: BulkChange;
  scope: Scope | undefined;
}

/** The statements of one transaction on too many rows for an event each. */
export function createNotedBulks(describeBulk: DescribeBulk) {
  const bulks: (NotedBulk & { owners?: string | undefined })[] = [];

  const add = (statement: Statement, count: number, owners?: string): void => {
    const { uid, type, data } = statement;
    if (type === 'insert') return;
    const conditions = conditionsOf(statement);
    const change = describeBulk({ uid, verb: type, conditions, data }, count);
    bulks.push({ change, scope: currentScope(), owners });
  };

  return {
    add,
    /** Rows that own those which the statement writes: the number of the latter is another one. */
    addOwners(statement: Statement, ids: readonly unknown[]): void {
      const key = `${statement.uid} ${ids.join()}`;
      // A component and its relations are written by several statements.
      if (!bulks.some(({ owners }) => owners === key)) add(statement, ids.length, key);
    },
    count: (): number => bulks.length,
    /** Forgets those after so many. */
    cut: (count: number): unknown => bulks.splice(count),
    take: (): NotedBulk[] => bulks.splice(0),
  };
}
