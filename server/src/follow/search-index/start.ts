import { setTimeout as pauseFor } from 'node:timers/promises';
import type { Core } from '@strapi/types';
import { createServerJob } from '../../jobs';
import { readProgress } from '../../journal/search-index/progress';
import { continueClearing } from '../../journal/search-index/clear';
import { PLUGIN_ID } from '../../plugin-id';
import type { Backlog } from './search-index';
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
/** A backlog that is worth a line in the log. */
const LONG = 20_000;

type Transaction = Parameters<Parameters<Core.Strapi['db']['transaction']>[0]>[0]['trx'];

interface SearchIndexDependencies {
  strapi: Core.Strapi;
  /** The journal's key to its append-only triggers. */
  allowPurge(trx: Transaction): Promise<void>;
}

/** Starts the follower that indexes events. Call it in `bootstrap()`, and `stop` in `destroy()`. */
export function startSearchIndex({ strapi, allowPurge }: SearchIndexDependencies) {
  const index = searchIndexOf(strapi.db);
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let reportedAt = 0;

  async function beforeEach({ cursor, last }: Backlog): Promise<void> {
    if (isStopped) throw new Stopped();
    if (last - cursor < LONG) return;
    // A long log is indexed next to the requests, not before them.
    await pauseFor(20);
    if (Date.now() - reportedAt < REPORT_MS) return;
    reportedAt = Date.now();
    strapi.log.info(
      `[${PLUGIN_ID}] The search index is being built: event ${cursor} of ${last}. ` +
        'Until then the log can be listed, but not searched.'
    );
  }

  async function follow(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    try {
      if ((await readProgress(strapi.db)).isClearing) {
        await continueClearing(strapi.db, allowPurge, () => !isStopped);
      }
      await index.catchUp(beforeEach);
    } catch (error) {
      if (error instanceof Stopped) return;
      // Nothing is lost: the next run continues where this one stopped.
      const reason = error instanceof Error ? error.message : String(error);
      strapi.log.warn(`[${PLUGIN_ID}] search index: failed, to be tried again: ${reason}`);
    }
  }

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
    async stop(): Promise<void> {
      job.stop();
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

class Stopped extends Error {}
