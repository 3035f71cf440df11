import type { BulkChange, Capture, RawChange, RowChange } from '../event';
import type { Watch } from './watches';

/** Records that something differs when describing the difference failed. */
const PLACEHOLDER: RawChange = { path: '[undescribed]', label: '', kind: 'value', secret: true };

/** The differences; a value that cannot be compared must not cost the change or its event. */
export function comparedSafely(compare: () => RawChange[]): RawChange[] {
  try {
    return compare();
  } catch {
    return [PLACEHOLDER];
  }
}

/** The watch's description of the changes, or the bare fact that rows changed if it fails. */
export async function describedSafely(
  watch: Pick<Watch, 'describe' | 'actions'>,
  changes: RowChange[]
): Promise<Capture[]> {
  try {
    return await watch.describe(changes);
  } catch {
    return changes.map((change) => writePlaceholder(watch.actions, change));
  }
}

/** The same for one statement on many rows. */
export function bulkDescribedSafely(
  { describeBulk, actions }: Pick<Watch, 'describeBulk' | 'actions'>,
  change: BulkChange
): Capture[] {
  try {
    return describeBulk?.(change) ?? [];
  } catch {
    return [bulkPlaceholder(actions, change)];
  }
}

function writePlaceholder(
  standsFor: readonly string[],
  { uid, id, name, before, after, changes }: RowChange
): Capture {
  const verb = before ? (after ? 'update' : 'delete') : 'create';
  return { action: `entry.${verb}`, standsFor, resource: { type: uid, id, name }, changes };
}

/** A statement on many rows without a description: their count and its filter. */
export const bulkPlaceholder = (
  standsFor: readonly string[],
  { uid, verb, count, filter, changes }: BulkChange
): Capture => ({
  action: `entry.bulk-${verb}`,
  standsFor,
  resource: { type: uid },
  changes,
  payload: { count, filter },
});
