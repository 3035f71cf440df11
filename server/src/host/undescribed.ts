import type { Capture, RawChange, RowChange } from '../event';
import type { Watch } from './watches';

/** Says that something differs where telling what failed. */
const UNDESCRIBED: RawChange = { path: '[undescribed]', label: '', kind: 'value', secret: true };

/** What differs; a value that cannot be compared must not cost the change or its event. */
export function comparedSafely(compare: () => RawChange[]): RawChange[] {
  try {
    return compare();
  } catch {
    return [UNDESCRIBED];
  }
}

/** What the watch makes of the changes, or the bare fact that rows changed where it cannot tell. */
export async function describedSafely(
  watch: Pick<Watch, 'describe'>,
  changes: RowChange[]
): Promise<Capture[]> {
  try {
    return await watch.describe(changes);
  } catch {
    return changes.map(undescribedWrite);
  }
}

function undescribedWrite({ uid, id, name, before, after, changes }: RowChange): Capture {
  const verb = before ? (after ? 'update' : 'delete') : 'create';
  return { action: `entry.${verb}`, resource: { type: uid, id, name }, changes };
}
