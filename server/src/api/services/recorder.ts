import type { Core } from '@strapi/types';
import type { Capture } from '../../event';
import { ambientOrigin } from '../../strapi/process/recording-rules';
import { currentScope, runOnceInScope } from '../../record/scope';
import { runScope } from '../../strapi/process/ambient-scopes';
import { PLUGIN_ID } from '../../plugin-id';
import type { DeclaredActions, OwnAction } from '../../record/declared-actions';
import { readCapture } from '../../record/own-events/read-capture';
import { runningOf } from '../running';

/**
 * An event of an application. Secrets are removed from all its values before it is stored.
 * `occurredAt` and `actor` are claims: they are kept in the payload, next to the true time and
 * actor.
 */
export type OwnEvent<Action extends string = string> = Capture & { action: Action };

/** Records events whose actions are declared; TypeScript refuses others. */
export interface TypedRecorder<Action extends string = string> {
  /**
   * Records an event of your own. Inside `strapi.db.transaction()` it commits or vanishes with that
   * transaction; outside, it is stored when the promise resolves. An event that could not be stored
   * is counted and logged, and does not make it reject.
   *
   * A field that cannot be stored as given is left out, and the application's log names it.
   *
   * @throws TypeError, as a rejection, if the action is one of the log's own
   */
  record(event: OwnEvent<Action>): Promise<void>;
}

/** `service('recorder')`: records an application's own events. */
export interface RecorderService extends TypedRecorder {
  /**
   * Gives your own actions a label, for the page's filter and its sentences. Call it once, in your
   * `register()` or `bootstrap()`.
   *
   * @throws if a name is not `noun.verb`, is the log's own, or has no label
   */
  declareActions<Actions extends Readonly<Record<string, OwnAction>>>(
    actions: Actions
  ): TypedRecorder<keyof Actions & string>;
  /**
   * Runs `work` as one operation: everything recorded during it, by any code, shares one operation
   * id and this reason. Within a request it stays that request's operation. It lasts until the
   * promise of `work` has settled; a background job after a response, in a queue or a timer, is
   * recorded as `code` unless it is run through this.
   *
   * @returns what `work` returns
   * @throws what `work` throws, and a TypeError for a missing reason
   */
  run<Result>(options: { reason: string }, work: () => Result): Result;
  /** Writes what is still buffered: counted failures, details of requests. Never rejects. */
  flush(): Promise<void>;
}

/** Messages that are remembered; some contain data. */
const MAX_WARNINGS = 200;

export const createRecorderService = ({ strapi }: { strapi: Core.Strapi }): RecorderService => {
  const warned = new Set<string>();
  /** Once for each message: a mistake in code recurs with every call. */
  const warn = (message: string): void => {
    if (warned.has(message) || warned.size >= MAX_WARNINGS) return;
    warned.add(message);
    strapi.log.warn(`[${PLUGIN_ID}] ${message}`);
  };
  const actions = () => strapi.plugin(PLUGIN_ID).service<DeclaredActions>('actions');
  const record = async (event: OwnEvent): Promise<void> => {
    const { capture, problems } = readCapture(event, (action) => actions().isReserved(action));
    for (const problem of problems)
      warn(`record(): ${problem}. ${capture.action} is stored without it.`);
    await runningOf(strapi)?.record(capture);
  };
  return {
    record,
    declareActions(declared) {
      actions().declare(declared);
      return { record };
    },
    run({ reason }, work) {
      if (typeof reason !== 'string' || reason.trim() === '') {
        throw new TypeError(
          '[audit-trail] run() needs a reason: run({ reason: "Nightly import" }, work).'
        );
      }
      const around = currentScope();
      return runOnceInScope(runScope(reason, around, ambientOrigin(strapi)), work);
    },
    async flush() {
      await runningOf(strapi)?.flush();
    },
  };
};
