import type { Core } from '@strapi/types';
import { resolveConfig } from './config';
import { createErasure } from './erasure';
import { startCapture } from './host/capture';
import { healthOf } from './host/health';
import { bootstrapJournal, createJournalWatch } from './host/journal-guard';
import { tapOwnLife } from './host/own-life';
import { createState } from './journal';
import { createOwnEvents } from './services/own-events';
import { createOwnUse } from './services/own-use';
import { knownNames } from './services/known-names';
import { unmatchedOptions } from './services/unmatched-options';
import { registerPermissions } from './policies';
import { PLUGIN_ID } from './plugin-id';
import { createPurgeReads } from './query';
import type { DeclaredActions } from './recorder/declared-actions';
import { maxBytesOf, startRetention } from './retention';
import { startRollup } from './rollup';
import { keepRuntime, tapsOf } from './runtime';
import type { ContractService } from './services/contract';
import type { SourcesService } from './services/sources';
import { describeUnknown } from './services/unknown-name';
import { journalFindings } from './sources';
import type { Redactor } from './redaction';

const started = new WeakMap<Core.Strapi, Promise<void>>();

/**
 * Strapi's second phase: the tables stand, so recording starts. Once: a plugin whose turn comes before
 * this one's starts it, so that what it writes in its own `bootstrap()` is recorded.
 */
export function bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  const starting = started.get(strapi) ?? startRecording(strapi);
  started.set(strapi, starting);
  return starting;
}

async function startRecording(strapi: Core.Strapi): Promise<void> {
  const config = resolveConfig(strapi.config.get(`plugin::${PLUGIN_ID}`));
  const archive = tapsOf(strapi).archive();
  const { journal, appendOnly, witness } = await bootstrapJournal(strapi);
  await registerPermissions(strapi);

  const sources = strapi.plugin(PLUGIN_ID).service<SourcesService>('sources');
  const actions = strapi.plugin(PLUGIN_ID).service<DeclaredActions>('actions');
  const redactor = strapi.plugin(PLUGIN_ID).service<Redactor>('redactor');
  const capture = await startCapture({
    strapi,
    taps: tapsOf(strapi),
    config,
    journal,
    redactor,
    sources: sources.start(),
  });
  const contract = strapi.plugin(PLUGIN_ID).service<ContractService>('contract');
  await contract.check('start');
  const retention = startRetention({
    strapi,
    config,
    reads: createPurgeReads({
      db: strapi.db,
      labelOf: actions.labelOf,
    }),
    inFlight: () => tapsOf(strapi).requests.inFlight(),
    record: (event) => capture.recording.record(event),
    allowPurge: (trx) => appendOnly.allowPurge(trx),
    archive,
  });
  const rollup = startRollup({ strapi });
  const erasure = createErasure({
    db: strapi.db,
    record: (event) => capture.recording.record(event),
    allowPurge: (trx) => appendOnly.allowPurge(trx),
  });
  const state = createState(strapi.db);
  const watch = createJournalWatch({
    ...{ strapi, appendOnly, witness, state, describe: journalFindings },
    keepsEveryDay: config.retention.maxEvents === 0 && maxBytesOf(config.retention) === 0,
    record: (event) => capture.recording.record(event),
  });
  const health = () =>
    healthOf({
      ...{ capture, appendOnly, onFailure: config.onFailure },
      ...{ contract: contract.facts(), problems: watch.problems() },
      broken: [...contract.broken(), ...sources.unknownNames().map(describeUnknown)],
    });
  const recordEnd = tapOwnLife({
    strapi,
    ...createOwnEvents({
      ...{ config, health, state },
      unmatched: () => unmatchedOptions(config, knownNames(strapi, actions)),
      unknown: () => sources.unknownNames(),
      warn: (message) => strapi.log.warn(message),
      record: (event) => capture.recording.record(event),
    }),
    serving: () => contract.check('serving'),
    onError: (error) => capture.requestTap.onError(error),
  });
  keepRuntime(strapi, {
    ...capture,
    health,
    erasure,
    archive,
    retention,
    use: createOwnUse({ config, record: (event) => capture.recording.record(event) }),
    async stop() {
      await retention.stop();
      await rollup.stop();
      await capture.flush();
      await recordEnd();
      // After the last event of a good end, which the next start then expects.
      await watch.stop();
      await capture.stop();
    },
  });
  await watch.begin();
  await capture.recordBoot();
}
