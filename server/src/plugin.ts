import type { Core } from '@strapi/types';
import { createHealth } from './api/health';
import { registerPermissions } from './api/policies';
import { keepRunning, runningOf, type Running } from './api/running';
import type { ContractService } from './api/services/contract';
import { contentTypesOf, knownNames } from './api/services/known-names';
import { createOwnEvents } from './api/services/own-events';
import { createOwnUse } from './api/services/own-use';
import type { SourcesService } from './api/services/sources';
import { recordsNoType, unmatchedOptions } from './api/services/unmatched-options';
import { resolveConfig, type AuditTrailConfig } from './config';
import { eventSchema } from './content-types/event/schema';
import type { Capture } from './event';
import { startRollup } from './follow/rollup';
import { startSearchIndex } from './follow/search-index';
import { createState } from './journal';
import { PLUGIN_ID } from './plugin-id';
import { createPurgeReads } from './read/query';
import type { DeclaredActions } from './record/declared-actions';
import type { Redactor } from './redact';
import { journalFindings } from './sources';
import { tapDocumentOperations } from './strapi/documents/operations';
import { tapAdminTokens } from './strapi/http/admin-token-identity';
import { tapRequests } from './strapi/http/tap-requests';
import { bootstrapJournal, createJournalWatch, registerJournal } from './strapi/journal-guard';
import { tapAmbientScopes } from './strapi/process/ambient-scopes';
import { beforeTables } from './strapi/process/before-tables';
import { tapBootstraps } from './strapi/process/bootstraps';
import { tapFileContents } from './strapi/process/file-contents';
import { tapOwnLife } from './strapi/process/own-life';
import { tapSchemaSync } from './strapi/process/schema-deployments';
import { startRecording, type Taps } from './strapi/start-recording';
import { openArchive } from './upkeep/archive';
import { createErasure } from './upkeep/erasure';
import { maxBytesOf, startRetention } from './upkeep/retention';
import type { Archive } from './upkeep/retention/purge/archive-port';

/** Strapi's first phase: everything that must be outermost, or known before tables are created. */
export async function register({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  // Before the first migration is announced: a start that is refused leaves the database as it was.
  const config = resolveConfig(strapi.config.get(`plugin::${PLUGIN_ID}`));
  const problem = recordsNoType(config, contentTypesOf(strapi));
  if (problem !== null) throw new Error(problem);
  serviceOf<SourcesService>(strapi, 'sources').defineFiles();

  const archive = beforeTables(strapi, () => openArchive(strapi, config.retention.archive));
  const journal = await registerJournal(strapi, eventSchema);
  tapAdminTokens(strapi);
  tapAmbientScopes(strapi);
  tapDocumentOperations(strapi);
  const taps: Taps = {
    journal,
    requests: tapRequests(strapi, () => runningOf(strapi)?.requestTap ?? null),
    deployments: tapSchemaSync(strapi),
    files: tapFileContents(strapi),
  };

  // Once: a plugin that precedes this one starts it, so its writes in its own `bootstrap()` are
  // recorded.
  let started: Promise<void> | undefined;
  const start = () => (started ??= run({ strapi, config, taps, archive }));
  tapBootstraps(strapi, start);
  strapi.add(START, () => start);
}

/** Strapi's second phase: the tables exist, so recording starts. */
export async function bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  const start = strapi.get(START) as unknown as () => Promise<void>;
  await start();
}

/** Strapi's last phase; it comes before the HTTP server closes, so recording itself continues. */
export async function destroy({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  await runningOf(strapi)?.stop();
}

/** What `register()` leaves for `bootstrap()`, by its name in Strapi's container. */
const START = `${PLUGIN_ID}.start`;

interface Registered {
  strapi: Core.Strapi;
  config: Readonly<AuditTrailConfig>;
  taps: Taps;
  /** Undefined if `retention.archive` is off. */
  archive(): Archive | undefined;
}

const serviceOf = <Service>(strapi: Core.Strapi, name: string): Service =>
  strapi.plugin(PLUGIN_ID).service<Service & object>(name);

/**
 * Starts recording, then everything that works on the journal, and records the start in the log
 * itself.
 */
async function run({ strapi, config, taps, ...registered }: Registered): Promise<void> {
  const archive = registered.archive();
  const { journal, appendOnly, witness } = await bootstrapJournal(strapi);
  await registerPermissions(strapi);

  const sources = serviceOf<SourcesService>(strapi, 'sources');
  const actions = serviceOf<DeclaredActions>(strapi, 'actions');
  const contract = serviceOf<ContractService>(strapi, 'contract');
  const recording = await startRecording({
    strapi,
    taps,
    config,
    journal,
    redactor: serviceOf<Redactor>(strapi, 'redactor'),
    sources: sources.start(),
  });
  await contract.check('start');

  const record = (event: Capture) => recording.record(event);
  const allowPurge = appendOnly.allowPurge.bind(appendOnly);
  const state = createState(strapi.db);
  const retention = startRetention({
    strapi,
    config,
    record,
    allowPurge,
    archive,
    reads: createPurgeReads({ db: strapi.db, labelOf: actions.labelOf }),
    load: taps.requests,
  });
  const rollup = startRollup({ strapi });
  const index = await startSearchIndex({ strapi, allowPurge });
  journal.onAppend(() => index.wake());
  const watch = createJournalWatch({
    strapi,
    appendOnly,
    witness,
    state,
    record,
    describe: journalFindings,
    keepsEveryDay: config.retention.maxEvents === 0 && maxBytesOf(config.retention) === 0,
  });
  const health = createHealth({ recording, appendOnly, config, contract, sources, watch, index });
  const recordEnd = tapOwnLife({
    strapi,
    ...createOwnEvents({
      config,
      health,
      state,
      record,
      unmatched: () => unmatchedOptions(config, knownNames(strapi, actions)),
      unknown: () => sources.unknownNames(),
      warn: (message) => strapi.log.warn(message),
    }),
    serving: () => contract.check('serving'),
    onError: recording.requestTap.onError,
  });
  const running: Running = {
    ...recording,
    ...{ health, archive, retention, use: createOwnUse({ config, record }) },
    erasure: createErasure({ db: strapi.db, record, allowPurge }),
    async stop() {
      // First, because a purge may wait for it.
      await index.stop();
      await retention.stop();
      await rollup.stop();
      await recording.flush();
      await recordEnd();
      // After the last event of an orderly end, which the next start then expects.
      await watch.stop();
      await recording.stop();
    },
  };
  keepRunning(strapi, running);
  await watch.begin();
  await recording.recordBoot();
}
