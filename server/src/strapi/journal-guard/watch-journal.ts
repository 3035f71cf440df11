import type { Core } from '@strapi/types';
import type { Capture } from '../../event';
import { createExclusiveRun, createServerJob, instanceId } from '../../jobs';
import type { AppendOnly, Head, State, Witness } from '../../journal';
import { PLUGIN_ID } from '../../plugin-id';
import { systemScope } from '../process/ambient-scopes';
import { runInScope } from '../../record/scope';

/** What the instances together know about the log's state, stored separately from it. */
interface Known {
  /** The newest event at the last check. */
  head: Head | null;
  /** The triggers that the database had at the last check. */
  triggers: string[];
  /** The last problem that was found. */
  loss: { at: number; reason: string } | null;
}

/** When a problem was found: while the server runs, or at its start. */
export type Noticed = 'check' | 'start';

export interface JournalWatchDependencies {
  strapi: Core.Strapi;
  appendOnly: AppendOnly;
  witness: Witness;
  state: State;
  /** Whether retention keeps every event for a day or more: with a size limit it may not. */
  keepsEveryDay: boolean;
  record(capture: Capture): Promise<void>;
  describe: {
    guardLost(facts: { triggers: string[]; noticed: Noticed }): Capture;
    guardRestored(facts: { triggers: string[]; noticed: Noticed }): Capture;
    damaged(facts: { lastSeen: object; noticed: Noticed; termsRemoved: number }): Capture;
  };
}

export interface JournalWatch {
  /** Checks for what happened since the last process. Call it in `bootstrap()`; never rejects. */
  begin(): Promise<void>;
  /** A message for each problem found since this process began. */
  problems(): string[];
  /** Ends the checks and remembers the newest event. Call it after the last one; never rejects. */
  stop(): Promise<void>;
}

const NAME = 'journal-watch';
const TWICE_A_MINUTE = '*/30 * * * * *';
const NOTHING: Known = { head: null, triggers: [], loss: null };
const DAY_MS = 86_400_000;

const iso = (time: number): string => new Date(time).toISOString();

/**
 * Checks twice a minute, with two small queries, whether the triggers and the newest event of the
 * last check still exist. TRUNCATE fires no trigger on MySQL, and the owner of a database can drop
 * triggers: neither can be refused, so it is detected, logged, recorded, reported by `health` and
 * repaired.
 */
