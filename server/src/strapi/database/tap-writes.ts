import type { WriteGuarantee } from '../../contracts';
import type { GuardFindings } from '../../record/context';
import { testWriteGuard } from './guard-test';
import { installWriteGuard, type WriteGuardDependencies } from './write-guard';

export interface TapWritesDependencies extends WriteGuardDependencies {
  log: { info(message: string): void; warn(message: string): void; error(message: string): void };
  /** Whether a change may go through without its event. */
  mayGoUnrecorded: boolean;
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
  "Changes are not recorded, because the plugin cannot follow the statements of Strapi's query layer: " +
  'a newer version of Strapi or another plugin has changed it. Requests, sign-ins and refusals are ' +
  'recorded as always.';

/**
 * Tests the write guard, then installs it, so that every write reaches the recorder. Logs in one line
 * what is guaranteed.
 *
 * @throws Error if the guard does not work here and no change may go unrecorded.
 */
export async function tapWrites(deps: TapWritesDependencies): Promise<WriteGuarantees> {
  const { log } = deps;
  deps.transactions.tapEnds();
  const findings = await tryGuard(deps);
  const because = findings.reason === null ? '' : ` (${findings.reason})`;
  if (!findings.seesStatements || !findings.hooksCommits) {
    if (!deps.mayGoUnrecorded) throw refusal(because);
    log.error(`[audit-trail] ${NO_GUARD}${because}`);
    return { sameTransaction: 'none', missing: [NO_GUARD] };
  }
  installWriteGuard(deps, findings);
  if (findings.joinsRelations) {
    log.info('[audit-trail] Every change commits in one transaction with its event.');
    return { sameTransaction: 'every-change', missing: [] };
  }
  log.warn(`[audit-trail] ${SEPARATE_RELATIONS}${because}`);
  return { sameTransaction: 'every-change', missing: [SEPARATE_RELATIONS] };
}

const refusal = (because: string): Error =>
  new Error(
    `[audit-trail] ${NO_GUARD}${because} With onFailure: 'block', Strapi does not start. Find out ` +
      "what changed the query layer, or set onFailure: 'continue'."
  );

async function tryGuard(deps: TapWritesDependencies): Promise<GuardFindings> {
  try {
    return await testWriteGuard(deps);
  } catch (error) {
    // Other code made the entity manager read-only.
    const reason = error instanceof Error ? error.message : String(error);
    return { seesStatements: false, joinsRelations: false, hooksCommits: false, reason };
  }
}
