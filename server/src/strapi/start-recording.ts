import { NO_REQUEST } from '../event';
import type { Core } from '@strapi/types';
import type { AuditTrailConfig } from '../config';
import { displayNameOf, rememberByName } from '../event';
import type { Capture, GetModel } from '../event';
import type { Journal } from '../journal';
import { keepIfEmail, showIp, type Redactor } from '../redact';
import { createThrottle } from '../record/throttling/throttle';
import { createLosses } from '../record/losses';
import { createRecorder, type Circumstances } from '../record/build-event';
import { createRequestLog } from '../record/request-log';
import { pastScope } from './process/ambient-scopes';
import { createDescribeBulk } from '../record/change-set/bulk-changes';
import { currentOperation } from '../record/operation';
import { tapEndOfOperations } from './documents/operations';
import { createLastKnown } from './database/last-known-content';
import { tapHub } from './process/hub';
import { tapWrites } from './database/tap-writes';
import type { FileContents } from './process/file-contents';
import type { TransferState } from './journal-guard/transfer-state';
import type { RequestTap, RequestTapDependencies } from './http/tap-requests';
import type { SchemaDeployments } from './process/schema-deployments';
import type { WriteGuarantees } from './database/tap-writes';
import type { Losses } from '../record/losses';
import { createSnapshotReader } from './database/snapshots';
import { createMainFields } from './documents/main-fields';
import { ambientOrigin, createInSomeScope, createIsRecording } from './process/recording-rules';
import { rememberShared } from '../record/change-set/read-ahead';
import { createLockFirst } from './database/lock-first';
import { createCommits } from '../record/commit';
import { currentScope, runInScope, SYSTEM } from '../record/scope';
import { isLocalized, sharedComponents } from './documents/shared-components';
import { tapTransfers } from './process/transfers';
import { createComparison } from '../record/comparison';
import { recordDeployments } from './process/schema-deployments';
import { startSources, type RunningSource } from './start-sources';
import { isOrdered } from './database/relation-order';
import { findRelinkedRows } from './database/relinked-rows';
import { readTakenLinks } from './database/taken-links';
import { createTransactions } from './database/transactions';
import { createWanted } from '../record/filter';
import { createWatches } from '../record/watches';

/** The hooks installed in `register()`. */
export interface Taps {
  journal: TransferState;
  requests: RequestTap;
  deployments: SchemaDeployments;
  files: FileContents;
}

/** The running recording. */
export interface RunningRecording {
  /** Records something that is not a watched write. Never rejects. */
  record(capture: Capture): Promise<void>;
  requestTap: RequestTapDependencies;
  losses: Losses;
  guarantees: WriteGuarantees;
  /** Records what this boot found changed; call it once, when everything else is in place. */
  recordBoot(): Promise<void>;
  /** Writes what is still buffered: counted failures, request rows. */
  flush(): Promise<void>;
  /** The same for good. */
  stop(): Promise<void>;
}

export interface RecordingDependencies {
  strapi: Core.Strapi;
  taps: Taps;
  config: Readonly<AuditTrailConfig>;
  journal: Journal;
  redactor: Redactor;
  sources: readonly RunningSource[];
}

