import { setTimeout as pauseFor } from 'node:timers/promises';
import type { Core } from '@strapi/types';
import { createServerJob } from '../../jobs';
import { continueClearing } from '../../journal/search-index/clear';
import { emptyLegacyTerms } from '../../journal/search-index/legacy';
import { prepareProgress } from '../../journal/search-index/progress';
import { PLUGIN_ID } from '../../plugin-id';
import { LONG_BACKLOG, type Backlog } from './search-index';
import { searchIndexOf } from './shared';

/** For events of other instances, and after a failure. */
const EVERY_MINUTE = '* * * * *';
/**
 * How long after an event: later ones share its transaction, and whoever searches in the meantime
 * brings the index up to date.
 */
const DELAY_MS = 1_000;
/** How often the filling of a long log is reported. */
const REPORT_MS = 10_000;

type Transaction = Parameters<Parameters<Core.Strapi['db']['transaction']>[0]>[0]['trx'];

interface SearchIndexDependencies {
  strapi: Core.Strapi;
  /** The journal's key to its append-only triggers. */
  allowPurge(trx: Transaction): Promise<void>;
}

/** Starts the follower that indexes events. Call it in `bootstrap()`, and `stop` in `destroy()`. */
export async function startSearchIndex({ strapi, allowPurge }: SearchIndexDependencies) {
  const index = searchIndexOf(strapi.db);
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let reportedAt = 0;
  let failure: string | null = null;
  let mayHaveLegacy = true;

  async function beforeEach({ cursor, last, isClearing }: Backlog): Promise<void> {
    if (isStopped) throw new Stopped();
    if (isClearing) throw new MustBeEmptied();
    if (last - cursor <= LONG_BACKLOG) return;
    // A long log is indexed next to the requests, not before them.
    await pauseFor(20);
    if (Date.now() - reportedAt < REPORT_MS) return;
    reportedAt = Date.now();
    strapi.log.info(
      `[${PLUGIN_ID}] The search index is being built: event ${cursor} of ${last}. ` +
        'Until then the log can be listed, but not searched.'
    );
  }

  async function catchUp(): Promise<void> {
    try {
      await index.catchUp(beforeEach);
    } catch (error) {
      if (!(error instanceof MustBeEmptied)) throw error;
      await continueClearing(strapi.db, allowPurge, () => !isStopped);
      await catchUp();
    }
  }

  async function follow(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    try {
      await catchUp();
      // Only an installation of 0.1.0 has the table, and nothing makes it later.
      if (mayHaveLegacy) {
        mayHaveLegacy = await emptyLegacyTerms(strapi.db, allowPurge, () => !isStopped);
      }
      failure = null;
    } catch (error) {
      if (error instanceof Stopped) return;
      // Nothing is lost: the next run continues where this one stopped.
      failure = error instanceof Error ? error.message : String(error);
      strapi.log.warn(`[${PLUGIN_ID}] search index: failed, to be tried again: ${failure}`);
    }
  }

  await prepareProgress(strapi.db);

  let running = Promise.resolve();
  const run = (): Promise<void> => (running = running.then(follow));

  const job = createServerJob({
    strapi,
    name: `${PLUGIN_ID}:search-index`,
    expression: EVERY_MINUTE,
    task: run,
  });
  job.start();

  return {
    /** Indexes soon what is being written now. */
    wake(): void {
      if (isStopped || timer) return;
      timer = setTimeout(() => void run(), DELAY_MS);
      timer.unref();
    },
    /** A message while the last run has failed: searches then fail as well. */
    problems: (): string[] =>
      failure === null ? [] : [`The search index cannot be brought up to date: ${failure}`],
    async stop(): Promise<void> {
      job.stop();
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

class Stopped extends Error {}
class MustBeEmptied extends Error {}