export function createJournalWatch(deps: JournalWatchDependencies): JournalWatch {
  const { strapi, appendOnly, witness, state, record, describe } = deps;
  const startedAt = Date.now();
  let failure: string | null = null;
  let loss: Known['loss'] = null;

  const exclusive = createExclusiveRun({ db: strapi.db, name: NAME, owner: instanceId });
  const read = async (): Promise<Known> => ({
    ...NOTHING,
    ...((await state.read(NAME)) as Partial<Known> | null),
  });
  const hasVanished = (
    head: Head | null,
    { newest, isThere }: Awaited<ReturnType<Witness['look']>>
  ): boolean =>
    head !== null &&
    !isThere &&
    // No purge removes the newest event, nor, except by a size limit, one of the last day.
    ((newest?.key ?? 0) < head.key ||
      (deps.keepsEveryDay && head.occurredAt > Date.now() - DAY_MS));

  const report = (known: Known, reason: string): void => {
    known.loss = { at: Date.now(), reason };
    strapi.log.error(`[${PLUGIN_ID}] ${reason}`);
  };

  async function restoreTriggers(known: Known, triggers: string[], noticed: Noticed) {
    if (triggers.length === 0) return;
    report(
      known,
      `At ${iso(Date.now())} what keeps the log append-only was missing, changed or switched off: ` +
        `${triggers.join(', ')}. Events may have been changed before. Find out who may alter the ` +
        'tables of the log, and compare it with a backup or an archive.'
    );
    await record(describe.guardLost({ triggers, noticed }));
    // At a start they have been recreated before.
    const isInForce = noticed === 'start' ? appendOnly.inForce() : await appendOnly.enforce();
    if (isInForce) await record(describe.guardRestored({ triggers, noticed }));
  }

  async function repairLog(known: Known, seen: Head, noticed: Noticed) {
    report(
      known,
      `At ${iso(Date.now())} events had vanished from the log that no purge removed: the newest ` +
        `of them is ${seen.id} of ${iso(seen.occurredAt)}. Find out who may delete from its tables ` +
        'or truncate them, and restore the events from a backup or an archive.'
    );
    const termsRemoved = await witness.repair(seen);
    const lastSeen = { id: seen.id, occurredAt: iso(seen.occurredAt) };
    await record(describe.damaged({ lastSeen, noticed, termsRemoved }));
  }

  /** The triggers that existed once and are missing now. */
  async function lostTriggers(known: Known, noticed: Noticed): Promise<string[]> {
    const missing = noticed === 'start' ? appendOnly.made() : await appendOnly.findMissing();
    return missing.filter((name) => known.triggers.includes(name));
  }

  async function look(noticed: Noticed) {
    const known = await read();
    const triggers = await lostTriggers(known, noticed);
    const found = await witness.look(known.head);
    return { known, triggers, found, isGone: hasVanished(known.head, found) };
  }

  async function keep(known: Known, newest: Head | null): Promise<void> {
    const missing = await appendOnly.findMissing();
    const triggers = appendOnly.triggers().filter((name) => !missing.includes(name));
    const next: Known = { ...known, head: newest, triggers };
    if (JSON.stringify(next) !== JSON.stringify(known)) await state.write(NAME, next);
    loss = next.loss;
  }

  async function check(noticed: Noticed): Promise<void> {
    const first = await look(noticed);
    loss = first.known.loss;
    if (first.triggers.length === 0 && !first.isGone) {
      const { head } = first.known;
      if (first.found.newest?.id !== head?.id || first.known.triggers.length === 0) {
        await keep(first.known, first.found.newest);
      }
      return;
    }
    await exclusive.run((alone) =>
      alone(async () => {
        // Checked again: another instance may have repaired it meanwhile.
        const { known, triggers, isGone } = await look(noticed);
        const next = { ...known };
        await restoreTriggers(next, triggers, noticed);
        if (isGone && known.head) await repairLog(next, known.head, noticed);
        await state.write(NAME, next);
        await keep(next, (await witness.look(null)).newest);
        return { ran: true };
      })
    );
  }

  /** Remembers the newest event; if there is a problem, it is left for the next start to find. */
  async function remember(): Promise<void> {
    try {
      const { known, found, isGone } = await look('check');
      if (!isGone) await state.write(NAME, { ...known, head: found.newest });
    } catch (error) {
      strapi.log.error(`[${PLUGIN_ID}] ${NAME}: ${String(error)}`);
    }
  }

  const checkSafely = async (noticed: Noticed): Promise<void> => {
    try {
      await runInScope(systemScope(noticed === 'start' ? 'bootstrap' : 'code'), () =>
        check(noticed)
      );
      failure = null;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // Once, and again if the problem changes.
      if (failure !== reason) strapi.log.error(`[${PLUGIN_ID}] ${NAME}: ${reason}`);
      failure = reason;
    }
  };

  const job = createServerJob({
    ...{ strapi, name: `${PLUGIN_ID}:${NAME}`, expression: TWICE_A_MINUTE },
    task: () => checkSafely('check'),
  });

  return {
    async begin() {
      await checkSafely('start');
      job.start();
    },
    problems: () => [
      ...(loss !== null && loss.at >= startedAt ? [loss.reason] : []),
      ...(failure !== null
        ? [`Whether the log is complete and append-only could not be checked: ${failure}`]
        : []),
    ],
    async stop() {
      job.stop();
      await exclusive.stop();
      await remember();
    },
  };
}