/** Connects the hooks, the sources and the journal: from here on everything is recorded. */
export async function startRecording(deps: RecordingDependencies): Promise<RunningRecording> {
  const { strapi, taps, config, journal, redactor } = deps;
  const { db } = strapi;
  const getModel = ((uid: string) => strapi.getModel(uid as never)) as unknown as GetModel;
  const isSecret = (uid: string, attribute: string) => redactor.isSecretAttribute(uid, attribute);
  const losses = createLosses((message) => strapi.log.error(message));
  const inSomeScope = createInSomeScope(strapi);

  const recorder = createRecorder({
    redact: (event, commit) => redactor.event(event, commit),
    circumstances,
  });

  const transactions = createTransactions(db);
  const mainFields = await createMainFields({ strapi, getModel, isSecret });
  const snapshots = createSnapshotReader(strapi, db, (uid) => mainFields.of(uid));
  const { mayCome, wantedOf } = createWanted(config.record, () => ({
    actor: currentScope()?.actor() ?? SYSTEM,
    origin: currentScope()?.origin() ?? ambientOrigin(strapi),
  }));
  const watches = createWatches(db, mayCome);
  const compare = createComparison({
    getModel,
    isSecret,
    getMainField: (uid) => mainFields.of(uid),
    isOrdered: (uid, attribute) => isOrdered(db, uid, attribute),
  });
  const sharedOf = (uid: string) => sharedComponents(getModel(uid));
  const commits = createCommits({
    filter: wantedOf,
    db,
    transactions,
    watches,
    journal,
    inSomeScope,
    snapshots,
    buildAndRedact: (captures) => recorder.describe(captures),
    hasDraftAndPublish: (uid) => hasDraftAndPublish(getModel(uid)),
    describeBulk: createDescribeBulk({
      getModel,
      isSecret,
      attributeOf: (uid, column) => db.metadata.get(uid).columnToAttribute[column] ?? column,
    }),
    isLocalized: (uid) => isLocalized(getModel(uid)),
    sharedComponents: sharedOf,
    namesOf(uid) {
      const isHidden = rememberByName((attribute) => isSecret(uid, attribute));
      const mainField = mainFields.of(uid);
      return (row) => displayNameOf(row, { isHidden, mainField });
    },
    compare,
    findRelinked: (operation) => findRelinkedRows({ db, snapshots }, operation),
    onFailure: config.onFailure,
    onLost: (error, captures) => losses.note(error, captures),
  });

  const requestLog = createRequestLog({
    append: (rows) => journal.appendRequests(rows),
    onError: (error, lost) => losses.note(error, Array(lost).fill({ action: 'request details' })),
  });
  const record = (capture: Capture) => commits.record(capture);
  const throttle = createThrottle({
    record,
    recordLater: (capture, then) => runInScope(pastScope(then), () => record(capture)),
    circumstances,
    emailOf: ({ actor }) => keepIfEmail(actor?.email),
    showAddress: (ip) => showIp(ip, config.privacy.ip),
    maxBytes: roomForAccounts(config.maxEventBytes),
    noteCounted: (capture) => currentScope()?.noteLeftOut(capture),
    now: () => performance.now(),
    schedule(milliseconds, work) {
      const timer = setTimeout(work, milliseconds).unref();
      return () => clearTimeout(timer);
    },
  });
  const onError = (error: unknown) => losses.note(error, [{ action: 'unknown' }]);
  const hub = tapHub(strapi, record, onError);

  const transfers = tapTransfers({ strapi, state: taps.journal, record, onError });

  const describeDeployment = startSources(deps.sources, {
    strapi,
    snapshots,
    watches,
    compare,
    hub,
    requests: taps.requests,
    transfers: transfers.port,
    files: { written: taps.files.written, lastKnown: createLastKnown(db, transactions) },
  });

  const lockFirst = createLockFirst({
    db,
    snapshots,
    watches,
    hasDraftAndPublish: (uid) => hasDraftAndPublish(getModel(uid)),
    isLocalized: (uid) => isLocalized(getModel(uid)),
    defaultLocale: async () =>
      (await strapi.plugin('i18n')?.service('locales').getDefaultLocale()) ?? null,
  });
  tapEndOfOperations(strapi, lockFirst.prepare);
  const guarantees = await tapWrites({
    db,
    transactions,
    watches,
    getModel,
    lockFirst,
    async rememberShared() {
      const operation = currentOperation();
      if (operation) await rememberShared({ snapshots, sharedComponents: sharedOf }, operation);
    },
    log: strapi.log,
    mayGoUnrecorded: config.onFailure === 'continue',
    changesOf: (trx) => commits.changesOf(trx),
    readTakenLinks: (...write) => readTakenLinks({ db, snapshots, watches }, ...write),
    isRecording: createIsRecording(strapi, taps.journal),
    onUnrecorded: transfers.count,
  });

  return {
    record,
    losses,
    guarantees,
    requestTap: {
      record: (capture) => throttle.record(capture),
      onError,
      keep: (request) => {
        const { bodies: keepsBodies, repeatedResponses } = config.requests;
        const bodies = keepsBodies ? {} : NO_BODIES;
        const isResponseRepeated = keepsBodies && !repeatedResponses && request.isResponseRepeated;
        try {
          requestLog.add(redactor.request({ ...request, ...bodies, isResponseRepeated }));
        } catch (error) {
          losses.note(error, [{ action: 'request details' }]);
        }
      },
    },
    recordBoot: () =>
      recordDeployments({
        strapi,
        deployments: taps.deployments,
        record,
        describe: describeDeployment,
      }).catch(onError),
    async flush() {
      await throttle.flush();
      await requestLog.flush();
    },
    // Strapi stops its plugins before its HTTP server: requests in flight are still recorded.
    async stop() {
      await transfers.settled();
      await throttle.close();
      await requestLog.flush();
    },
  };
}

const NO_BODIES = {
  requestBody: null,
  responseBody: null,
  responseType: null,
  requestMedia: { type: null, bytes: null },
};

function circumstances(): Circumstances {
  const scope = currentScope();
  return {
    actor: scope?.actor() ?? SYSTEM,
    origin: scope?.origin() ?? 'code',
    request: scope?.request() ?? NO_REQUEST,
    operationId: scope?.operationId() ?? '',
    reason: scope?.reason ?? null,
  };
}

const hasDraftAndPublish = (model: ReturnType<GetModel>): boolean =>
  (model as { options?: { draftAndPublish?: boolean } } | undefined)?.options?.draftAndPublish ===
  true;

/** A payload may take a quarter of its event; some of that is for its other fields. */
const roomForAccounts = (maxEventBytes: number): number => Math.floor(maxEventBytes / 4) * 0.8;
