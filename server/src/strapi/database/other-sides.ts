import type { Row } from '../../event';
import type { Statement } from '../../record/statement';
import type { Watches } from '../../record/watches';
import { isRecord } from './statement-rows';
import { linkedIds } from './taken-links';

interface WrittenLinks {
  uid: string;
  /** Null if all relations of the rows are removed. */
  data: Row | null;
  /** The rows that are written, if they are there already. */
  where: readonly Row[];
}

/**
 * A role's event does not show who has it: the events of its users do. So users whose links a write
 * to their role changes are written by it as well; these are updates of them.
 */
export function otherSidesOf(watches: Watches, { uid, data, where }: WrittenLinks): Statement[] {
  return watches.shownByTargets(uid).flatMap(([name, { target, inverse }]) => {
    if (data && !(name in data)) return [];
    const value = data?.[name] ?? null;
    const named = namedIds(value);
    const conditions: Row[] = named.length > 0 ? [{ id: { $in: named } }] : [];
    // Where code only adds and removes links, the others stay.
    const [own] = where;
    if (own && where.length === 1 && !isPartial(value)) conditions.push({ [inverse]: own });
    return conditions.map((condition) => ({
      ...({ uid: target, type: 'update', isOnOwner: true, where: [condition] } as const),
      attributes: new Set([inverse]),
    }));
  });
}

const isPartial = (value: unknown): boolean =>
  isRecord(value) && !('set' in value) && ('connect' in value || 'disconnect' in value);

function namedIds(value: unknown): unknown[] {
  const removed = isRecord(value) && 'disconnect' in value ? linkedIds(value.disconnect) : [];
  return [...new Set([...linkedIds(value), ...removed])];
}
