import type { Knex } from 'knex';
import type { Undoable } from '../../record/transactions';

/** As knex writes them for nested transactions, and as code may. */
const SAVEPOINT =
  /^\s*(savepoint|rollback(?:\s+(?:work|transaction))?\s+to|release)(?:\s+savepoint)?\s+["'`[]?([^\s;"'`\]]+)/i;

/**
 * Follows the savepoints of a transaction: what one of them undoes must not be recorded. Nested
 * transactions of knex report their statements to the outer one, too.
 */
export function followSavepoints<Mark>(trx: Knex.Transaction, changes: Undoable<Mark>): void {
  const set: { name: string; mark: Mark }[] = [];
  const find = (name: string) => set.findLastIndex((one) => one.name === name);

  trx.on('query', ({ sql }: { sql?: string }) => {
    // Most statements begin with none of these letters.
    if (!sql || !/^\s*[sr]/i.test(sql)) return;
    const [, verb, written] = SAVEPOINT.exec(sql) ?? [];
    if (!verb || !written) return;
    const name = written.toLowerCase();
    const at = find(name);
    if (/^s/i.test(verb)) set.push({ name, mark: changes.mark() });
    else if (/^rel/i.test(verb)) set.splice(at < 0 ? set.length : at);
    else {
      // One that is not known was set before the first change: all of them are undone.
      changes.undoTo(at < 0 ? null : set[at]!.mark);
      set.splice(at < 0 ? 0 : at + 1);
    }
  });
}
