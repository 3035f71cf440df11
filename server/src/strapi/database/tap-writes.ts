import type { WriteGuarantee } from '../../contracts';
import { type GuardFindings } from '../../record/context';
import { commitsEmpty, testWriteGuard } from './guard-test';
import { installLifecycleCapture } from './lifecycle-capture';
import type { LifecycleCaptureDependencies } from './lifecycle-capture';
import { installWriteGuard } from './write-guard';
import type { WriteGuardDependencies } from './write-guard';

export interface TapWritesDependencies
  extends WriteGuardDependencies, Pick<LifecycleCaptureDependencies, 'changesOfOneWrite'> {
  log: { info(message: string): void; warn(message: string): void };
}

/** What is guaranteed for the events of changes, and a message for each guarantee that fails. */
export interface WriteGuarantees {
  sameTransaction: WriteGuarantee;
  missing: string[];
}

const SEPARATE_RELATIONS =
  "Strapi's query layer no longer lets a row and its relations share one transaction: each commits " +
  'with an event of its own.';
const NO_GUARD =
  'The write guard is not in force: changes inside a transaction commit with their events, but a ' +
  'change outside one is recorded right after it committed, so that a crash in between loses its ' +
  'event, and statements without a lifecycle (moves in the media library) are not seen.';
const NO_COMMIT =
  'The write guard is not in force and nothing can be done before a commit: changes are recorded ' +
  'one by one right after their statement.';

/**
 * Reports every write to the recorder, as exactly as this Strapi allows: tests the guard and falls
 * back to lifecycles. Logs in one line what is guaranteed. Never rejects.
 */
export async function tapWrites(deps: TapWritesDependencies): Promise<WriteGuarantees> {
  deps.transactions.tapEnds();
  const findings = await tryGuard(deps);
  if (findings.seesStatements && findings.hooksCommits) {
    installWriteGuard(deps, findings);
    const missing = findings.joinsRelations ? [] : [SEPARATE_RELATIONS];
    return say(deps, { sameTransaction: 'every-change', missing }, findings);
  }

  const changesOf = findings.hooksCommits ? deps.changesOf : null;
  installLifecycleCapture({ ...deps, changesOf });
  return say(
    deps,
    changesOf
      ? { sameTransaction: 'inside-transactions', missing: [NO_GUARD] }
      : { sameTransaction: 'none', missing: [NO_COMMIT] },
    findings
  );
}

async function tryGuard(deps: TapWritesDependencies): Promise<GuardFindings> {
  try {
    return await testWriteGuard(deps);
  } catch (error) {
    // Other code made the entity manager read-only: whether commits can be hooked is a separate
    // matter.
    const reason = error instanceof Error ? error.message : String(error);
    const hooksCommits = await commitsEmpty(deps.db, deps.transactions).catch(() => false);
    const nothing = { seesStatements: false, joinsRelations: false };
    return { ...nothing, hooksCommits, reason };
  }
}

function say(
  { log }: TapWritesDependencies,
  guarantees: WriteGuarantees,
  { reason }: GuardFindings
): WriteGuarantees {
  const { missing } = guarantees;
  if (missing.length === 0) {
    log.info('[audit-trail] Every change commits in one transaction with its event.');
  } else {
    log.warn(`[audit-trail] ${missing.join(' ')}${reason ? ` (${reason})` : ''}`);
  }
  return guarantees;
}
