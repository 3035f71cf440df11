import type { PurgeReport } from '../../contracts';
import type { State } from '../../journal';
import type { PurgeVerdict } from './retention';

const NAME = 'last-purge';

/** Remembers a purge that ran, even if it found nothing to remove and so recorded no event. */
export async function rememberPurge(state: State, verdict: PurgeVerdict, at: Date): Promise<void> {
  if (!verdict.ran) return;
  const { removed, dryRun, end } = verdict;
  const report: PurgeReport = {
    at: at.toISOString(),
    removed,
    isDryRun: dryRun,
    isComplete: end === 'complete',
  };
  await state.write(NAME, report);
}

/** Null if no purge has run yet. */
export const readLastPurge = async (state: State): Promise<PurgeReport | null> =>
  (await state.read(NAME)) as PurgeReport | null;
